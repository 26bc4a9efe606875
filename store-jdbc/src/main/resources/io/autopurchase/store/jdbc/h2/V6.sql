ALTER TABLE ${prefix}record ADD COLUMN IF NOT EXISTS started_at BIGINT;
ALTER TABLE ${prefix}record ADD COLUMN IF NOT EXISTS changed_at BIGINT;
CREATE INDEX IF NOT EXISTS ${prefix}record_started ON ${prefix}record (shop, kind, started_at, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_changed ON ${prefix}record (shop, kind, changed_at, id);
