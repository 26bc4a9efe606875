ALTER TABLE ${prefix}record ADD INDEX ${prefix}record_session_due (shop, kind, login, provider, due_at, id);
