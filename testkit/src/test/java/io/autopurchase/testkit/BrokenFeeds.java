package io.autopurchase.testkit;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.PositionedEvent;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredEventQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Stores that find the wrong events, or whose feed hides some: S25, S26. */
final class BrokenFeeds {
  private BrokenFeeds() {}

  static List<BrokenStore> all() {
    return List.of(
        new BrokenStore("ignores the line of a query", "S25a", IgnoresLines::new),
        new BrokenStore("ignores the login of a query", "S25a", IgnoresLogins::new),
        new BrokenStore("knows one type of a query only", "S25a", OneType::new),
        new BrokenStore("finds undelivered events only", "S25a", FindsUndelivered::new),
        new BrokenStore("loses the fields of events", "S25a", LosesFields::new),
        new BrokenStore("gives the newest events first, whatever is asked", "S25b", NewestFirst::new),
        new BrokenStore("finds the event at the bound", "S25b", IncludesBounds::new),
        new BrokenStore("numbers all events again in every call", "S26a", NumbersAgain::new),
        new BrokenStore("leaves delivered events out of the feed", "S26a", FeedsUndelivered::new),
        new BrokenStore("numbers events before their commit is there", "S26b", NumbersEarly::new),
        new BrokenStore("numbers the newest events first", "S26c", NumbersBackwards::new),
        new BrokenStore("goes on after the largest position that is there", "S26d", ForgetsPositions::new),
        new BrokenStore("has one feed for all shops", "S26e", OneFeed::new));
  }

  private abstract static class Widened extends ReferenceStore {
    Widened(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<StoredEvent> events(StoredEventQuery query) {
      StoredEventQuery wider = StoredEventQuery.of(widened(query.fields()), query.limit()).types(query.types());
      wider = wider.afterId(query.afterId().orElse(null)).beforeId(query.beforeId().orElse(null));
      return super.events(query.isOldestFirst() ? wider.oldestFirst() : wider);
    }

    abstract EventFields widened(EventFields fields);
  }

  private static EventFields.Builder without(EventFields fields) {
    return EventFields.builder().type(fields.type().orElse(null)).orderId(fields.orderId().orElse(null)).activity(fields.activity().orElse(null));
  }

  private static final class IgnoresLines extends Widened {
    IgnoresLines(Data data, String shop) {
      super(data, shop);
    }

    @Override
    EventFields widened(EventFields fields) {
      return without(fields).session(fields.provider().orElse(null), fields.login().orElse(null)).build();
    }
  }

  private static final class IgnoresLogins extends Widened {
    IgnoresLogins(Data data, String shop) {
      super(data, shop);
    }

    @Override
    EventFields widened(EventFields fields) {
      return without(fields).lineId(fields.lineId().orElse(null)).session(fields.provider().orElse(null), null).build();
    }
  }

  private static final class OneType extends ReferenceStore {
    OneType(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<StoredEvent> events(StoredEventQuery query) {
      List<String> types = query.types().stream().sorted().limit(1).toList();
      return super.events(query.types(Set.copyOf(types)));
    }
  }

  private static final class FindsUndelivered extends ReferenceStore {
    FindsUndelivered(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean matches(StoredEventQuery query, StoredEvent event) {
      return super.matches(query, event) && !shop.delivered.contains(event.id());
    }
  }

  private static final class LosesFields extends ReferenceStore {
    LosesFields(Data data, String shop) {
      super(data, shop);
    }

    @Override
    void append(StoredEvent event) {
      super.append(new StoredEvent(event.id(), event.at(), EventFields.none(), event.codecVersion(), event.body()));
    }
  }

  private static final class NewestFirst extends ReferenceStore {
    NewestFirst(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<StoredEvent> events(StoredEventQuery query) {
      List<StoredEvent> found = new ArrayList<>(super.events(query));
      if (query.isOldestFirst()) {
        Collections.reverse(found);
      }
      return found;
    }
  }

  private static final class IncludesBounds extends ReferenceStore {
    IncludesBounds(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<StoredEvent> events(StoredEventQuery query) {
      return super.events(query.beforeId(query.beforeId().map(id -> id + '0').orElse(null)));
    }
  }

  private static final class NumbersAgain extends ReferenceStore {
    NumbersAgain(Data data, String shop) {
      super(data, shop);
    }

    @Override
    void number() {
      shop.positions.clear();
      shop.lastPosition = 0;
      super.number();
    }
  }

  private static final class FeedsUndelivered extends ReferenceStore {
    FeedsUndelivered(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<PositionedEvent> feed(long afterPosition, int limit) {
      return super.feed(afterPosition, limit).stream().filter(each -> !shop.delivered.contains(each.event().id())).toList();
    }
  }

  /** As a sequence of the database does that a transaction asks for while it is open. */
  private static final class NumbersEarly extends ReferenceStore {
    NumbersEarly(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public CommitResult commit(Commit commit) {
      read(
          () -> {
            commit.events().stream().filter(event -> !shop.positions.containsValue(event.id())).forEach(event -> position(event.id()));
            return null;
          });
      data.meeting.met();
      return super.commit(commit);
    }
  }

  private static final class NumbersBackwards extends ReferenceStore {
    NumbersBackwards(Data data, String shop) {
      super(data, shop);
    }

    @Override
    void number() {
      List<String> ids = new ArrayList<>(shop.events.keySet());
      Collections.reverse(ids);
      ids.stream().filter(id -> !shop.positions.containsValue(id)).forEach(this::position);
    }
  }

  private static final class ForgetsPositions extends ReferenceStore {
    ForgetsPositions(Data data, String shop) {
      super(data, shop);
    }

    @Override
    void position(String id) {
      shop.positions.values().removeIf(each -> !shop.events.containsKey(each));
      shop.positions.put(shop.positions.isEmpty() ? 1 : shop.positions.lastKey() + 1, id);
    }
  }

  private static final class OneFeed extends ReferenceStore {
    OneFeed(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<PositionedEvent> feed(long afterPosition, int limit) {
      String first = read(() -> data.shops.keySet().stream().sorted().findFirst().orElseThrow());
      return read(() -> data.shops.get(first) == shop) ? super.feed(afterPosition, limit) : new ReferenceStore(data, first).feed(afterPosition, limit);
    }
  }
}
