package io.autopurchase.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.core.record.Pieced.PiecedList;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * The pieces of a large record, as they are stored: each is a record of its own, beside the record itself, which holds the rest. A commit
 * writes only the pieces that have changed. Each bears the number of the commit that wrote it: one that is younger than the record beside
 * which it was read does not belong to it. Mutable; for one thread.
 *
 * <p>Pieces are never deleted while the record is there, so that their versions are known in advance. They go with it.
 */
public final class Pieces {
  /** The version of a piece that was written and not read since. */
  static final long UNKNOWN = -1;

  /** How many entries of a list that is only appended to are one piece. */
  private static final int CHUNK = 16;

  private static final String PROPERTY = "pieces";
  private static final String COMMIT = "commit";
  private static final String LISTS = "lists";
  private static final String SIZE = "size";
  private static final String FIRST = "first";
  private static final String CHUNKS = "chunks";
  private static final String VALUE = "value";

  private record Piece(long version, JsonNode value) {}

  private final Map<String, Piece> stored = new HashMap<>();
  private final Map<String, Piece> written = new HashMap<>();

  /** The absolute number of the first entry of each list that is stored in chunks. */
  private final Map<String, Integer> first = new HashMap<>();

  private int commits;

  /** The pieces do not belong to the record as it was read: it has changed in between, or has lost some. */
  static final class MismatchException extends Exception {
    private static final long serialVersionUID = 1L;

    MismatchException(String message) {
      super(message);
    }
  }

  /** A piece to write. */
  record Change(String name, long expectedVersion, ObjectNode body) {}

  static RecordKey key(RecordKey record, String name) {
    return new RecordKey(Keys.PIECE, record.id() + "/" + name);
  }

  // Writing

  /**
   * Takes the pieces out of a record's tree.
   *
   * @return those that have changed since they were read or committed
   */
  List<Change> split(ObjectNode tree, List<PiecedList> lists) {
    written.clear();
    List<Change> changes = new ArrayList<>();
    ObjectNode index = tree.objectNode();
    index.put(COMMIT, commits + 1);
    ObjectNode ofLists = index.putObject(LISTS);
    for (PiecedList list : lists) {
      ObjectNode parent = parent(tree, list.path());
      String field = field(list.path());
      if (parent != null && parent.remove(field) instanceof ArrayNode elements) {
        ObjectNode ofList = ofLists.putObject(list.path());
        if (list.isInChunks()) {
          splitChunks(list, elements, ofList, parent.putArray(field), changes);
        } else {
          ofList.put(SIZE, elements.size());
          for (int i = 0; i < elements.size(); i++) {
            change(list.path() + "/" + i, elements.get(i), changes);
          }
        }
      }
    }
    tree.set(PROPERTY, index);
    return changes;
  }

  private void splitChunks(PiecedList list, ArrayNode entries, ObjectNode ofList, ArrayNode rest, List<Change> changes) {
    int begin = first.getOrDefault(list.path(), 0);
    int end = begin + entries.size();
    int chunks = end / CHUNK;
    ofList.put(FIRST, begin);
    ofList.put(CHUNKS, chunks);
    for (int chunk = begin / CHUNK; chunk < chunks; chunk++) {
      String name = list.path() + "/" + chunk;
      if (!stored.containsKey(name)) {
        ObjectNode value = entries.objectNode();
        int from = Math.max(begin, chunk * CHUNK);
        value.put(FIRST, from);
        ArrayNode some = value.putArray(VALUE);
        for (int i = from; i < (chunk + 1) * CHUNK; i++) {
          some.add(entries.get(i - begin));
        }
        change(name, value, changes);
      }
    }
    for (int i = Math.max(begin, chunks * CHUNK); i < end; i++) {
      rest.add(entries.get(i - begin));
    }
  }

  private void change(String name, JsonNode value, List<Change> changes) {
    Piece before = stored.get(name);
    if (before != null && before.value().equals(value)) {
      return;
    }
    long version = before == null ? 0 : before.version();
    written.put(name, new Piece(version, value));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put(COMMIT, commits + 1);
    body.set(VALUE, value);
    changes.add(new Change(name, version, body));
  }

