package io.autopurchase.examples.shop;

import io.autopurchase.Item;
import io.autopurchase.Recipient;
import io.autopurchase.UnitPrice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The shop's own tables. Its SQL is understood by SQLite and by PostgreSQL. */
@Repository
class OrderRepository {
  private static final String LINES =
      "SELECT l.*, p.title, p.variant, p.seller, p.grams, p.provider FROM order_line l"
          + " LEFT JOIN product p ON p.item_id = l.item_id AND p.sku_id = l.sku_id WHERE l.order_id = ? ORDER BY l.place";

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final JdbcTemplate database;

  OrderRepository(JdbcTemplate database) {
    this.database = database;
  }

  Optional<CustomerOrder> find(String id) {
    return database.query("SELECT * FROM customer_order WHERE id = ?", (row, number) -> head(row), id).stream().findFirst().map(this::withLines);
  }

  boolean exists(String id) {
    return !database.queryForList("SELECT id FROM customer_order WHERE id = ?", String.class, id).isEmpty();
  }

  /**
   * A page of orders, in the order in which they came in.
   *
   * @param text a part of the number or of the comment; empty for all
   */
  List<CustomerOrder> page(String text, int offset, int limit) {
    String pattern = "%" + text.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    List<CustomerOrder> heads =
        database.query(
            "SELECT * FROM customer_order WHERE LOWER(id) LIKE ? ESCAPE '!' OR LOWER(comment) LIKE ? ESCAPE '!' ORDER BY place LIMIT ? OFFSET ?",
            (row, number) -> head(row),
            pattern, pattern, limit, offset);
    return heads.stream().map(this::withLines).toList();
  }

  private static CustomerOrder head(ResultSet row) throws SQLException {
    Recipient recipient =
        Recipient.builder()
            .name(row.getString("recipient_name"))
            .phone(row.getString("recipient_phone"))
            .regionCode(row.getString("recipient_region"))
            .postalCode(row.getString("recipient_postal_code"))
            .street(row.getString("recipient_street"))
            .build();
    return new CustomerOrder(
        row.getString("id"), Instant.parse(row.getString("created_at")), row.getString("comment"), row.getString("note"), recipient, List.of());
  }

  private CustomerOrder withLines(CustomerOrder head) {
    List<CustomerOrder.Line> lines = database.query(LINES, (row, number) -> line(row), head.id());
    return new CustomerOrder(head.id(), head.createdAt(), head.comment(), head.note(), head.recipient(), lines);
  }

  private static CustomerOrder.Line line(ResultSet row) throws SQLException {
    Item item = new Item(row.getString("item_id"), row.getString("sku_id"));
    String title = row.getString("title");
    CustomerOrder.Product product =
        title == null
            ? CustomerOrder.Product.unknown(item)
            : new CustomerOrder.Product(title, row.getString("variant"), row.getString("seller"), row.getInt("grams"), row.getString("provider"));
    return new CustomerOrder.Line(
        row.getString("line_id"), item, row.getInt("quantity"), UnitPrice.cny(row.getString("unit_price_cny")), row.getString("note"),
        LineStatus.valueOf(row.getString("status")), product);
  }

  List<HistoryEntry> history(String orderId) {
    return database.query(
        "SELECT * FROM order_history WHERE order_id = ? ORDER BY happened_at DESC, id DESC LIMIT 500",
        (row, number) ->
            new HistoryEntry(
                row.getString("id"), row.getString("line_id"), Instant.parse(row.getString("happened_at")), row.getString("what"),
                row.getString("old_value"), row.getString("new_value"), row.getString("actor")),
        orderId);
  }

  /**
   * Adds an order, unless there is one with its id.
   *
   * @return false if there is; it stays as it is
   */
  @Transactional
  public boolean add(CustomerOrder order) {
    if (exists(order.id())) {
      return false;
    }
    Long last = database.queryForObject("SELECT COALESCE(MAX(place), 0) FROM customer_order", Long.class);
    Recipient to = order.recipient();
    database.update(
        "INSERT INTO customer_order VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        order.id(), (last == null ? 0 : last) + 1, stored(order.createdAt()), order.comment(), order.note(), to.name(), to.phone(), to.regionCode(),
        to.postalCode(), to.street());
    for (int i = 0; i < order.lines().size(); i++) {
      CustomerOrder.Line line = order.lines().get(i);
      database.update(
          "INSERT INTO order_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          order.id(), line.id(), i, line.item().itemId(), line.item().skuId(), line.quantity(), line.unitPrice().amount().toPlainString(), line.note(),
          line.status().name());
    }
    return true;
  }

  @Transactional
  public void putProducts(Map<Item, CustomerOrder.Product> products) {
    products.forEach(
        (item, product) ->
            database.update(
                "INSERT INTO product VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                item.itemId(), item.skuId(), product.title(), product.variant(), product.seller(), product.grams(), product.provider()));
  }

  /**
   * Changes the statuses of lines, with an entry in the history for each that had another.
   *
   * @param by a person; empty for autopurchase
   */
  @Transactional
  public void setStatus(String orderId, Collection<String> lineIds, LineStatus status, String by) {
    Map<String, String> before = new LinkedHashMap<>();
    database.query("SELECT line_id, status FROM order_line WHERE order_id = ?", row -> {
      before.put(row.getString(1), row.getString(2));
    }, orderId);
    for (String line : lineIds) {
      String old = before.get(line);
      if (old != null && !old.equals(status.name())) {
        database.update("UPDATE order_line SET status = ? WHERE order_id = ? AND line_id = ?", status.name(), orderId, line);
        addHistory(orderId, new HistoryEntry(UUID.randomUUID().toString(), line, Instant.now(), HistoryEntry.STATUS, old, status.name(), by));
      }
    }
  }

  /** So that texts sort as their times do. */
  private static String stored(Instant at) {
    return TIME.format(at);
  }

  /** Adds to the history, unless the entry is there. */
  public void addHistory(String orderId, HistoryEntry entry) {
    database.update(
        "INSERT INTO order_history VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        entry.id(), orderId, entry.lineId(), stored(entry.at()), entry.what(), entry.oldValue(), entry.newValue(), entry.actor());
  }
}
