package io.autopurchase.core.purchase;

import io.autopurchase.ActivityId;
import io.autopurchase.ActivityType;
import io.autopurchase.ConflictException;
import io.autopurchase.LineKey;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.UniqueName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/** The lines of a host's orders, and the activities that hold them: one at a time, by the line's name. Thread-safe. */
@ThreadSafe
public final class HeldLines {
  private static final int PAGE = 500;

  private final RecordStore recordStore;

  public HeldLines(RecordStore recordStore) {
    this.recordStore = recordStore;
  }

  /** Takes a line by its name. */
  public static void hold(Commit.Builder commit, LineKey line, ActivityRecord body) {
    commit.reserve(new UniqueName(Keys.LINE_SCOPE, Keys.name(line), body.id));
  }

  public static String count(int lines) {
    return lines == 1 ? "1 line" : lines + " lines";
  }

  public static LineKey key(PurchaseRecord purchase) {
    return new LineKey(purchase.orderId, purchase.lineId);
  }

  public Versioned<PurchaseRecord> purchase(LineKey key) {
    return recordStore
        .load(Keys.purchase(key), PurchaseRecord.class)
        .orElseGet(() -> new Versioned<>(Keys.purchase(key), 0, PurchaseRecord.of(key)));
  }

  /**
   * All lines of an order.
   *
   * @param named the lines that are asked for by name: one of them that cannot be read is an error, another one is left alone
   * @param leftAlone is given those
   */
  public List<Versioned<PurchaseRecord>> ofOrder(String orderId, Set<String> named, Consumer<StoredRecord> leftAlone) {
    RecordFields fields = RecordFields.builder().orderId(orderId).build();
    List<Versioned<PurchaseRecord>> all = new ArrayList<>();
    List<StoredRecord> rows;
    String before = null;
    do {
      rows = recordStore.store.find(RecordQuery.of(Keys.PURCHASE, fields, 0, PAGE).before(before)).records();
      for (StoredRecord row : rows) {
        before = row.key().id();
        if (named.contains(Keys.line(row.key()).lineId())) {
          all.add(recordStore.read(row, PurchaseRecord.class));
        } else {
          recordStore.find(row, PurchaseRecord.class).ifPresentOrElse(all::add, () -> leftAlone.accept(row));
        }
      }
    } while (rows.size() == PAGE);
    if (all.isEmpty() && before != null) {
      // Not one of them can be read: that is what there is to say.
      recordStore.load(new RecordKey(Keys.PURCHASE, before), PurchaseRecord.class);
    }
    all.sort(Comparator.comparing(document -> document.body().lineId));
    return all;
  }

  /**
   * The unfinished activity that was asked for the same; empty if no activity holds any of the lines.
   *
   * @param toDo the lines that it must hold
   * @throws ConflictException if others hold some of the lines, or it was asked for something else
   */
  public Optional<ActivityRecord> before(List<LineKey> keys, List<LineKey> toDo, Predicate<ActivityRecord> isSame) {
    Map<LineKey, String> holders = new HashMap<>();
    keys.forEach(key -> recordStore.store.owner(Keys.LINE_SCOPE, Keys.name(key)).ifPresent(holder -> holders.put(key, holder)));
    List<ActivityRecord> unfinished =
        holders.values().stream().distinct().flatMap(id -> activity(id).stream()).filter(body -> !body.state.isFinished()).toList();
    if (unfinished.isEmpty()) {
      return Optional.empty();
    }
    if (unfinished.size() == 1 && holders.keySet().containsAll(toDo) && isSame.test(unfinished.get(0))) {
      return Optional.of(unfinished.get(0));
    }
    throw held(holders.values(), "deal with", keys.get(0).orderId());
  }

  /** That other activities hold lines. */
  public static ConflictException held(Collection<String> holders, String verb, String orderId) {
    Set<String> names = new TreeSet<>(holders);
    ActivityId oldest = new ActivityId(names.iterator().next()); // ids begin with the time
    return new ConflictException("LINE_HELD", "activities " + names + " " + verb + " some of the lines of " + orderId, oldest);
  }

  /** That another activity holds an order. */
  public static ConflictException held(CommitResult.NameTaken order) {
    ActivityId holder = order.owner().isEmpty() ? null : new ActivityId(order.owner());
    String who = holder == null ? "another activity" : "activity " + holder;
    return new ConflictException("ORDER_HELD", who + " deals with order " + order.name(), holder);
  }

  /** The activity of a type that has dealt last with all of some lines. */
  public Optional<ActivityRecord> ofAll(List<Versioned<PurchaseRecord>> purchases, ActivityType type) {
    String first = purchases.get(0).body().activity;
    boolean one = first != null && purchases.stream().allMatch(document -> first.equals(document.body().activity));
    return one ? activity(first).filter(body -> body.type == type) : Optional.empty();
  }

  public Optional<ActivityRecord> activity(@Nullable String id) {
    return Optional.ofNullable(id).flatMap(each -> recordStore.load(Keys.activity(each), ActivityRecord.class)).map(Versioned::body);
  }
}
