CREATE TABLE IF NOT EXISTS ${prefix}word (
  shop VARCHAR(64) COLLATE "C" NOT NULL,
  kind VARCHAR(32) COLLATE "C" NOT NULL,
  word VARCHAR(64) COLLATE "C" NOT NULL,
  id VARCHAR(255) COLLATE "C" NOT NULL,
  PRIMARY KEY (shop, kind, word, id)
);
CREATE TABLE IF NOT EXISTS ${prefix}text (
  shop VARCHAR(64) COLLATE "C" NOT NULL,
  kind VARCHAR(32) COLLATE "C" NOT NULL,
  id VARCHAR(255) COLLATE "C" NOT NULL,
  search VARCHAR(4000) COLLATE "C" NOT NULL,
  PRIMARY KEY (shop, kind, id)
);
DROP INDEX IF EXISTS ${prefix}record_session;
CREATE INDEX IF NOT EXISTS ${prefix}record_login ON ${prefix}record (shop, kind, login, provider, state, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_provider ON ${prefix}record (shop, kind, provider, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_live ON ${prefix}record (shop, kind, id) WHERE deleted_at IS NULL;
