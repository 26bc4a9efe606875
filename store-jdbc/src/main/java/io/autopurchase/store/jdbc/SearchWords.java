package io.autopurchase.store.jdbc;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.RecordKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.annotation.Nullable;

/**
 * What texts are searched by: a table of words, with a row for each word of each record's text, and a table of the texts
 * alone, through which it takes a tenth of the time to look than through the records. Both are written in the commit that
 * writes the text, and only if the text has become another one.
 */
final class SearchWords {
  /** What the index holds of a word; what comes after that is compared in the text itself. */
  static final int LENGTH = 64;

  private static final int ROWS_AT_ONCE = 50;

  private final Tables tables;
  private final String shop;
  private final Statements statements;

  SearchWords(Tables tables, String shop, Statements statements) {
    this.tables = tables;
    this.shop = shop;
    this.statements = statements;
  }

  /** As the index holds them: each once, and no longer than it is there. */
  static TreeSet<String> of(@Nullable String text) {
    TreeSet<String> words = new TreeSet<>();
    if (text != null) {
      for (String word : text.split(" ")) {
        words.add(indexed(word));
      }
      words.remove("");
    }
    return words;
  }

  /** The beginning of a word, as far as the index holds it. */
  static String indexed(String word) {
    if (word.length() <= LENGTH) {
      return word;
    }
    return word.substring(0, Character.isHighSurrogate(word.charAt(LENGTH - 1)) ? LENGTH - 1 : LENGTH);
  }

  /**
   * How the index follows the texts of commits that are at work; to be asked before the rows of changed texts are written.
   *
   * @param changed operations on records that were there before; those that change a text say so
   */
  List<Operation> changes(Map<Integer, Commit> commits, List<Operation> changed) throws SQLException {
    List<Operation> deletes = new ArrayList<>();
    List<Operation> inserts = new ArrayList<>();
    for (Map.Entry<Integer, Commit> entry : commits.entrySet()) {
      for (Commit.Put put : entry.getValue().puts()) {
        String text = put.fields().text().orElse(null);
        if (put.expectedVersion() == 0) {
          insertText(inserts, entry.getKey(), put.key(), text);
          insert(inserts, entry.getKey(), put.key(), of(text));
        }
      }
    }
    for (Operation operation : changed) {
      Operation.NewText change = operation.newText();
      if (change != null) {
        TreeSet<String> before = of(text(change.key()));
        TreeSet<String> after = of(change.text());
        for (String word : without(before, after)) {
          deletes.add(
              Operation.of(operation.commit(), tables.deleteWord, statement -> set(statement, 1, change.key(), word)));
        }
        deletes.add(Operation.of(operation.commit(), tables.deleteText, statement -> set(statement, change.key())));
        insertText(inserts, operation.commit(), change.key(), change.text());
        insert(inserts, operation.commit(), change.key(), without(after, before));
      }
    }
    deletes.addAll(inserts);
    return deletes;
  }

  private void insertText(List<Operation> inserts, int commit, RecordKey key, @Nullable String text) {
    if (text != null) {
      inserts.add(
          Operation.of(
              commit,
              tables.insertText,
              statement -> {
                set(statement, key);
                statement.setString(4, text);
              }));
    }
  }

  private void insert(List<Operation> inserts, int commit, RecordKey key, Collection<String> words) {
    List<String> all = List.copyOf(words);
    for (int from = 0; from < all.size(); from += ROWS_AT_ONCE) {
      List<String> some = all.subList(from, Math.min(all.size(), from + ROWS_AT_ONCE));
      inserts.add(Operation.of(commit, tables.insertWords(some.size()), statement -> set(statement, key, some)));
    }
  }

  private void set(PreparedStatement statement, RecordKey key, List<String> words) throws SQLException {
    int next = 1;
    for (String word : words) {
      next = set(statement, next, key, word);
    }
  }

  private int set(PreparedStatement statement, int from, RecordKey key, String word) throws SQLException {
    statement.setString(from, shop);
    statement.setString(from + 1, key.kind());
    statement.setString(from + 2, word);
    statement.setString(from + 3, key.id());
    return from + 4;
  }

  private void set(PreparedStatement statement, RecordKey key) throws SQLException {
    statement.setString(1, shop);
    statement.setString(2, key.kind());
    statement.setString(3, key.id());
  }

  /** The text that is to be replaced: if another commit is faster, the guard of the replacement fails. */
  @Nullable
  private String text(RecordKey key) throws SQLException {
    try (PreparedStatement select = statements.prepare(tables.textOf)) {
      set(select, key);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  private static List<String> without(TreeSet<String> words, TreeSet<String> others) {
    return words.stream().filter(word -> !others.contains(word)).toList();
  }
}
