ALTER TABLE ${prefix}record ADD COLUMN started_at INTEGER;
ALTER TABLE ${prefix}record ADD COLUMN changed_at INTEGER;
CREATE INDEX IF NOT EXISTS ${prefix}record_started ON ${prefix}record (shop, kind, started_at, id) WHERE started_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS ${prefix}record_changed ON ${prefix}record (shop, kind, changed_at, id) WHERE changed_at IS NOT NULL;
