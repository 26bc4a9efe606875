package io.autopurchase.core;

import io.autopurchase.ConfigurationException;
import io.autopurchase.Secret;
import io.autopurchase.spi.SecretCipher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with keys from a file. Thread-safe.
 *
 * <p>The file holds a line for each key: a number from 1, a space, 32 bytes in Base64. The last line's key encrypts; all
 * decrypt. A key is rotated by appending a line, and retired by removing its line once nothing is encrypted with it.
 */
public final class KeyRing implements SecretCipher {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final Map<Integer, SecretKeySpec> keys;
  private final int current;
  private final SecureRandom random = new SecureRandom();

  private KeyRing(Map<Integer, SecretKeySpec> keys) {
    this.keys = keys;
    int last = 0;
    for (int id : keys.keySet()) {
      last = id;
    }
    current = last;
  }

  /**
   * Reads the keys from a file; where there is none, makes one with a new key that only its owner may read.
   *
   * @throws ConfigurationException where the file cannot be read or is no key file
   */
  public static KeyRing open(Path file) {
    try {
      if (Files.notExists(file)) {
        make(file);
      }
      return parse(Files.readAllLines(file, StandardCharsets.US_ASCII), file.toString());
    } catch (IOException e) {
      throw new ConfigurationException("cannot read the key file " + file + ": " + e.getClass().getSimpleName(), e);
    }
  }

  /** With one new key that is forgotten with this object: for stores that are forgotten too. */
  public static KeyRing ephemeral() {
    return parse(List.of("1 " + newKey()), "memory");
  }

  @Override
  public byte[] encrypt(Secret secret, String boundTo) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] encrypted =
        apply(Cipher.ENCRYPT_MODE, current, nonce, boundTo, secret.reveal().getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.allocate(Integer.BYTES + NONCE + encrypted.length)
        .putInt(current)
        .put(nonce)
        .put(encrypted)
        .array();
  }

  @Override
  public Secret decrypt(byte[] encrypted, String boundTo) {
    if (encrypted.length < Integer.BYTES + NONCE + TAG_BITS / 8) {
      throw new UndecryptableException("a secret is shorter than any ciphertext");
    }
    ByteBuffer buffer = ByteBuffer.wrap(encrypted);
    int id = buffer.getInt();
    if (!keys.containsKey(id)) {
      throw new UndecryptableException("no key " + id + " in the key ring");
    }
    byte[] nonce = new byte[NONCE];
    buffer.get(nonce);
    byte[] rest = new byte[buffer.remaining()];
    buffer.get(rest);
    return Secret.of(new String(apply(Cipher.DECRYPT_MODE, id, nonce, boundTo, rest), StandardCharsets.UTF_8));
  }

  /** Key numbers only. */
  @Override
  public String toString() {
    return "key ring " + keys.keySet();
  }

  private byte[] apply(int mode, int keyId, byte[] nonce, String boundTo, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, keys.get(keyId), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(boundTo.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      if (mode == Cipher.DECRYPT_MODE) {
        throw new UndecryptableException("a secret was changed, or belongs to another place than " + boundTo);
      }
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  private static KeyRing parse(List<String> lines, String where) {
    Map<Integer, SecretKeySpec> keys = new LinkedHashMap<>();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.strip().split(" +");
      try {
        byte[] key = Base64.getDecoder().decode(parts[1]);
        if (parts.length != 2 || key.length != 32 || keys.put(Integer.parseInt(parts[0]), new SecretKeySpec(key, "AES")) != null) {
          throw new IllegalArgumentException();
        }
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        throw new ConfigurationException(
            where + " is no key file: each line needs a number of its own and 32 bytes in Base64");
      }
    }
    if (keys.isEmpty()) {
      throw new ConfigurationException(where + " holds no key");
    }
    return new KeyRing(keys);
  }

  private static void make(Path file) throws IOException {
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    FileAttribute<?>[] ownerOnly =
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    // Written aside and linked into place, so that two processes that begin together never see half a file.
    Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "keys", ".new", ownerOnly);
    try {
      Files.writeString(draft, "1 " + newKey() + "\n", StandardCharsets.US_ASCII, StandardOpenOption.SYNC);
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      return; // another process was first: its file counts
    } finally {
      Files.delete(draft);
    }
  }

  private static String newKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }
}
