ALTER TABLE ${prefix}event
  ADD COLUMN type VARCHAR(64),
  ADD COLUMN order_id VARCHAR(255),
  ADD COLUMN line_id VARCHAR(255),
  ADD COLUMN activity VARCHAR(120),
  ADD COLUMN provider VARCHAR(64),
  ADD COLUMN login VARCHAR(255),
  ADD COLUMN position BIGINT,
  ADD INDEX ${prefix}event_order (shop, order_id, id),
  ADD INDEX ${prefix}event_activity (shop, activity, id),
  ADD INDEX ${prefix}event_session (shop, login, provider, id),
  ADD INDEX ${prefix}event_type (shop, type, id),
  ADD UNIQUE INDEX ${prefix}event_position (shop, position),
  ADD INDEX ${prefix}event_unnumbered (shop, position, id);
CREATE TABLE IF NOT EXISTS ${prefix}feed (
  shop VARCHAR(64) NOT NULL PRIMARY KEY,
  last_position BIGINT NOT NULL
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE ${collation};
