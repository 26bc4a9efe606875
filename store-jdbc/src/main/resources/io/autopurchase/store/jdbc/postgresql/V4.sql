ALTER TABLE ${prefix}event
  ADD COLUMN IF NOT EXISTS type VARCHAR(64) COLLATE "C",
  ADD COLUMN IF NOT EXISTS order_id VARCHAR(255) COLLATE "C",
  ADD COLUMN IF NOT EXISTS line_id VARCHAR(255) COLLATE "C",
  ADD COLUMN IF NOT EXISTS activity VARCHAR(120) COLLATE "C",
  ADD COLUMN IF NOT EXISTS provider VARCHAR(64) COLLATE "C",
  ADD COLUMN IF NOT EXISTS login VARCHAR(255) COLLATE "C",
  ADD COLUMN IF NOT EXISTS position BIGINT;
CREATE INDEX IF NOT EXISTS ${prefix}event_order ON ${prefix}event (shop, order_id, id) WHERE order_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS ${prefix}event_activity ON ${prefix}event (shop, activity, id) WHERE activity IS NOT NULL;
CREATE INDEX IF NOT EXISTS ${prefix}event_session ON ${prefix}event (shop, login, provider, id) WHERE login IS NOT NULL;
CREATE INDEX IF NOT EXISTS ${prefix}event_type ON ${prefix}event (shop, type, id) WHERE type IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS ${prefix}event_position ON ${prefix}event (shop, position) WHERE position IS NOT NULL;
CREATE INDEX IF NOT EXISTS ${prefix}event_unnumbered ON ${prefix}event (shop, id) WHERE position IS NULL;
CREATE TABLE IF NOT EXISTS ${prefix}feed (
  shop VARCHAR(64) COLLATE "C" NOT NULL PRIMARY KEY,
  last_position BIGINT NOT NULL
);
