package io.autopurchase.store.jdbc;

import io.autopurchase.spi.SearchText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the texts of the first release into words, and the words into their index. May be repeated: what is in words already
 * gives the same words again, and perhaps some more.
 */
final class SearchIndexBackfill {
  private static final int TEXT_LIMIT = 4000;
  private static final int ROWS_AT_ONCE = 1000;

  private final Connection connection;
  private final Tables tables;

  SearchIndexBackfill(Connection connection, Tables tables) {
    this.connection = connection;
    this.tables = tables;
  }

  private record Group(String shop, String kind) {}

  private record Text(String id, String text) {}

  void index() throws SQLException {
    for (Group group : groups()) {
      String lastId = "";
      List<Text> texts = after(group, lastId);
      while (!texts.isEmpty()) {
        index(group, texts);
        lastId = texts.get(texts.size() - 1).id;
        texts = after(group, lastId);
      }
    }
  }

  private List<Group> groups() throws SQLException {
    List<Group> groups = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement("SELECT DISTINCT shop, kind FROM " + tables.record);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        groups.add(new Group(row.getString(1), row.getString(2)));
      }
    }
    return groups;
  }

  private List<Text> after(Group group, String lastId) throws SQLException {
    String sql =
        "SELECT id, search FROM " + tables.record
            + " WHERE shop = ? AND kind = ? AND id > ? AND search IS NOT NULL ORDER BY id LIMIT " + ROWS_AT_ONCE;
    List<Text> texts = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, group.shop);
      select.setString(2, group.kind);
      select.setString(3, lastId);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          texts.add(new Text(row.getString(1), row.getString(2)));
        }
      }
    }
    return texts;
  }

  private void index(Group group, List<Text> texts) throws SQLException {
    String update = "UPDATE " + tables.record + " SET search = ? WHERE shop = ? AND kind = ? AND id = ?";
    try (PreparedStatement rewrite = connection.prepareStatement(update);
        PreparedStatement insertText = connection.prepareStatement(tables.insertText);
        PreparedStatement insert = connection.prepareStatement(tables.insertWords(1))) {
      for (Text each : texts) {
        String words = SearchText.of(each.text, TEXT_LIMIT);
        rewrite.setString(1, words);
        rewrite.setString(2, group.shop);
        rewrite.setString(3, group.kind);
        rewrite.setString(4, each.id);
        rewrite.addBatch();
        insertText.setString(1, group.shop);
        insertText.setString(2, group.kind);
        insertText.setString(3, each.id);
        insertText.setString(4, words);
        insertText.addBatch();
        for (String word : SearchWords.of(words)) {
          insert.setString(1, group.shop);
          insert.setString(2, group.kind);
          insert.setString(3, word);
          insert.setString(4, each.id);
          insert.addBatch();
        }
      }
      Sql.executeBatch(rewrite);
      Sql.executeBatch(insertText);
      Sql.executeBatch(insert);
    }
  }
}
