CREATE TABLE IF NOT EXISTS ${prefix}record (
  shop VARCHAR(64) NOT NULL,
  kind VARCHAR(32) NOT NULL,
  id VARCHAR(255) NOT NULL,
  version BIGINT NOT NULL,
  expected BIGINT NOT NULL,
  deleted_at TIMESTAMP WITH TIME ZONE,
  type VARCHAR(64),
  state VARCHAR(64),
  provider VARCHAR(64),
  login VARCHAR(255),
  order_id VARCHAR(255),
  reference VARCHAR(255),
  search VARCHAR(4000),
  due_at BIGINT,
  codec INTEGER NOT NULL,
  body VARBINARY(16000000) NOT NULL,
  PRIMARY KEY (shop, kind, id)
);
CREATE INDEX IF NOT EXISTS ${prefix}record_due ON ${prefix}record (shop, kind, due_at, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_state ON ${prefix}record (shop, kind, state, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_type ON ${prefix}record (shop, kind, type, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_order ON ${prefix}record (shop, kind, order_id, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_reference ON ${prefix}record (shop, kind, reference, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_session ON ${prefix}record (shop, kind, provider, login, state, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_deleted ON ${prefix}record (shop, deleted_at);
CREATE TABLE IF NOT EXISTS ${prefix}version_floor (
  shop VARCHAR(64) NOT NULL,
  kind VARCHAR(32) NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (shop, kind)
);
CREATE TABLE IF NOT EXISTS ${prefix}reservation (
  shop VARCHAR(64) NOT NULL,
  scope VARCHAR(32) NOT NULL,
  name VARCHAR(255) NOT NULL,
  owner VARCHAR(255) NOT NULL,
  PRIMARY KEY (shop, scope, name)
);
CREATE TABLE IF NOT EXISTS ${prefix}event (
  shop VARCHAR(64) NOT NULL,
  id VARCHAR(120) NOT NULL,
  at_millis BIGINT NOT NULL,
  codec INTEGER NOT NULL,
  body VARBINARY(16000000) NOT NULL,
  delivered BOOLEAN NOT NULL,
  PRIMARY KEY (shop, id)
);
CREATE INDEX IF NOT EXISTS ${prefix}event_undelivered ON ${prefix}event (shop, delivered, id);
CREATE TABLE IF NOT EXISTS ${prefix}write_log (
  shop VARCHAR(64) NOT NULL,
  write_id VARCHAR(64) NOT NULL,
  number BIGINT GENERATED ALWAYS AS IDENTITY,
  written_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  PRIMARY KEY (shop, write_id)
);
CREATE INDEX IF NOT EXISTS ${prefix}write_log_number ON ${prefix}write_log (number);
