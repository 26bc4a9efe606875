ALTER TABLE ${prefix}event ADD COLUMN type TEXT;
ALTER TABLE ${prefix}event ADD COLUMN order_id TEXT;
ALTER TABLE ${prefix}event ADD COLUMN line_id TEXT;
ALTER TABLE ${prefix}event ADD COLUMN activity TEXT;
ALTER TABLE ${prefix}event ADD COLUMN provider TEXT;
ALTER TABLE ${prefix}event ADD COLUMN login TEXT;
ALTER TABLE ${prefix}event ADD COLUMN position INTEGER;
CREATE INDEX IF NOT EXISTS ${prefix}event_order ON ${prefix}event (shop, order_id, id) WHERE order_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS ${prefix}event_activity ON ${prefix}event (shop, activity, id) WHERE activity IS NOT NULL;
CREATE INDEX IF NOT EXISTS ${prefix}event_session ON ${prefix}event (shop, login, provider, id) WHERE login IS NOT NULL;
CREATE INDEX IF NOT EXISTS ${prefix}event_type ON ${prefix}event (shop, type, id) WHERE type IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS ${prefix}event_position ON ${prefix}event (shop, position) WHERE position IS NOT NULL;
CREATE INDEX IF NOT EXISTS ${prefix}event_unnumbered ON ${prefix}event (shop, id) WHERE position IS NULL;
CREATE TABLE IF NOT EXISTS ${prefix}feed (
  shop TEXT NOT NULL PRIMARY KEY,
  last_position INTEGER NOT NULL
) STRICT;
