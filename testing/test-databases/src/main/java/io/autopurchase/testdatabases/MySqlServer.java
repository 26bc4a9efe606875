package io.autopurchase.testdatabases;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** MySQL 8, from an archive on the class path. Its data is made once, and copied for each server. */
final class MySqlServer extends InnoDbServer {
  private static final String ARCHIVE = "mysql-Linux-amd64.tar.gz";
  private static final String LIBRARY = "libaio.so.1";

  private final Path programs = Folders.programs().resolve("mysql");

  private MySqlServer() {
    Folders.alone(this::prepare);
  }

  static TestServer start() {
    MySqlServer server = new MySqlServer();
    server.launch();
    server.execute("CREATE DATABASE IF NOT EXISTS test");
    return server;
  }

  private Path prepare() throws IOException, InterruptedException {
    Path complete = programs.resolve("complete");
    if (!Files.exists(complete)) {
      ArtifactChecksums.verifyArtifactOf(ARCHIVE);
      Files.createDirectories(programs);
      unpack();
      List<String> command = server(programs.resolve("data"));
      command.add("--initialize-insecure");
      run(command);
      Files.createFile(complete);
    }
    Folders.copy(programs.resolve("data"), folder.resolve("data"));
    Files.writeString(
        folder.resolve("init.sql"),
        """
        CREATE USER IF NOT EXISTS root@'127.0.0.1' IDENTIFIED WITH mysql_native_password BY '';
        GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;
        """);
    return complete;
  }

  private void unpack() throws IOException, InterruptedException {
    Path archive = programs.resolve(ARCHIVE);
    try (InputStream in = MySqlServer.class.getClassLoader().getResourceAsStream(ARCHIVE)) {
      Files.copy(in, archive, StandardCopyOption.REPLACE_EXISTING);
    }
    run(List.of("tar", "-xzf", archive.toString(), "-C", programs.toString()));
    Files.delete(archive);
    // The server is linked with it, and does not use it as it is run here.
    try (InputStream in = MySqlServer.class.getResourceAsStream(LIBRARY)) {
      Files.copy(in, programs.resolve(LIBRARY), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    Path log = folder.resolve("prepare.log");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed: " + Files.readString(log));
    }
  }

  @Override
  String product() {
    return "MySQL";
  }

  private List<String> server(Path data) {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            "/usr/bin/env",
            "LD_LIBRARY_PATH=" + programs,
            programs.resolve("bin/mysqld").toString(),
            "--no-defaults",
            "--basedir=" + programs,
            "--datadir=" + data,
            "--innodb-use-native-aio=0"));
    if (isRoot()) {
      command.add("--user=root");
    }
    return command;
  }

  @Override
  List<String> command() {
    List<String> command = server(folder.resolve("data"));
    command.addAll(
        List.of(
            "--pid-file=" + folder.resolve("pid"),
            "--socket=" + folder.resolve("socket"),
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--mysqlx=OFF",
            "--skip-name-resolve",
            "--init-file=" + folder.resolve("init.sql"),
            "--character-set-server=utf8mb4",
            "--disable-log-bin",
            "--performance-schema=OFF",
            "--innodb-flush-log-at-trx-commit=1",
            "--innodb-doublewrite=ON",
            "--max-connections=200"));
    return command;
  }

  @Override
  String killCommand() {
    return "KILL CONNECTION ";
  }
}
