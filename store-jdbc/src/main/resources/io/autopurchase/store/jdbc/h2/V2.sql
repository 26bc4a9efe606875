CREATE TABLE IF NOT EXISTS ${prefix}word (
  shop VARCHAR(64) NOT NULL,
  kind VARCHAR(32) NOT NULL,
  word VARCHAR(64) NOT NULL,
  id VARCHAR(255) NOT NULL,
  PRIMARY KEY (shop, kind, word, id)
);
CREATE TABLE IF NOT EXISTS ${prefix}text (
  shop VARCHAR(64) NOT NULL,
  kind VARCHAR(32) NOT NULL,
  id VARCHAR(255) NOT NULL,
  search VARCHAR(4000) NOT NULL,
  PRIMARY KEY (shop, kind, id)
);
DROP INDEX IF EXISTS ${prefix}record_session;
CREATE INDEX IF NOT EXISTS ${prefix}record_login ON ${prefix}record (shop, kind, login, provider, state, id);
CREATE INDEX IF NOT EXISTS ${prefix}record_provider ON ${prefix}record (shop, kind, provider, id);
