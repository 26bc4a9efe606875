package io.autopurchase;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import javax.annotation.concurrent.Immutable;

/**
 * A text that must stay secret, such as a token or a key. It prints {@code ***}, is not serializable, and is compared in constant time.
 * Do not use its text as a component of a record, because the record's {@code toString} would print it.
 */
@Immutable
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * @param value the text; may be empty
   * @throws NullPointerException for {@code value}, as of an environment variable that is not set
   */
  public static Secret of(String value) {
    return new Secret(Objects.requireNonNull(value, "value"));
  }

  /** The text itself: for the wire and for encryption, never for logs or messages. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret
        && MessageDigest.isEqual(bytes(), ((Secret) other).bytes());
  }

  @Override
  public int hashCode() {
    return 0; // a hash of a short secret would reveal it
  }

  @Override
  public String toString() {
    return "***";
  }

  private byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
