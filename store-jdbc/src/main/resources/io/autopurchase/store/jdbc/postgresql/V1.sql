CREATE TABLE IF NOT EXISTS ${prefix}record (
  shop VARCHAR(64) COLLATE "C" NOT NULL,
  kind VARCHAR(32) COLLATE "C" NOT NULL,
  id VARCHAR(255) COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  expected BIGINT NOT NULL,
  deleted_at TIMESTAMPTZ,
  type VARCHAR(64) COLLATE "C",
  state VARCHAR(64) COLLATE "C",
  provider VARCHAR(64) COLLATE "C",
  login VARCHAR(255) COLLATE "C",
  order_id VARCHAR(255) COLLATE "C",
  reference VARCHAR(255) COLLATE "C",
  search VARCHAR(4000) COLLATE "C",
  due_at BIGINT,
  codec INTEGER NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (shop, kind, id)
);
CREATE INDEX IF NOT EXISTS ${prefix}record_due ON ${prefix}record (shop, kind, due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS ${prefix}record_state ON ${prefix}record (shop, kind, state, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_type ON ${prefix}record (shop, kind, type, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_order ON ${prefix}record (shop, kind, order_id, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_reference ON ${prefix}record (shop, kind, reference, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_session ON ${prefix}record (shop, kind, provider, login, state, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_deleted ON ${prefix}record (shop, deleted_at) WHERE deleted_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS ${prefix}version_floor (
  shop VARCHAR(64) COLLATE "C" NOT NULL,
  kind VARCHAR(32) COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (shop, kind)
);
CREATE TABLE IF NOT EXISTS ${prefix}reservation (
  shop VARCHAR(64) COLLATE "C" NOT NULL,
  scope VARCHAR(32) COLLATE "C" NOT NULL,
  name VARCHAR(255) COLLATE "C" NOT NULL,
  owner VARCHAR(255) COLLATE "C" NOT NULL,
  PRIMARY KEY (shop, scope, name)
);
CREATE TABLE IF NOT EXISTS ${prefix}event (
  shop VARCHAR(64) COLLATE "C" NOT NULL,
  id VARCHAR(120) COLLATE "C" NOT NULL,
  at_millis BIGINT NOT NULL,
  codec INTEGER NOT NULL,
  body BYTEA NOT NULL,
  delivered BOOLEAN NOT NULL,
  PRIMARY KEY (shop, id)
);
CREATE INDEX IF NOT EXISTS ${prefix}event_undelivered ON ${prefix}event (shop, id) WHERE delivered = FALSE;
CREATE TABLE IF NOT EXISTS ${prefix}write_log (
  shop VARCHAR(64) COLLATE "C" NOT NULL,
  write_id VARCHAR(64) COLLATE "C" NOT NULL,
  number BIGINT GENERATED ALWAYS AS IDENTITY,
  written_at TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP NOT NULL,
  PRIMARY KEY (shop, write_id)
);
CREATE INDEX IF NOT EXISTS ${prefix}write_log_number ON ${prefix}write_log (number);
