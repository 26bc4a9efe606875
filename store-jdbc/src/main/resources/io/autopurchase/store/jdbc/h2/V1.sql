CREATE TABLE ${prefix}record (
  shop VARCHAR(64) NOT NULL,
  kind VARCHAR(32) NOT NULL,
  id VARCHAR(255) NOT NULL,
  version BIGINT NOT NULL,
  deleted BOOLEAN NOT NULL,
  type VARCHAR(255),
  state VARCHAR(255),
  provider VARCHAR(255),
  login VARCHAR(255),
  order_id VARCHAR(255),
  reference VARCHAR(255),
  search VARCHAR(8000),
  due_at BIGINT,
  codec INTEGER NOT NULL,
  body VARBINARY(16000000) NOT NULL,
  PRIMARY KEY (shop, kind, id)
);
CREATE INDEX ${prefix}record_due ON ${prefix}record (shop, kind, due_at, id);
CREATE INDEX ${prefix}record_state ON ${prefix}record (shop, kind, state, id);
CREATE INDEX ${prefix}record_type ON ${prefix}record (shop, kind, type, id);
CREATE INDEX ${prefix}record_order ON ${prefix}record (shop, kind, order_id, id);
CREATE INDEX ${prefix}record_reference ON ${prefix}record (shop, kind, reference, id);
CREATE INDEX ${prefix}record_session ON ${prefix}record (shop, kind, provider, login, state, id);
CREATE TABLE ${prefix}reservation (
  shop VARCHAR(64) NOT NULL,
  scope VARCHAR(32) NOT NULL,
  name VARCHAR(255) NOT NULL,
  owner VARCHAR(255) NOT NULL,
  PRIMARY KEY (shop, scope, name)
);
CREATE TABLE ${prefix}event (
  shop VARCHAR(64) NOT NULL,
  id VARCHAR(120) NOT NULL,
  at_millis BIGINT NOT NULL,
  codec INTEGER NOT NULL,
  body VARBINARY(16000000) NOT NULL,
  delivered BOOLEAN NOT NULL,
  PRIMARY KEY (shop, id)
);
CREATE INDEX ${prefix}event_undelivered ON ${prefix}event (shop, delivered, id);
CREATE TABLE ${prefix}write_log (
  shop VARCHAR(64) NOT NULL,
  write_id VARCHAR(64) NOT NULL,
  number BIGINT GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (shop, write_id)
);
CREATE INDEX ${prefix}write_log_number ON ${prefix}write_log (number);
