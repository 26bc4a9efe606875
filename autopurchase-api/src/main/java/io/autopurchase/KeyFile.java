package io.autopurchase;

import java.io.IOException;
import java.lang.System.Logger.Level;
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
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/**
 * A file with a line for each key: its number, a space, 32 bytes in Base64. Blank lines and those that begin with {@code #} don't
 * count, but for one that names the key that will encrypt next. The last key encrypts; all decrypt.
 */
final class KeyFile {
  private static final System.Logger log = System.getLogger(KeyFile.class.getName());
  private static final int KEY_BYTES = 32;
  private static final String NEXT = "# next: ";

  /** Earlier releases counted keys from 1; numbers are drawn above it. */
  private static final int LEAST_NUMBER = 1 << 20;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);

  private final Path file;

  /** A link stays what it is: its target is read and changed. */
  KeyFile(Path path) {
    Path target;
    try {
      target = path.toRealPath();
    } catch (IOException e) {
      target = path.toAbsolutePath(); // it is not there yet
    }
    file = target;
  }

  boolean exists() {
    return Files.exists(file);
  }

  /** The keys by their numbers, in the order of their lines. */
  Map<Integer, SecretKeySpec> open() {
    try {
      refuseOpenDoors();
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
          int number = newNumber(lines);
          lines.removeIf(line -> line.startsWith(NEXT));
          lines.add(0, number + " " + newKey());
          lines.add(0, NEXT + number);
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
          int youngest = waiting(lines, numbers).orElse(current);
          lines.removeIf(each -> each.startsWith(NEXT));
          if (youngest == current) {
            int number = newNumber(lines);
            lines.add(number + " " + newKey());
            return number;
          }
          String line = lines.stream().filter(l -> l.strip().startsWith(youngest + " ")).findFirst().orElseThrow();
          lines.remove(line);
          lines.add(line);
          return youngest;
        });
  }

  /** The key that was added and does not encrypt yet; in a file of an earlier release that with the highest number. */
  private static Optional<Integer> waiting(List<String> lines, List<Integer> numbers) {
    Optional<Integer> named =
        numbers.stream().filter(number -> lines.stream().anyMatch(line -> line.strip().equals(NEXT + number))).findFirst();
    return named.isPresent() ? named : numbers.stream().filter(number -> number < LEAST_NUMBER).max(Integer::compare).filter(n -> numbers.stream().allMatch(each -> each <= n));
  }

  static Map<Integer, SecretKeySpec> keys(List<String> lines, String where) {
    Map<Integer, SecretKeySpec> keys = new LinkedHashMap<>();
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith("#") && !add(keys, line.strip().split(" +"))) {
        throw new ConfigurationException(
            where + " is not a key file: each line needs a number of its own, from 1, and 32 bytes in Base64");
      }
    }
    if (keys.isEmpty()) {
      throw new ConfigurationException(where + " holds no key");
    }
    return keys;
  }

  /** Of a new file. */
  static String newLine() {
    return newNumber(List.of()) + " " + newKey();
  }

  static String newKey() {
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
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

  /** One process at a time, and no process ever reads half a file. */
  private int change(Change change) {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    synchronized (KeyFile.class) {
      try (FileChannel channel = FileChannel.open(lock, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly())) {
        channel.lock(); // until the channel is closed
        List<String> lines = new ArrayList<>(read());
        int number = change.apply(lines);
        keys(lines, file.toString());
        Files.move(draft(lines), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        log.log(Level.INFO, "The key file {0} has changed: key {1}", file, Integer.toString(number));
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

  /**
   * Makes the file.
   *
   * @return its keys: these, or those of another process that was first
   */
  Map<Integer, SecretKeySpec> make(Map<Integer, SecretKeySpec> keys) {
    try {
      Files.createDirectories(file.getParent());
      List<String> lines = new ArrayList<>();
      keys.forEach((number, key) -> lines.add(number + " " + Base64.getEncoder().encodeToString(key.getEncoded())));
      // Written aside and linked into place, so that of two processes that begin together one sees the other's file.
      Path draft = draft(lines);
      try {
        Files.createLink(file, draft);
        log.log(Level.INFO, "The key file {0} was made", file);
      } catch (FileAlreadyExistsException e) {
        log.log(Level.INFO, "Another process has just made the key file {0}", file);
      } finally {
        Files.delete(draft);
      }
    } catch (IOException e) {
      throw failure("cannot make", e);
    }
    return open();
  }

  private Path draft(List<String> lines) throws IOException {
    Path draft = Files.createTempFile(file.getParent(), "keys", ".new", ownerOnly());
    Files.writeString(draft, String.join("\n", lines) + "\n", StandardCharsets.US_ASCII, StandardOpenOption.SYNC);
    return draft;
  }

  private static FileAttribute<?>[] ownerOnly() {
    return isPosix()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
        : new FileAttribute<?>[0];
  }

  private void refuseOpenDoors() throws IOException {
    if (isPosix()) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.stream().anyMatch(OTHERS::contains)) {
        throw new ConfigurationException(
            "the key file " + file + " has the permissions " + PosixFilePermissions.toString(permissions)
                + ": others can read or change it, and its owner alone may: chmod 600");
      }
    }
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  private static int newNumber(List<String> lines) {
    int number = LEAST_NUMBER + RANDOM.nextInt(Integer.MAX_VALUE - LEAST_NUMBER);
    String beginning = number + " ";
    return lines.stream().anyMatch(line -> line.strip().startsWith(beginning)) ? newNumber(lines) : number;
  }

  private ConfigurationException failure(String what, IOException e) {
    return new ConfigurationException(what + " the key file " + file + ": " + e.getClass().getSimpleName(), e);
  }
}