  /** The keys of the pieces that this run has made, and whose versions are not known yet. */
  public List<RecordKey> unknown(RecordKey record) {
    return stored.entrySet().stream().filter(each -> each.getValue().version() == UNKNOWN).map(each -> key(record, each.getKey())).toList();
  }

  /** The store says what version a piece has. */
  public void found(RecordKey record, StoredRecord row) {
    stored.computeIfPresent(row.key().id().substring(record.id().length() + 1), (name, piece) -> new Piece(row.version(), piece.value()));
  }

  /** What was split off last is committed. */
  public void committed() {
    written.forEach((name, piece) -> stored.put(name, new Piece(piece.version() > 0 ? piece.version() + 1 : UNKNOWN, piece.value())));
    written.clear();
    commits++;
  }

  /** Entries were taken from the beginning of a list that is stored in chunks. */
  public void dropped(String path, int entries) {
    first.merge(path, entries, Integer::sum);
  }

  // Reading

  /** The names of the pieces of a record that is stored in pieces. */
  static List<String> names(JsonNode head) {
    List<String> names = new ArrayList<>();
    head.path(PROPERTY)
        .path(LISTS)
        .properties()
        .forEach(
            list -> {
              JsonNode of = list.getValue();
              int from = of.has(CHUNKS) ? of.path(FIRST).asInt() / CHUNK : 0;
              int to = of.has(CHUNKS) ? of.path(CHUNKS).asInt() : of.path(SIZE).asInt();
              for (int i = from; i < to; i++) {
                names.add(list.getKey() + "/" + i);
              }
            });
    return names;
  }

  /**
   * Puts the pieces back into the tree of their record.
   *
   * @param bodies by their names, as they were read after the record
   * @throws MismatchException a piece is missing, or younger than the record
   */
  static Pieces join(ObjectNode head, Map<String, StoredRecord> rows, Map<String, JsonNode> bodies) throws MismatchException {
    Pieces pieces = new Pieces();
    JsonNode index = head.remove(PROPERTY);
    pieces.commits = index.path(COMMIT).asInt();
    for (Map.Entry<String, JsonNode> each : bodies.entrySet()) {
      if (each.getValue().path(COMMIT).asInt() > pieces.commits) {
        throw new MismatchException(each.getKey() + " is younger");
      }
      StoredRecord row = rows.get(each.getKey());
      pieces.stored.put(each.getKey(), new Piece(row == null ? UNKNOWN : row.version(), each.getValue().path(VALUE)));
    }
    for (Map.Entry<String, JsonNode> list : index.path(LISTS).properties()) {
      pieces.join(head, list.getKey(), list.getValue());
    }
    return pieces;
  }

  private void join(ObjectNode head, String path, JsonNode of) throws MismatchException {
    ObjectNode parent = parent(head, path);
    if (parent == null) {
      throw lost(path);
    }
    JsonNode rest = parent.path(field(path));
    ArrayNode all = parent.putArray(field(path));
    if (of.has(CHUNKS)) {
      int begin = of.path(FIRST).asInt();
      first.put(path, begin);
      for (int chunk = begin / CHUNK; chunk < of.path(CHUNKS).asInt(); chunk++) {
        JsonNode value = piece(path + "/" + chunk);
        int from = value.path(FIRST).asInt();
        JsonNode some = value.path(VALUE);
        for (int i = 0; i < some.size(); i++) {
          if (from + i >= begin) {
            all.add(some.get(i));
          }
        }
      }
      rest.forEach(all::add);
    } else {
      for (int i = 0; i < of.path(SIZE).asInt(); i++) {
        all.add(piece(path + "/" + i));
      }
    }
  }

  private JsonNode piece(String name) throws MismatchException {
    Piece piece = stored.get(name);
    if (piece == null) {
      throw lost(name);
    }
    return piece.value();
  }

  private static MismatchException lost(String name) {
    return new MismatchException("it has lost " + name);
  }

  @Nullable
  private static ObjectNode parent(ObjectNode tree, String path) {
    JsonNode node = tree;
    String[] names = path.split("\\.");
    for (int i = 0; i < names.length - 1; i++) {
      node = node.path(names[i]);
    }
    return node instanceof ObjectNode found ? found : null;
  }

  private static String field(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
