package io.autopurchase.store.jdbc;

import io.autopurchase.ConfigurationException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * Files that only their owner reads or writes, whatever the process's umask. If the file system has no such rights
 * (Windows), those of the folder decide.
 */
final class OwnerOnly {
  private static final System.Logger log = System.getLogger(OwnerOnly.class.getName());
  private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private OwnerOnly() {}

  /**
   * Makes the folders that are missing, and an empty file if there is none; takes all rights on the file, and on those that
   * SQLite keeps beside it, from others.
   *
   * @throws ConfigurationException if all users may write to the folder, or it or the file cannot be made
   */
  static void prepare(Path file) {
    try {
      Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
      makeFolder(folder);
      if (!isPosix(folder)) {
        return;
      }
      checkFolder(folder);
      try {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
      } catch (FileAlreadyExistsException e) {
        // It is looked at next.
      }
      for (String suffix : new String[] {"", "-wal", "-shm"}) {
        takeRights(Path.of(file + suffix));
      }
    } catch (IOException e) {
      throw new ConfigurationException("the database file " + file + " cannot be made: " + e, e);
    }
  }

  private static void makeFolder(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent == null || Files.isDirectory(folder)) {
      return;
    }
    makeFolder(parent);
    try {
      if (isPosix(parent)) {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
      } else {
        Files.createDirectory(folder);
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static void checkFolder(Path folder) throws IOException {
    Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder);
    if (rights.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new ConfigurationException(
          "all users may write to the folder " + folder + ", and so replace the database in it; take that right away (chmod o-w), or"
              + " use a folder of the database's own");
    }
    if (rights.contains(PosixFilePermission.GROUP_WRITE)) {
      log.log(System.Logger.Level.WARNING, "The group of the folder {0} may replace the database in it; chmod g-w ends that", folder);
    }
  }

  private static void takeRights(Path file) throws IOException {
    if (Files.exists(file) && !FILE.containsAll(Files.getPosixFilePermissions(file))) {
      try {
        Files.setPosixFilePermissions(file, FILE);
      } catch (IOException e) {
        log.log(System.Logger.Level.WARNING, "Others have rights on {0}, which cannot be taken from them: {1}", file, e.toString());
      }
    }
  }

  private static boolean isPosix(Path path) {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
  }
}
