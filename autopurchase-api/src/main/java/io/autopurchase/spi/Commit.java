package io.autopurchase.spi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;

/**
 * Changes that are applied all or not at all. Immutable.
 *
 * <p>The write id names this set of changes: committing it again, after an unclear end, does nothing and says so.
 *
 * <p>A commit names each record once, be it in a put, a deletion or an expectation, and each name at most for one owner. It
 * may hold nothing but its id. The parts are applied as if in this order: puts, deletions; releases, reservations; events,
 * marks of delivery. So a commit can pass a name from one owner to another, and mark an event that it appends.
 */
@Immutable
public final class Commit {
  private final String writeId;
  private final List<Put> puts;
  private final List<Expectation> expectations;
  private final List<Deletion> deletions;
  private final List<UniqueName> reservations;
  private final List<UniqueName> releases;
  private final List<StoredEvent> events;
  private final List<String> delivered;

  private Commit(Builder builder) {
    writeId = builder.writeId;
    puts = List.copyOf(builder.puts);
    expectations = List.copyOf(builder.expectations);
    deletions = List.copyOf(builder.deletions);
    reservations = List.copyOf(builder.reservations);
    releases = List.copyOf(builder.releases);
    events = List.copyOf(builder.events);
    delivered = List.copyOf(builder.delivered);
  }

  /**
   * @param writeId 1 to 64 characters of ASCII, never used for other changes
   */
  public static Builder builder(String writeId) {
    return new Builder(writeId);
  }

  /** The name of this set of changes, 1 to 64 characters of ASCII. */
  public String writeId() {
    return writeId;
  }

  /** Records to write. */
  public List<Put> puts() {
    return puts;
  }

  /** Records that must not have changed. */
  public List<Expectation> expectations() {
    return expectations;
  }

  /** Records to remove. */
  public List<Deletion> deletions() {
    return deletions;
  }

  /** Names to reserve; an owner that reserves its name again causes no conflict. */
  public List<UniqueName> reservations() {
    return reservations;
  }

  /** Names to release; a name that another owner holds, or that is free, stays as it is. */
  public List<UniqueName> releases() {
    return releases;
  }

  /** Appended as undelivered; one whose id is there already is left as it is. */
  public List<StoredEvent> events() {
    return events;
  }

  /** Ids of events that listeners have received; unknown ones are ignored. */
  public List<String> delivered() {
    return delivered;
  }

  /**
   * Writes a record.
   *
   * @param key which record
   * @param expectedVersion the version that is there now; 0 if there must be none
   * @param fields what queries look at
   * @param codecVersion how the body is to be read; the store only keeps it
   * @param body not copied; from no bytes to 256 KiB
   */
  public record Put(
      RecordKey key, long expectedVersion, RecordFields fields, int codecVersion, byte[] body) {}

  /**
   * Demands that a record stays as it is until the commit is applied.
   *
   * @param key which record
   * @param version the version that is there now; 0 if there must be none
   */
  public record Expectation(RecordKey key, long version) {}

  /**
   * Removes a record. Its versions are never used again.
   *
   * @param key which record
   * @param expectedVersion the version that is there now, from 1
   */
  public record Deletion(RecordKey key, long expectedVersion) {}

  @Override
  public String toString() {
    return "commit " + writeId + " of " + puts.stream().map(Put::key).toList();
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    private final String writeId;
    private final List<Put> puts = new ArrayList<>();
    private final List<Expectation> expectations = new ArrayList<>();
    private final List<Deletion> deletions = new ArrayList<>();
    private final List<UniqueName> reservations = new ArrayList<>();
    private final List<UniqueName> releases = new ArrayList<>();
    private final List<StoredEvent> events = new ArrayList<>();
    private final List<String> delivered = new ArrayList<>();

    private Builder(String writeId) {
      this.writeId = writeId;
    }

    /**
     * Adds a {@link Put}, which writes a record.
     *
     * @param key which record
     * @param expectedVersion the version that is there now; 0 if there must be none
     * @param fields what queries look at
     * @param codecVersion how the body is to be read
     * @param body not copied; from no bytes to 256 KiB
     */
    public Builder put(RecordKey key, long expectedVersion, RecordFields fields, int codecVersion, byte[] body) {
      puts.add(new Put(key, expectedVersion, fields, codecVersion, body));
      return this;
    }

    /**
     * Adds an {@link Expectation}; the commit is not applied unless it holds.
     *
     * @param key which record
     * @param version the version that is there now; 0 if there must be none
     */
    public Builder expect(RecordKey key, long version) {
      expectations.add(new Expectation(key, version));
      return this;
    }

    /**
     * Adds a {@link Deletion}, which removes a record.
     *
     * @param key which record
     * @param expectedVersion the version that is there now; from 1
     */
    public Builder delete(RecordKey key, long expectedVersion) {
      deletions.add(new Deletion(key, expectedVersion));
      return this;
    }

    /**
     * Adds a name to be held; the commit is not applied if another owner holds it.
     *
     * @param reservation may be held by its owner already
     */
    public Builder reserve(UniqueName reservation) {
      reservations.add(reservation);
      return this;
    }

    /**
     * Adds a name to release; no effect if it is free or another owner holds it.
     *
     * @param reservation the name and the owner that releases it
     */
    public Builder release(UniqueName reservation) {
      releases.add(reservation);
      return this;
    }

    /**
     * Adds an event, stored as undelivered; no effect if there is one with its id.
     *
     * @param event may be marked as delivered by the same commit
     */
    public Builder append(StoredEvent event) {
      events.add(event);
      return this;
    }

    /**
     * Marks an event as delivered; no effect if there is none.
     *
     * @param eventId of an event that is stored, or that this commit appends
     */
    public Builder delivered(String eventId) {
      delivered.add(eventId);
      return this;
    }

    /**
     * @throws IllegalArgumentException if a record is named twice, or a name is reserved for two owners
     */
    @CheckReturnValue
    public Commit build() {
      requireEachOnce();
      return new Commit(this);
    }

    private void requireEachOnce() {
      if (puts.size() + expectations.size() + deletions.size() > 1) {
        Set<RecordKey> keys = new HashSet<>();
        puts.forEach(put -> requireNew(keys, put.key()));
        expectations.forEach(expectation -> requireNew(keys, expectation.key()));
        deletions.forEach(deletion -> requireNew(keys, deletion.key()));
      }
      if (reservations.size() > 1) {
        Map<List<String>, String> owners = new HashMap<>();
        for (UniqueName wanted : reservations) {
          String other = owners.put(List.of(wanted.scope(), wanted.name()), wanted.owner());
          if (other != null && !other.equals(wanted.owner())) {
            throw new IllegalArgumentException(
                "commit " + writeId + " reserves " + wanted.scope() + " " + wanted.name() + " for two owners");
          }
        }
      }
    }

    private void requireNew(Set<RecordKey> keys, RecordKey key) {
      if (!keys.add(key)) {
        throw new IllegalArgumentException("commit " + writeId + " names " + key + " twice");
      }
    }
  }
}
