package io.autopurchase.web.spi;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** Who uses the console, and what they may do there. Immutable. */
public final class ConsoleUser {
  private final String name;
  private final Set<Permission> permissions;

  private ConsoleUser(String name, Set<Permission> permissions) {
    this.name = name;
    this.permissions = permissions;
  }

  /**
   * A user with some permissions.
   *
   * @param name by which the audit trail knows who did what: 1 to 200 printable characters, and neither {@code policy} nor {@code deadline}
   * @param permissions copied; {@link Permission#VIEW} is needed for everything else
   */
  public static ConsoleUser of(String name, Set<Permission> permissions) {
    Set<Permission> copy = EnumSet.noneOf(Permission.class);
    copy.addAll(permissions);
    return new ConsoleUser(Objects.requireNonNull(name, "name"), Collections.unmodifiableSet(copy));
  }

  /**
   * A user who may look at everything and change nothing.
   *
   * @param name as in {@link #of}
   */
  public static ConsoleUser viewer(String name) {
    return of(name, EnumSet.of(Permission.VIEW));
  }

  /**
   * A user who may do everything.
   *
   * @param name as in {@link #of}
   */
  public static ConsoleUser operator(String name) {
    return of(name, EnumSet.allOf(Permission.class));
  }

  /** By which the audit trail knows who did what. */
  public String name() {
    return name;
  }

  /** What the user may do; cannot be changed. */
  public Set<Permission> permissions() {
    return permissions;
  }

  /**
   * Whether the user may do something.
   *
   * @param permission what is asked about
   */
  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }

  /** The name and the permissions. */
  @Override
  public String toString() {
    return name + " " + permissions;
  }
}
