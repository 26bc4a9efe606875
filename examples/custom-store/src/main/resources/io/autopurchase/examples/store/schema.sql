CREATE TABLE IF NOT EXISTS record (
  shop TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
  version INTEGER NOT NULL, alive INTEGER NOT NULL,
  type TEXT, state TEXT, provider TEXT, login TEXT, order_id TEXT, reference TEXT, text TEXT, due_at INTEGER,
  codec INTEGER NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (shop, kind, id)
) STRICT;

CREATE INDEX IF NOT EXISTS record_due ON record (shop, kind, due_at) WHERE due_at IS NOT NULL;

CREATE INDEX IF NOT EXISTS record_reference ON record (shop, kind, reference) WHERE reference IS NOT NULL;

CREATE TABLE IF NOT EXISTS reservation (
  shop TEXT NOT NULL, scope TEXT NOT NULL, name TEXT NOT NULL, owner TEXT NOT NULL,
  PRIMARY KEY (shop, scope, name)
) STRICT;

CREATE TABLE IF NOT EXISTS event (
  shop TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, delivered INTEGER NOT NULL DEFAULT 0,
  codec INTEGER NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (shop, id)
) STRICT;

CREATE INDEX IF NOT EXISTS event_undelivered ON event (shop, id) WHERE delivered = 0;

CREATE TABLE IF NOT EXISTS applied_write (
  shop TEXT NOT NULL, write_id TEXT NOT NULL,
  PRIMARY KEY (shop, write_id)
) STRICT
