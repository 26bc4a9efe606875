package io.autopurchase.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the command line keeps its data, and who can get at it. */
class StoreFilesTest {
  @TempDir
  private Path folder;

  @Test
  void command_noStoreIsSet_makesASqliteFileForItsOwnerAlone() throws Exception {
    Properties settings = new Properties();
    settings.setProperty("autopurchase.taobao.app-key", "1");
    settings.setProperty("autopurchase.taobao.app-secret", "2");
    try (ChildRun run = ChildRun.of(settings, folder, "run")) {
      Eventually.isTrue(() -> run.err().contains("Running with"));
      Path data = folder.resolve("autopurchase-data");

      assertThat(rights(data)).isEqualTo("rwx------");
      assertThat(names(data)).contains("autopurchase.db", "autopurchase.db-wal", "autopurchase.db-shm");
      assertThat(names(data)).as("keys are made with the first secret").doesNotContain("autopurchase.keys");
      for (String name : names(data)) {
        assertThat(rights(data.resolve(name))).as(name).isEqualTo("rw-------");
      }
      assertThat(listeningSockets(run)).as("ports that it listens on").isEmpty();
      assertThat(run.stop()).isZero();
      assertThat(names(data)).as("after its end, the store is closed").doesNotContain("autopurchase.db-wal");
    }
  }

  @Test
  void command_dataFolderOfAnEarlierRelease_isTakenFromOthers() throws Exception {
    Path data = Files.createDirectory(folder.resolve("autopurchase-data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));

    try (ChildRun run = ChildRun.of(new Properties(), folder, "session", "list", "--json")) {
      assertThat(run.exitCode()).as(run.err()).isZero();
    }

    assertThat(rights(data)).isEqualTo("rwx------");
  }

  @Test
  void command_dataOfTheEarlierDefault_isNotLeftBehindByAccident() throws Exception {
    Properties settings = new Properties();
    settings.setProperty("autopurchase.store.url", "jdbc:h2:file:./autopurchase-data/autopurchase;AUTO_SERVER=TRUE");
    try (ChildRun earlier = ChildRun.of(settings, folder, "session", "list", "--json")) {
      assertThat(earlier.exitCode()).as(earlier.err()).isZero();
    }

    try (ChildRun run = ChildRun.of(new Properties(), folder, "session", "list", "--json")) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out()).contains("\"store.url\"", "autopurchase.mv.db", "AUTO_SERVER=TRUE");
    }
    assertThat(folder.resolve("autopurchase-data/autopurchase.db")).doesNotExist();
    try (ChildRun again = ChildRun.of(settings, folder, "session", "list", "--json")) {
      assertThat(again.exitCode()).as(again.err()).isZero();
    }
  }

  @Test
  void command_h2ByItsUrl_servesTheLoopbackOnlyAndKeepsItsFilesFromOthers() throws Exception {
    Properties settings = new Properties();
    settings.setProperty("autopurchase.store.url", "jdbc:h2:file:./data/shop;AUTO_SERVER=TRUE");
    settings.setProperty("autopurchase.taobao.app-key", "1");
    settings.setProperty("autopurchase.taobao.app-secret", "2");
    try (ChildRun run = ChildRun.of(settings, folder, "run")) {
      Eventually.isTrue(() -> run.err().contains("Running with"));
      Path data = folder.resolve("data");

      assertThat(rights(data)).isEqualTo("rwx------");
      assertThat(names(data)).contains("shop.mv.db", "shop.lock.db");
      for (String name : names(data)) {
        assertThat(rights(data.resolve(name))).as(name).isEqualTo("rw-------");
      }
      assertThat(listeningSockets(run)).as("addresses that it listens on").isNotEmpty().allMatch(address -> isLoopback(address));
      assertThat(run.stop()).isZero();
    }
  }

  @Test
  void command_urlWithoutAFile_isRefusedByTheSetting() {
    for (String url : List.of("jdbc:sqlite:", "jdbc:sqlite::memory:", "jdbc:sqlite:shop.db?synchronous=OFF")) {
      Properties settings = new Properties();
      settings.setProperty("autopurchase.store.url", url);
      settings.setProperty("autopurchase.secrets.keyset", folder.resolve("keys").toString());

      CommandRun run = CommandRun.of(new JdbcEngines(), settings, "session", "list", "--json");

      assertThat(run.exitCode()).as(url).isEqualTo(2);
      assertThat(run.json().at("/error/field").asText()).isEqualTo("store.url");
    }
  }

  /** The local addresses of the process's listening TCP sockets, in the hexadecimal form of the kernel. */
  private static List<String> listeningSockets(ChildRun run) throws IOException {
    List<String> sockets;
    try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(run.pid()), "fd"))) {
      sockets = descriptors.map(StoreFilesTest::target).filter(name -> name.startsWith("socket:[")).toList();
    }
    try (Stream<String> lines =
        Stream.concat(
            Files.readString(Path.of("/proc/net/tcp"), StandardCharsets.US_ASCII).lines(),
            Files.readString(Path.of("/proc/net/tcp6"), StandardCharsets.US_ASCII).lines())) {
      return lines
          .map(line -> line.strip().split("\\s+"))
          .filter(columns -> columns.length > 9 && columns[3].equals("0A") && sockets.contains("socket:[" + columns[9] + "]"))
          .map(columns -> columns[1])
          .toList();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // closed in the meantime
    }
  }

  private static boolean isLoopback(String address) {
    return address.startsWith("0100007F:") || address.startsWith("0000000000000000FFFF00000100007F:");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
