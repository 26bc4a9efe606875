package io.autopurchase.core;

import io.autopurchase.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with a line for each key: a number from 1, a space, 32 bytes in Base64. Blank lines and those that begin with
 * {@code #} don't count. The last key encrypts; all decrypt.
 */
final class KeyFile {
  private static final Logger log = LoggerFactory.getLogger(KeyFile.class);
  private static final int KEY_BYTES = 32;
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);

  private final Path file;

  KeyFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** The keys by their numbers, in the order of their lines. Where there is no file, one with a new key is made. */
  Map<Integer, SecretKeySpec> open() {
    try {
      if (Files.notExists(file)) {
        make();
      }
      warnOfOpenDoors();
      return keys(read(), file.toString());
    } catch (IOException e) {
      throw failure("cannot read", e);
    }
  }

  /**
   * Adds a key that does not encrypt yet.
   *
   * @return its number
   */
  int add() {
    return change(
        lines -> {
          int number = next(lines);
          lines.add(0, number + " " + newKey());
          return number;
        });
  }

  /**
   * Lets the youngest key encrypt: the one that was added and does not yet, or else a new one.
   *
   * @return its number
   */
  int rotate() {
    return change(
        lines -> {
          List<Integer> numbers = new ArrayList<>(keys(lines, file.toString()).keySet());
          int current = numbers.get(numbers.size() - 1);
          int youngest = numbers.stream().max(Integer::compare).orElseThrow();
          if (youngest == current) {
            int number = next(lines);
            lines.add(number + " " + newKey());
            return number;
          }
          String line = lines.stream().filter(l -> l.strip().startsWith(youngest + " ")).findFirst().orElseThrow();
          lines.remove(line);
          lines.add(line);
          return youngest;
        });
  }

  static Map<Integer, SecretKeySpec> keys(List<String> lines, String where) {
    Map<Integer, SecretKeySpec> keys = new LinkedHashMap<>();
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith("#") && !add(keys, line.strip().split(" +"))) {
        throw new ConfigurationException(
            where + " is no key file: each line needs a number of its own, from 1, and 32 bytes in Base64");
      }
    }
    if (keys.isEmpty()) {
      throw new ConfigurationException(where + " holds no key");
    }
    return keys;
  }

  static String newKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  private static boolean add(Map<Integer, SecretKeySpec> keys, String[] parts) {
    try {
      int number = Integer.parseInt(parts[0]);
      byte[] key = Base64.getDecoder().decode(parts.length == 2 ? parts[1] : "");
      return number > 0 && key.length == KEY_BYTES && keys.put(number, new SecretKeySpec(key, "AES")) == null;
    } catch (IllegalArgumentException e) {
      return false; // the exception's message may quote a part of the key
    }
  }

  private interface Change {
    int apply(List<String> lines);
  }

  /** One process at a time, and nobody ever reads half a file. */
  private int change(Change change) {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    synchronized (KeyFile.class) {
      try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock(); // until the channel is closed
        List<String> lines = new ArrayList<>(read());
        int number = change.apply(lines);
        keys(lines, file.toString());
        Files.move(draft(lines), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        log.info("The key file {} has changed: key {}", file, number);
        return number;
      } catch (IOException e) {
        throw failure("cannot change", e);
      }
    }
  }

  private List<String> read() throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    // Some editors put a byte order mark before it.
    return (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
  }

  private void make() throws IOException {
    Files.createDirectories(file.getParent());
    // Written aside and linked into place, so that of two processes that begin together one sees the other's file.
    Path draft = draft(List.of("1 " + newKey()));
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      return; // another process was first: its file counts
    } finally {
      Files.delete(draft);
    }
  }

  private Path draft(List<String> lines) throws IOException {
    FileAttribute<?>[] ownerOnly =
        isPosix()
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
            : new FileAttribute<?>[0];
    Path draft = Files.createTempFile(file.getParent(), "keys", ".new", ownerOnly);
    Files.writeString(draft, String.join("\n", lines) + "\n", StandardCharsets.US_ASCII, StandardOpenOption.SYNC);
    return draft;
  }

  private void warnOfOpenDoors() throws IOException {
    if (isPosix()) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.stream().anyMatch(OTHERS::contains)) {
        log.warn(
            "The key file {} has the permissions {}: others can read or change it. Its owner alone should: chmod 600",
            file,
            PosixFilePermissions.toString(permissions));
      }
    }
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  private static int next(List<String> lines) {
    return keys(lines, "the key file").keySet().stream().max(Integer::compare).orElseThrow() + 1;
  }

  private ConfigurationException failure(String what, IOException e) {
    return new ConfigurationException(what + " the key file " + file + ": " + e.getClass().getSimpleName(), e);
  }
}
