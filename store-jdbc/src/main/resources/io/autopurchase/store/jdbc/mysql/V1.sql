CREATE TABLE IF NOT EXISTS ${prefix}record (
  shop VARCHAR(64) NOT NULL,
  kind VARCHAR(32) NOT NULL,
  id VARCHAR(255) NOT NULL,
  version BIGINT NOT NULL,
  expected BIGINT NOT NULL,
  deleted_at TIMESTAMP NULL,
  type VARCHAR(64),
  state VARCHAR(64),
  provider VARCHAR(64),
  login VARCHAR(255),
  order_id VARCHAR(255),
  reference VARCHAR(255),
  search VARCHAR(4000),
  due_at BIGINT,
  codec INTEGER NOT NULL,
  body LONGBLOB NOT NULL,
  PRIMARY KEY (shop, kind, id),
  INDEX ${prefix}record_due (shop, kind, due_at, id),
  INDEX ${prefix}record_state (shop, kind, state, id),
  INDEX ${prefix}record_type (shop, kind, type, id),
  INDEX ${prefix}record_order (shop, kind, order_id, id),
  INDEX ${prefix}record_reference (shop, kind, reference, id),
  INDEX ${prefix}record_session (shop, kind, provider, login, state, id),
  INDEX ${prefix}record_deleted (shop, deleted_at)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE ${collation};
CREATE TABLE IF NOT EXISTS ${prefix}version_floor (
  shop VARCHAR(64) NOT NULL,
  kind VARCHAR(32) NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (shop, kind)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE ${collation};
CREATE TABLE IF NOT EXISTS ${prefix}reservation (
  shop VARCHAR(64) NOT NULL,
  scope VARCHAR(32) NOT NULL,
  name VARCHAR(255) NOT NULL,
  owner VARCHAR(255) NOT NULL,
  PRIMARY KEY (shop, scope, name)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE ${collation};
CREATE TABLE IF NOT EXISTS ${prefix}event (
  shop VARCHAR(64) NOT NULL,
  id VARCHAR(120) NOT NULL,
  at_millis BIGINT NOT NULL,
  codec INTEGER NOT NULL,
  body LONGBLOB NOT NULL,
  delivered BOOLEAN NOT NULL,
  PRIMARY KEY (shop, id),
  INDEX ${prefix}event_undelivered (shop, delivered, id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE ${collation};
CREATE TABLE IF NOT EXISTS ${prefix}write_log (
  shop VARCHAR(64) NOT NULL,
  write_id VARCHAR(64) NOT NULL,
  number BIGINT NOT NULL AUTO_INCREMENT,
  written_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (shop, write_id),
  INDEX ${prefix}write_log_number (number)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE ${collation};
