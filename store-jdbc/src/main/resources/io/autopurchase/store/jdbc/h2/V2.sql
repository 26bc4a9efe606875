CREATE TABLE IF NOT EXISTS ${prefix}word (
  shop VARCHAR(64) NOT NULL,
  kind VARCHAR(32) NOT NULL,
  word VARCHAR(64) NOT NULL,
  id VARCHAR(255) NOT NULL,
  PRIMARY KEY (shop, kind, word, id)
);
