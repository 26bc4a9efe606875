package io.autopurchase.provider.taobao;

import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import javax.annotation.Nullable;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A gateway that says what it is told to say, and remembers what it was asked. */
final class FakeGateway implements AutoCloseable {
  static final String APP_KEY = "123456";
  static final Secret APP_SECRET = Secret.of("helloworld");

  private final MockWebServer server = new MockWebServer();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private volatile byte[] answer = new byte[0];
  @Nullable private volatile Instant date;

  /**
   * @param url as it was requested
   * @param form its parameters, decoded
   */
  record Request(String path, String url, Map<String, String> headers, Map<String, String> form) {}

  FakeGateway() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            requests.add(request(request));
            MockResponse.Builder response = new MockResponse.Builder().code(200).setHeader("Content-Type", "application/json");
            if (date != null) {
              response.setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)));
            }
            return response.body(new okio.Buffer().write(answer)).build();
          }
        });
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of the recorded answers. */
  static byte[] recorded(String name) {
    try (InputStream in = FakeGateway.class.getResourceAsStream("answers/" + name + ".json")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FakeGateway says(String name) {
    return saysJson(recorded(name));
  }

  FakeGateway saysJson(String json) {
    return saysJson(json.getBytes(StandardCharsets.UTF_8));
  }

  private FakeGateway saysJson(byte[] json) {
    answer = json;
    return this;
  }

  /** Its clock; by default it tells none. */
  FakeGateway shows(Instant time) {
    date = time;
    return this;
  }

  String url() {
    return "http://127.0.0.1:" + server.getPort() + "/rest";
  }

  TaobaoClient client() {
    return client(settings -> settings);
  }

  TaobaoClient client(UnaryOperator<ProviderSettings.Builder> more) {
    ProviderSettings.Builder settings =
        ProviderSettings.builder()
            .set("gateway", "http://127.0.0.1:" + server.getPort() + "/rest")
            .set("app-key", APP_KEY)
            .secret("app-secret", APP_SECRET);
    return new TaobaoClient(TaobaoSettings.of(more.apply(settings).build()));
  }

  /** The only request since the last look. */
  Request request() {
    if (requests.size() != 1) {
      throw new AssertionError("one request was expected: " + requests);
    }
    return requests.remove();
  }

  int requests() {
    return requests.size();
  }

  private static Request request(RecordedRequest request) {
    Map<String, String> headers = new LinkedHashMap<>();
    request.getHeaders().forEach(header -> headers.put(header.getFirst(), header.getSecond()));
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : request.getBody().utf8().split("&")) {
      int equals = pair.indexOf('=');
      form.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
    }
    String url = request.getUrl().toString();
    return new Request(request.getUrl().encodedPath().substring("/rest".length()), url, headers, form);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.close();
  }
}
