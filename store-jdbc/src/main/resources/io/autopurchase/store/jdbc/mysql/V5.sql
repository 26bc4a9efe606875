ALTER TABLE ${prefix}record
  ADD COLUMN started_at BIGINT,
  ADD COLUMN changed_at BIGINT,
  ADD INDEX ${prefix}record_started (shop, kind, started_at, id),
  ADD INDEX ${prefix}record_changed (shop, kind, changed_at, id);
