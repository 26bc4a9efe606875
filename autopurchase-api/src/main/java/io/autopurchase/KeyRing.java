package io.autopurchase;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javax.annotation.concurrent.ThreadSafe;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM with keys from a file. Thread-safe.
 *
 * <p>The file holds a line for each key: its number, a space, 32 bytes in Base64. The last line's key encrypts; all decrypt. Numbers are
 * random, so that two independent files are never confused. Anyone who has the file and the database has the tokens: keep them apart, and
 * both in backups.
 *
 * <p><b>Rotation.</b> With one process, call {@link #rotate} and build the engine again. With several, no process may meet a secret whose
 * key it does not have (it would treat the session as one that needs authorization until it has the key):
 *
 * <ol>
 *   <li>{@link #addKey} once; distribute the file to all processes and restart them. All can read with the new key now.
 *   <li>{@link #rotate} once; distribute the file to all and restart them. The new key encrypts.
 *   <li>Secrets are encrypted again whenever their session's record is written, at the latest with the next refresh of its
 *       tokens. Call {@link Sessions#refresh} for each session to have it done at once.
 *   <li>Remove the old line. A secret that was still encrypted with it cannot be read any more; its session then needs
 *       authorization.
 * </ol>
 *
 * <p><b>Format.</b> A byte 1, four bytes with the key's number, a random nonce of 12 bytes, the ciphertext, a tag of 16 bytes. The tag
 * also covers the header and the place where the secret belongs. With random nonces one key is good for 2<sup>32</sup> messages; a ring
 * refuses more, and counts its own. A session that is refreshed each hour makes 17,520 in a year, so that a thousand such sessions
 * exhaust a key in 245 years.
 */
@ThreadSafe
public final class KeyRing implements SecretCipher {
  private static final byte FORMAT = 1;
  private static final int HEADER = 1 + Integer.BYTES;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final long MOST_MESSAGES = 1L << 32;

  private volatile Keys held;
  @Nullable private volatile KeyFile unmade;
  private final AtomicLong messages;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param keys the last one encrypts
   * @param messagesBefore with this key, as far as known
   */
  KeyRing(Map<Integer, SecretKeySpec> keys, long messagesBefore) {
    held = Keys.of(keys);
    messages = new AtomicLong(messagesBefore);
  }

  /** What was read from a file, or will be written to it. */
  private record Keys(Map<Integer, SecretKeySpec> byNumber, int current) {
    static Keys of(Map<Integer, SecretKeySpec> byNumber) {
      int last = 0;
      for (int id : byNumber.keySet()) {
        last = id;
      }
      return new Keys(byNumber, last);
    }

    SecretKeySpec newest() {
      return Objects.requireNonNull(byNumber.get(current), "the current key");
    }

    /** Numbers only: records print their components. */
    @Override
    public String toString() {
      return "keys " + byNumber.keySet();
    }
  }

  /**
   * Reads the keys from a file. If there is none, the ring has a new key, and the file is made, for its owner alone, when the first
   * secret is sealed with it: an engine whose store holds secrets of other keys makes no file.
   *
   * @param file the key file; folders that are missing are made with it
   * @throws ConfigurationException if the file cannot be read, is not a key file, or may be read or changed by others
   */
  public static KeyRing open(Path file) {
    KeyFile keys = new KeyFile(file);
    if (keys.exists()) {
      return new KeyRing(keys.open(), 0);
    }
    KeyRing ring = new KeyRing(KeyFile.keys(List.of(KeyFile.newLine()), file.toString()), 0);
    ring.unmade = keys;
    return ring;
  }

  /**
   * Makes a new key file, for its owner alone, and opens it.
   *
   * @param file the key file to make; folders that are missing are made too
   * @throws ConfigurationException if there is such a file already, or it cannot be made
   */
  public static KeyRing create(Path file) {
    KeyFile keys = new KeyFile(file);
    if (keys.exists()) {
      throw new ConfigurationException("the key file " + file + " is there already: open it, or name another one");
    }
    KeyRing ring = open(file);
    ring.makeFile();
    return ring;
  }

  /**
   * With keys that the host keeps elsewhere, such as in a secret manager: the lines of a key file, each with a number, a space, and 32
   * bytes in Base64. The last one encrypts.
   *
   * @param lines as in a key file, at least one
   * @throws ConfigurationException if one is not such a line, or there is none
   */
  public static KeyRing of(List<String> lines) {
    return new KeyRing(KeyFile.keys(lines, "what was given"), 0);
  }

  /**
   * With the keys in an environment variable: the lines of a key file, separated by line breaks or semicolons. For containers without a
   * place for a file.
   *
   * @param variable its name, such as {@code AUTOPURCHASE_KEYS}
   * @throws ConfigurationException if the variable is not set, or does not hold keys; its text is in no message
   */
  public static KeyRing fromEnvironment(String variable) {
    String text = System.getenv(variable);
    if (text == null) {
      throw new ConfigurationException("the environment variable " + variable + " is not set");
    }
    return ofText(text, "the environment variable " + variable);
  }

  static KeyRing ofText(String text, String where) {
    return new KeyRing(KeyFile.keys(List.of(text.split("[;\\r\\n]+")), where), 0);
  }

  /** Another process may be first: then its keys count. */
  private synchronized void makeFile() {
    KeyFile file = unmade;
    if (file != null) {
      held = Keys.of(file.make(held.byNumber()));
      unmade = null;
    }
  }

  /** With one new key that is lost with this object: for volatile stores. */
  public static KeyRing ephemeral() {
    return new KeyRing(KeyFile.keys(List.of(KeyFile.newLine()), "memory"), 0);
  }

  /**
   * Adds a new key to a file, for decryption only. Rings that are open keep what they have read. After a crash the file is
   * as it was, or changed as a whole.
   *
   * @param file the key file, which must exist
   * @return the key's number
   * @throws ConfigurationException if the file is missing, cannot be changed or is not a key file
   */
  public static int addKey(Path file) {
    return new KeyFile(file).add();
  }

  /**
   * Lets the key that was {@linkplain #addKey added} last encrypt from now on, or a new one if there is none; otherwise as
   * {@link #addKey}.
   *
   * @param file the key file, which must exist
   * @return the key's number
   */
  public static int rotate(Path file) {
    return new KeyFile(file).rotate();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if this key is used up
   */
  @Override
  public byte[] encrypt(Secret secret, String boundTo) {
    if (unmade != null) {
      makeFile();
    }
    Keys keys = held;
    if (messages.incrementAndGet() > MOST_MESSAGES) {
      throw new IllegalStateException("key " + keys.current() + " has encrypted 2^32 secrets; rotate the key file");
    }
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] header = ByteBuffer.allocate(HEADER).put(FORMAT).putInt(keys.current()).array();
    byte[] text = secret.reveal().getBytes(StandardCharsets.UTF_8);
    byte[] encrypted = apply(Cipher.ENCRYPT_MODE, keys.newest(), header, nonce, boundTo, text);
    return ByteBuffer.allocate(HEADER + NONCE + encrypted.length).put(header).put(nonce).put(encrypted).array();
  }

  @Override
  public Secret decrypt(byte[] encrypted, String boundTo) {
    if (encrypted.length < HEADER + NONCE + TAG_BITS / 8 || encrypted[0] != FORMAT) {
      throw new UndecryptableException("a secret of " + boundTo + " has no format that this release knows");
    }
    int id = key(encrypted);
    SecretKeySpec key = held.byNumber().get(id);
    if (key == null) {
      throw new UndecryptableException("a secret of " + boundTo + " needs key " + id + ", which is not in the key ring");
    }
    ByteBuffer buffer = ByteBuffer.wrap(encrypted);
    byte[] header = new byte[HEADER];
    buffer.get(header);
    byte[] nonce = new byte[NONCE];
    buffer.get(nonce);
    byte[] rest = new byte[buffer.remaining()];
    buffer.get(rest);
    byte[] text = apply(Cipher.DECRYPT_MODE, key, header, nonce, boundTo, rest);
    return Secret.of(new String(text, StandardCharsets.UTF_8));
  }

  @Override
  public boolean isCurrent(byte[] encrypted) {
    return encrypted.length >= HEADER && encrypted[0] == FORMAT && key(encrypted) == held.current();
  }

  /** Key numbers only. */
  @Override
  public String toString() {
    return "key ring " + held.byNumber().keySet();
  }

  private static int key(byte[] encrypted) {
    return ByteBuffer.wrap(encrypted, 1, Integer.BYTES).getInt();
  }

  private byte[] apply(int mode, SecretKeySpec key, byte[] header, byte[] nonce, String boundTo, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(header);
      cipher.updateAAD(boundTo.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      if (mode == Cipher.DECRYPT_MODE) {
        throw new UndecryptableException("a secret was changed, or belongs to another place than " + boundTo);
      }
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }
}
