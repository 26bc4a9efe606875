package io.autopurchase.core.record;

import java.util.List;
import javax.annotation.Nullable;

/** A record that is stored in pieces once it has become large, so that what a commit writes does not grow with it. */
public interface Pieced {
  /** How many elements it has had from its beginning: more than a few, and it is stored in pieces. */
  int size();

  /** Its lists that can grow. A record that has none is always stored whole. */
  List<PiecedList> growing();

  /** As they are stored; null if the record is stored whole, or not at all yet. */
  @Nullable
  Pieces pieces();

  void setPieces(@Nullable Pieces pieces);

  /**
   * A list of a record, by the path of its field in the record's JSON.
   *
   * @param isInChunks whether several elements are one piece
   */
  record PiecedList(String path, boolean isInChunks) {
    /** A list whose elements change one by one: each is a piece. */
    public static PiecedList ofElements(String path) {
      return new PiecedList(path, false);
    }

    /** A list whose elements never change, which is only appended to, and shortened at its beginning. */
    public static PiecedList ofEntries(String path) {
      return new PiecedList(path, true);
    }
  }
}
