CREATE TABLE IF NOT EXISTS product (
  item_id VARCHAR(64) NOT NULL,
  sku_id VARCHAR(64) NOT NULL,
  title VARCHAR(400) NOT NULL,
  variant VARCHAR(400) NOT NULL,
  seller VARCHAR(200) NOT NULL,
  grams INTEGER NOT NULL,
  provider VARCHAR(40) NOT NULL,
  PRIMARY KEY (item_id, sku_id)
);
CREATE TABLE IF NOT EXISTS customer_order (
  id VARCHAR(128) PRIMARY KEY,
  place BIGINT NOT NULL,
  created_at VARCHAR(40) NOT NULL,
  comment VARCHAR(1000) NOT NULL,
  note VARCHAR(1000) NOT NULL,
  recipient_name VARCHAR(1000) NOT NULL,
  recipient_phone VARCHAR(1000) NOT NULL,
  recipient_region VARCHAR(1000) NOT NULL,
  recipient_postal_code VARCHAR(1000) NOT NULL,
  recipient_street VARCHAR(1000) NOT NULL
);
CREATE INDEX IF NOT EXISTS customer_order_place ON customer_order (place);
CREATE TABLE IF NOT EXISTS order_line (
  order_id VARCHAR(128) NOT NULL REFERENCES customer_order (id),
  line_id VARCHAR(64) NOT NULL,
  place INTEGER NOT NULL,
  item_id VARCHAR(64) NOT NULL,
  sku_id VARCHAR(64) NOT NULL,
  quantity INTEGER NOT NULL,
  unit_price_cny VARCHAR(80) NOT NULL,
  note VARCHAR(1000) NOT NULL,
  status VARCHAR(40) NOT NULL,
  PRIMARY KEY (order_id, line_id)
);
CREATE TABLE IF NOT EXISTS order_history (
  id VARCHAR(80) PRIMARY KEY,
  order_id VARCHAR(128) NOT NULL,
  line_id VARCHAR(64) NOT NULL,
  happened_at VARCHAR(40) NOT NULL,
  what VARCHAR(40) NOT NULL,
  old_value VARCHAR(1000) NOT NULL,
  new_value VARCHAR(1000) NOT NULL,
  actor VARCHAR(200) NOT NULL
);
CREATE INDEX IF NOT EXISTS order_history_order ON order_history (order_id, happened_at);
