CREATE TABLE IF NOT EXISTS ${prefix}record (
  shop TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  expected INTEGER NOT NULL,
  deleted_at TEXT,
  type TEXT,
  state TEXT,
  provider TEXT,
  login TEXT,
  order_id TEXT,
  reference TEXT,
  search TEXT,
  due_at INTEGER,
  codec INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (shop, kind, id)
) STRICT;
CREATE INDEX IF NOT EXISTS ${prefix}record_due ON ${prefix}record (shop, kind, due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS ${prefix}record_state ON ${prefix}record (shop, kind, state, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_type ON ${prefix}record (shop, kind, type, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_order ON ${prefix}record (shop, kind, order_id, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_reference ON ${prefix}record (shop, kind, reference, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_deleted ON ${prefix}record (shop, deleted_at) WHERE deleted_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS ${prefix}version_floor (
  shop TEXT NOT NULL,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (shop, kind)
) STRICT;
CREATE TABLE IF NOT EXISTS ${prefix}reservation (
  shop TEXT NOT NULL,
  scope TEXT NOT NULL,
  name TEXT NOT NULL,
  owner TEXT NOT NULL,
  PRIMARY KEY (shop, scope, name)
) STRICT;
CREATE TABLE IF NOT EXISTS ${prefix}event (
  shop TEXT NOT NULL,
  id TEXT NOT NULL,
  at_millis INTEGER NOT NULL,
  codec INTEGER NOT NULL,
  body BLOB NOT NULL,
  delivered INTEGER NOT NULL,
  PRIMARY KEY (shop, id)
) STRICT;
CREATE INDEX IF NOT EXISTS ${prefix}event_undelivered ON ${prefix}event (shop, id) WHERE delivered = FALSE;
CREATE TABLE IF NOT EXISTS ${prefix}write_log (
  shop TEXT NOT NULL,
  write_id TEXT NOT NULL,
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  written_at TEXT DEFAULT CURRENT_TIMESTAMP NOT NULL,
  UNIQUE (shop, write_id)
) STRICT;
CREATE TABLE IF NOT EXISTS ${prefix}word (
  shop TEXT NOT NULL,
  kind TEXT NOT NULL,
  word TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (shop, kind, word, id)
) STRICT;
CREATE TABLE IF NOT EXISTS ${prefix}text (
  shop TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  search TEXT NOT NULL,
  PRIMARY KEY (shop, kind, id)
) STRICT;
CREATE INDEX IF NOT EXISTS ${prefix}record_login ON ${prefix}record (shop, kind, login, provider, state, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_provider ON ${prefix}record (shop, kind, provider, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_live ON ${prefix}record (shop, kind, id) WHERE deleted_at IS NULL;
