package io.autopurchase.examples.operator;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Folders and files that hold addresses and tokens: for their owner alone, whatever the umask. */
final class OwnerOnly {
  private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private OwnerOnly() {}

  /** Makes it with all missing ones above it. One that is there stays as it is, unless it is the command line's own. */
  static void makeFolder(Path folder) {
    try {
      make(folder);
      if (folder.endsWith(Settings.DATA_FOLDER) && isPosix(folder)) {
        takeRights(folder, FOLDER);
      }
    } catch (IOException e) {
      throw OperatorException.invalid("store.url", "FILE", "cannot make the folder " + folder + ": " + Inputs.reason(e));
    }
  }

  private static void make(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    make(parent);
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

  /** Of a file that is there; of others' files nothing can be taken. */
  static void takeRightsOfOthers(Path file) {
    try {
      if (Files.exists(file) && isPosix(file)) {
        takeRights(file, FILE);
      }
    } catch (IOException e) {
      throw OperatorException.invalid("store.url", "FILE", "cannot take the rights of others on " + file + ": " + Inputs.reason(e));
    }
  }

  private static void takeRights(Path path, Set<PosixFilePermission> rights) throws IOException {
    if (!rights.containsAll(Files.getPosixFilePermissions(path))) {
      Files.setPosixFilePermissions(path, rights);
    }
  }

  private static boolean isPosix(Path path) {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
  }
}
