CREATE TABLE IF NOT EXISTS ${prefix}version_guard (
  shop VARCHAR(64) NOT NULL,
  kind VARCHAR(32) NOT NULL,
  id VARCHAR(255) NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (shop, kind, id, version)
);
