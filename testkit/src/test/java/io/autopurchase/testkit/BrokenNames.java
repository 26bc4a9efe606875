package io.autopurchase.testkit;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.UniqueName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Stores whose reservations, events or shops are broken: S09, S20, S21. */
final class BrokenNames {
  private BrokenNames() {}

  static List<BrokenStore> all() {
    return List.of(
        new BrokenStore("does not tell who holds a name", "S09a", HidesTheOwner::new),
        new BrokenStore("has one scope for all names", "S09a", OneScope::new),
        new BrokenStore("takes one's own name for another's", "S09b", OwnNameIsTaken::new),
        new BrokenStore("lets anybody release a name", "S09c", AnybodyReleases::new),
        new BrokenStore("looks at names only when a record is made", "S09d", NamesOfNewRecordsOnly::new),
        new BrokenStore("looks at names before it locks", "S09e", ChecksNamesEarly::new),
        new BrokenStore("has one shop for all", "S20a", (data, shop) -> new ReferenceStore(data, "one")),
        new BrokenStore(
            "does not tell shops apart that differ in capitals",
            "S20a",
            (data, shop) -> new ReferenceStore(data, shop.toLowerCase(Locale.ROOT))),
        new BrokenStore("appends an event again", "S21a", AppendsAgain::new),
        new BrokenStore("overwrites an event", "S21a", OverwritesEvents::new),
        new BrokenStore("gives events in the order of their arrival", "S21b", EventsByArrival::new),
        new BrokenStore("forgets marks", "S21c", ForgetsMarks::new),
        new BrokenStore("deletes what was delivered", "S21c", DeletesDelivered::new),
        new BrokenStore("remembers marks of unknown events", "S21c", MarksTheUnknown::new),
        new BrokenStore("appends the events of refused commits", "S21d", EventsOfRefused::new),
        new BrokenStore("keeps all events", "S21e", KeepsEvents::new),
        new BrokenStore("removes delivered events only", "S21e", RemovesDelivered::new),
        new BrokenStore("removes the event before which to remove", "S21e", RemovesOneMore::new));
  }

  private static final class HidesTheOwner extends ReferenceStore {
    HidesTheOwner(Data data, String shop) {
      super(data, shop);
    }

    @Override
    CommitResult duplicate(UniqueName wanted) {
      return new CommitResult.NameTaken(wanted.scope(), wanted.name(), "");
    }
  }

  private static final class OneScope extends ReferenceStore {
    OneScope(Data data, String shop) {
      super(data, shop);
    }

    @Override
    List<String> name(UniqueName reservation) {
      return List.of(reservation.name());
    }
  }

  private static final class OwnNameIsTaken extends ReferenceStore {
    OwnNameIsTaken(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean isTaken(UniqueName wanted, Commit commit) {
      return shop.owners.containsKey(name(wanted)) && !commit.releases().contains(wanted);
    }
  }

  private static final class AnybodyReleases extends ReferenceStore {
    AnybodyReleases(Data data, String shop) {
      super(data, shop);
    }

    @Override
    void release(UniqueName release) {
      shop.owners.remove(name(release));
    }
  }

  private static final class NamesOfNewRecordsOnly extends ReferenceStore {
    NamesOfNewRecordsOnly(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean isTaken(UniqueName wanted, Commit commit) {
      return commit.puts().stream().noneMatch(put -> put.expectedVersion() > 0) && super.isTaken(wanted, commit);
    }
  }

  private static final class ChecksNamesEarly extends ReferenceStore {
    ChecksNamesEarly(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public CommitResult commit(Commit commit) {
      Optional<UniqueName> taken =
          read(() -> commit.reservations().stream().filter(wanted -> super.isTaken(wanted, commit)).findFirst());
      data.meeting.met();
      return taken.map(wanted -> read(() -> duplicate(wanted))).orElseGet(() -> super.commit(commit));
    }

    @Override
    boolean isTaken(UniqueName wanted, Commit commit) {
      return false;
    }

    @Override
    CommitResult duplicate(UniqueName wanted) {
      return new CommitResult.NameTaken(wanted.scope(), wanted.name(), shop.owners.getOrDefault(name(wanted), ""));
    }
  }

  private static final class AppendsAgain extends ReferenceStore {
    AppendsAgain(Data data, String shop) {
      super(data, shop);
    }

    @Override
    void append(StoredEvent event) {
      super.append(event);
      shop.arrivals.add(event);
    }

    @Override
    Stream<StoredEvent> eventsInOrder() {
      return new ArrayList<>(shop.arrivals).stream().sorted((one, two) -> one.id().compareTo(two.id()));
    }
  }

  private static final class OverwritesEvents extends ReferenceStore {
    OverwritesEvents(Data data, String shop) {
      super(data, shop);
    }

    @Override
    void append(StoredEvent event) {
      shop.events.put(event.id(), event);
    }
  }

  private static final class KeepsEvents extends ReferenceStore {
    KeepsEvents(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public int forgetEvents(String beforeId, int limit) {
      return 0;
    }
  }

  private static final class RemovesDelivered extends ReferenceStore {
    RemovesDelivered(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean isForgettable(StoredEvent event) {
      return shop.delivered.contains(event.id());
    }
  }

  private static final class RemovesOneMore extends ReferenceStore {
    RemovesOneMore(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public int forgetEvents(String beforeId, int limit) {
      return super.forgetEvents(beforeId + '0', limit);
    }
  }

  private static final class EventsByArrival extends ReferenceStore {
    EventsByArrival(Data data, String shop) {
      super(data, shop);
    }

    @Override
    void append(StoredEvent event) {
      if (!shop.events.containsKey(event.id())) {
        shop.arrivals.add(event);
      }
      super.append(event);
    }

    @Override
    Stream<StoredEvent> eventsInOrder() {
      return new ArrayList<>(shop.arrivals).stream();
    }
  }

  private static final class ForgetsMarks extends ReferenceStore {
    ForgetsMarks(Data data, String shop) {
      super(data, shop);
    }

    @Override
    void mark(String eventId) {
      // Forgotten.
    }
  }

  private static final class DeletesDelivered extends ReferenceStore {
    DeletesDelivered(Data data, String shop) {
      super(data, shop);
    }

    @Override
    void mark(String eventId) {
      shop.events.remove(eventId);
    }
  }

  private static final class MarksTheUnknown extends ReferenceStore {
    MarksTheUnknown(Data data, String shop) {
      super(data, shop);
    }

    @Override
    void mark(String eventId) {
      shop.delivered.add(eventId);
    }
  }

  private static final class EventsOfRefused extends ReferenceStore {
    EventsOfRefused(Data data, String shop) {
      super(data, shop);
    }

    @Override
    Optional<CommitResult> conflict(Commit commit) {
      commit.events().forEach(this::append);
      return super.conflict(commit);
    }
  }
}
