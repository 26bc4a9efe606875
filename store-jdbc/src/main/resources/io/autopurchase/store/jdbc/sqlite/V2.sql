CREATE INDEX IF NOT EXISTS ${prefix}record_session_due ON ${prefix}record (shop, kind, login, provider, due_at, id) WHERE due_at IS NOT NULL;
