CREATE TABLE IF NOT EXISTS ${prefix}word (
  shop VARCHAR(64) NOT NULL,
  kind VARCHAR(32) NOT NULL,
  word VARCHAR(64) NOT NULL,
  id VARCHAR(255) NOT NULL,
  PRIMARY KEY (shop, kind, word, id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE ${collation};
CREATE TABLE IF NOT EXISTS ${prefix}text (
  shop VARCHAR(64) NOT NULL,
  kind VARCHAR(32) NOT NULL,
  id VARCHAR(255) NOT NULL,
  search VARCHAR(4000) NOT NULL,
  PRIMARY KEY (shop, kind, id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE ${collation};
ALTER TABLE ${prefix}record DROP INDEX ${prefix}record_session;
ALTER TABLE ${prefix}record ADD INDEX ${prefix}record_login (shop, kind, login, provider, state, id);
ALTER TABLE ${prefix}record ADD INDEX ${prefix}record_provider (shop, kind, provider, id);
