package io.autopurchase.testdatabases;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL. The library unpacks it and makes the cluster, once, which is copied for each server; it is run here, because the library
 * runs it without fsync.
 */
final class PostgresServer extends TestServer {
  private static final String ARCHIVE = "postgres-linux-x86_64.txz";

  private final Path programs;

  private PostgresServer() {
    programs = Folders.alone(this::prepare);
  }

  static TestServer start() {
    PostgresServer server = new PostgresServer();
    server.launch();
    return server;
  }

  private Path prepare() throws IOException, InterruptedException {
    Path unpacked = Folders.programs().resolve("postgresql");
    Path made = unpacked.resolve("made-" + ArtifactChecksums.verifyArtifactOf(ARCHIVE));
    Path complete = made.resolve("complete");
    if (!Files.exists(complete)) {
      Folders.delete(made);
      Files.createDirectories(made);
      EmbeddedPostgres.builder()
          .setOverrideWorkingDirectory(made.toFile())
          .setDataDirectory(made.resolve("data"))
          .setCleanDataDirectory(false)
          .setRegisterShutdownHook(false)
          .start()
          .close();
      Files.createFile(complete);
    }
    Folders.copy(made.resolve("data"), folder.resolve("data"));
    try (Stream<Path> entries = Files.list(made)) {
      return entries.filter(path -> Files.isDirectory(path.resolve("bin"))).findFirst().orElseThrow();
    }
  }

  @Override
  String product() {
    return "PostgreSQL";
  }

  @Override
  String user() {
    return "postgres";
  }

  @Override
  String home() {
    return "postgres";
  }

  @Override
  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  @Override
  DataSource dataSource(String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url(database));
    source.setUser(user());
    return source;
  }

  @Override
  List<String> command() {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      // PostgreSQL refuses to run as root; in a user namespace of its own it does not see that it does.
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(List.of(programs.resolve("bin/postgres").toString(), "-D", folder.resolve("data").toString()));
    List.of(
            "port=" + port,
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=200",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            // Leaves nothing in /dev/shm when it is killed.
            "dynamic_shared_memory_type=mmap")
        .forEach(setting -> command.addAll(List.of("-c", setting)));
    return command;
  }

  @Override
  void cutConnections(String database) {
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = '" + database + "'");
  }

  @Override
  void dropDatabase(String database) {
    execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
  }
}
