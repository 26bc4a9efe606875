package io.autopurchase.spi;

import java.time.Instant;
import java.util.Optional;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/** Which records of a kind that have a due time to list, by their id. Immutable. */
@Immutable
public final class DueQuery {
  private final String kind;
  @Nullable private final Instant after;
  private final Instant until;
  @Nullable private final String provider;
  @Nullable private final String login;
  @Nullable private final String afterId;
  private final int limit;

  private DueQuery(
      String kind,
      @Nullable Instant after,
      Instant until,
      @Nullable String provider,
      @Nullable String login,
      @Nullable String afterId,
      int limit) {
    this.kind = kind;
    this.after = after;
    this.until = until;
    this.provider = provider;
    this.login = login;
    this.afterId = afterId;
    this.limit = limit;
  }

  /**
   * All that are due of a kind, from the first id on.
   *
   * @param kind of the records, as in their keys
   * @param until those whose due time is not later than this
   * @param limit from 1 to 1000
   */
  public static DueQuery of(String kind, Instant until, int limit) {
    return new DueQuery(kind, null, until, null, null, null, limit);
  }

  /**
   * Only those whose due time is later than this.
   *
   * @param moment itself excluded
   */
  public DueQuery dueAfter(Instant moment) {
    return new DueQuery(kind, moment, until, provider, login, afterId, limit);
  }

  /**
   * Only those of one session: with this provider and login in their fields.
   *
   * @param ofProvider compared exactly
   * @param ofLogin compared exactly
   */
  public DueQuery ofSession(String ofProvider, String ofLogin) {
    return new DueQuery(kind, after, until, ofProvider, ofLogin, afterId, limit);
  }

  /**
   * Only those whose id comes after this one, whether there is such a record or not; null from the beginning.
   *
   * @param id usually the last one of the page before
   */
  public DueQuery afterId(@Nullable String id) {
    return new DueQuery(kind, after, until, provider, login, id, limit);
  }

  /** The kind in the keys of the records. */
  public String kind() {
    return kind;
  }

  /** Only records that are due after this moment, itself excluded; empty for any. */
  public Optional<Instant> dueAfter() {
    return Optional.ofNullable(after);
  }

  /** Only records that are due up to this moment, itself included. */
  public Instant until() {
    return until;
  }

  /** The provider in the fields of the records; empty if any will do. */
  public Optional<String> provider() {
    return Optional.ofNullable(provider);
  }

  /** The login in the fields of the records; empty if any will do. */
  public Optional<String> login() {
    return Optional.ofNullable(login);
  }

  /** Only records whose id comes after this one; empty from the beginning. */
  public Optional<String> afterId() {
    return Optional.ofNullable(afterId);
  }

  /** How many records to return at most, from 1 to 1000. */
  public int limit() {
    return limit;
  }

  /**
   * Whether a record matches; for stores that look at each, and order ids as {@link String#compareTo} does.
   *
   * @param row as it is stored; its body is not looked at
   */
  public boolean matches(StoredRecord row) {
    RecordFields fields = row.fields();
    return row.key().kind().equals(kind)
        && fields.dueAt().filter(at -> !at.isAfter(until) && (after == null || at.isAfter(after))).isPresent()
        && (provider == null || fields.provider().filter(provider::equals).isPresent())
        && (login == null || fields.login().filter(login::equals).isPresent())
        && (afterId == null || row.key().id().compareTo(afterId) > 0);
  }
}
