package io.autopurchase.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A browser's ear at a stream. Reads wait for what comes. */
final class Listener implements AutoCloseable {
  private final HttpURLConnection connection;
  private final BufferedReader lines;

  private Listener(HttpURLConnection connection) throws IOException {
    this.connection = connection;
    boolean open = connection.getResponseCode() == 200;
    lines = new BufferedReader(new InputStreamReader(open ? connection.getInputStream() : InputStream.nullInputStream(), StandardCharsets.UTF_8));
  }

  static Listener at(URI console, String user, @Nullable String lastEventId) {
    try {
      HttpURLConnection connection = (HttpURLConnection) console.resolve("stream").toURL().openConnection();
      connection.setRequestProperty("X-User", user);
      if (lastEventId != null) {
        connection.setRequestProperty("Last-Event-ID", lastEventId);
      }
      return new Listener(connection);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int status() {
    try {
      return connection.getResponseCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String header(String name) {
    return connection.getHeaderField(name);
  }

  /** The fields of the next message, a comment under an empty name; empty if the stream has ended. */
  Optional<Map<String, String>> next() {
    Map<String, String> fields = new LinkedHashMap<>();
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          return Optional.of(fields);
        }
        int colon = line.indexOf(':');
        fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next message of a kind. */
  Map<String, String> next(String event) {
    Map<String, String> message = next().orElseThrow(() -> new AssertionError("the stream has ended before " + event));
    return event.equals(message.get("event")) ? message : next(event);
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
