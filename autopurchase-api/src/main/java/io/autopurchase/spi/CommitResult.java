package io.autopurchase.spi;

/** How a commit ended. A lost race is a value, not an error: another commit was first, and nothing was changed. */
public sealed interface CommitResult {
  /** Whether the changes are in the store, by this call or by an earlier one with the same write id. */
  default boolean isApplied() {
    return this instanceof Applied || this instanceof AlreadyApplied;
  }

  /** All changes were made. */
  record Applied() implements CommitResult {}

  /** This commit was applied by an earlier call, whatever has happened to its records since; nothing was done now. */
  record AlreadyApplied() implements CommitResult {}

  /**
   * Nothing was changed: a record has another version than expected.
   *
   * @param key one such record, of any that the commit puts, deletes or expects something of
   */
  record VersionConflict(RecordKey key) implements CommitResult {}

  /**
   * Nothing was changed: another owner holds a name.
   *
   * @param scope of the name
   * @param name the name
   * @param owner the owner of the name, as far as known at the moment of the conflict; empty if it was released in the meantime
   */
  record NameTaken(String scope, String name, String owner) implements CommitResult {}
}
