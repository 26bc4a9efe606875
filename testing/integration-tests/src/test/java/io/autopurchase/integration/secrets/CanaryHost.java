package io.autopurchase.integration.secrets;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.AnswerOption;
import io.autopurchase.AuthorizationRequest;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.EventQuery;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Item;
import io.autopurchase.JournalEntry;
import io.autopurchase.KeyRing;
import io.autopurchase.Money;
import io.autopurchase.ProviderException;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.Secret;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.LoggerFactory;

/**
 * A host's program that does with secrets whatever can be done, and writes down all that it gets to see. Where it is told
 * so, it also leaks texts by every way that the search must know.
 */
public final class CanaryHost {
  static final SessionId SESSION = new SessionId("taobao", "our-buyer");
  private static final String CREATE = "/purchase/order/create";
  private static final Recipient WAREHOUSE =
      Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Evidence evidence = new Evidence();
  private final URI sandbox;
  private final String database;
  private final Path folder;
  private final Secret appSecret;

  private CanaryHost(URI sandbox, String database, Path folder, Secret appSecret) {
    this.sandbox = sandbox;
    this.database = database;
    this.folder = folder;
    this.appSecret = appSecret;
  }

  /**
   * Arguments: the gateway, the database's JDBC URL or SQLite file, a folder. In the environment: the application's secret, and the texts
   * to leak by the name of their way.
   */
  public static void main(String[] args) throws Exception {
    CanaryHost host =
        new CanaryHost(URI.create(args[0]), args[1], Path.of(args[2]), Secret.of(System.getenv("APP_SECRET")));
    host.run();
    host.leak();
    Files.writeString(host.folder.resolve("evidence"), host.evidence.text());
    System.out.println("failures " + host.evidence.failures());
  }

  private void run() throws Exception {
    try (AutoPurchase engine = engine(KeyRing.open(folder.resolve("keys")))) {
      authorize(engine);
      book(engine);
      synchronize(engine);
      refresh(engine);
      look(engine);
      evidence.keepParts(engine);
    }
    evidence.expectFailure("an engine without the key", () -> engine(KeyRing.ephemeral()));
    KeyRing.rotate(folder.resolve("keys"));
    try (AutoPurchase engine = engine(KeyRing.open(folder.resolve("keys")))) {
      evidence.keep(engine.sessions().disable(SESSION));
      evidence.keep(engine.sessions().enable(SESSION));
      evidence.keep(finish(engine, engine.book(plan("ORD-R").build()).id()));
      lose(engine);
      look(engine);
    }
  }

  private AutoPurchase engine(KeyRing keys) {
    ProviderSettings settings =
        ProviderSettings.builder()
            .set("gateway", sandbox.toString())
            .set("app-key", "123456")
            .secret("app-secret", appSecret)
            .set("callback", "http://localhost/callback")
            .set("request-ttl", "2")
            .set("visibility-lag", "1")
            .set("call-timeout", "5")
            .build();
    evidence.keep(settings);
    evidence.keep(EngineOptions.builder().secrets(keys).providerSettings("taobao", settings).build());
    return AutoPurchase.builder()
        .store(store())
        .secrets(keys)
        .providerSettings("taobao", settings)
        .listener(evidence::keep)
        .workers(2)
        .build()
        .start();
  }

  private ActivityStore store() {
    if (database.startsWith("jdbc:postgresql:")) {
      PGSimpleDataSource postgres = new PGSimpleDataSource();
      postgres.setUrl(database);
      return JdbcActivityStore.create(postgres);
    }
    return JdbcActivityStore.openSqlite(Path.of(database));
  }

  // What a host does

  private void authorize(AutoPurchase engine) throws Exception {
    evidence.expectFailure("a phone number as login", () -> engine.sessions().startAuthorization(new SessionId("taobao", "+86 138 0013 8000")));
    AuthorizationRequest first = evidence.keep(engine.sessions().startAuthorization(SESSION));
    String callback = "http://localhost/callback?";
    String code = "code=" + URLEncoder.encode(appSecret.reveal(), StandardCharsets.UTF_8);
    for (String query : List.of("", code, code + "&state=forged", "state=x", "error=denied")) {
      evidence.expectFailure("callback " + query, () -> engine.sessions().completeAuthorization(SESSION, URI.create(callback + query)));
    }
    evidence.expectFailure("a wrong code", () -> engine.sessions().completeAuthorizationWithCode(SESSION, appSecret.reveal()));
    fault("/auth/token/create", "LOSE_ANSWER", "");
    URI answer = consent(first);
    evidence.expectFailure("a lost answer", () -> engine.sessions().completeAuthorization(SESSION, answer));
    evidence.expectFailure("a used state", () -> engine.sessions().completeAuthorization(SESSION, answer));
    evidence.keep(engine.sessions().completeAuthorization(SESSION, consent(engine.sessions().startAuthorization(SESSION))));
  }

  private void book(AutoPurchase engine) throws Exception {
    ReservationPlan plan = evidence.keep(plan("ORD-1").line("2", Item.of("610010010005", "5002001"), 1, Money.cny("90.00")).build());
    fault("/product/get", "EXPIRED_TOKEN", "");
    evidence.keep(engine.preview(plan));
    fault("/product/get", "EXPIRED_TOKEN", "");
    fault("/purchase/order/render", "SERVICE_TIMEOUT", "");
    fault(CREATE, "EXPIRED_TOKEN", "");
    fault(CREATE, "LOSE_ANSWER", ", \"call\": 2");
    fault(CREATE, "CALL_LIMIT", ", \"call\": 3, \"seconds\": 1");
    evidence.keep(finish(engine, engine.book(plan).id()));
    List<ActivityId> atOnce = new ArrayList<>();
    List<String> kinds = List.of("DROP_REQUEST", "HTTP_STATUS", "TRUNCATED_JSON", "HTML_BODY", "CUT_BODY", "BUSINESS_ERROR");
    for (int i = 0; i < kinds.size(); i++) {
      fault(CREATE, kinds.get(i), ", \"call\": " + (i + 1));
    }
    for (String kind : kinds) {
      atOnce.add(engine.book(plan("ORD-" + kind).build()).id());
    }
    for (ActivityId booking : atOnce) {
      evidence.keep(finish(engine, booking));
    }
    ReservationPlan expensive = ReservationPlan.builder("ORD-Q", SESSION, WAREHOUSE).line("1", Item.of("42602653803"), 1, Money.cny("1.00")).build();
    Activity asking = evidence.keep(finish(engine, engine.book(expensive).id()));
    String question = asking.question().orElseThrow().id();
    evidence.expectFailure("an unknown option", () -> engine.activities().answer(asking.id(), question, "NONSENSE", "me"));
    evidence.keep(engine.activities().answer(asking.id(), question, AnswerOption.ACCEPT_PRICE, "me"));
    evidence.keep(finish(engine, asking.id()));
    evidence.expectFailure("a stale answer", () -> engine.activities().answer(asking.id(), question, AnswerOption.SKIP_ITEM, "me"));
    evidence.expectFailure("a broken plan", () -> engine.book(ReservationPlan.builder("ORD-X", SESSION, Recipient.builder().build()).build()));
  }

  private void synchronize(AutoPurchase engine) throws Exception {
    fault("/purchase/orders/query", "EXPIRED_TOKEN", "");
    fault("/purchase/orders/query", "HTTP_STATUS", ", \"call\": 2");
    evidence.keep(finish(engine, engine.synchronize(SESSION).id()));
  }

  private void refresh(AutoPurchase engine) throws Exception {
    for (int i = 0; i < 3; i++) {
      evidence.keep(engine.sessions().refresh(SESSION));
    }
    fault("/auth/token/refresh", "HTTP_STATUS", "");
    evidence.expectFailure("a refresh without an answer", () -> engine.sessions().refresh(SESSION));
  }

  /** The answer to a refresh is lost, and with it both tokens; a person authorizes again; the next refresh is refused. */
  private void lose(AutoPurchase engine) throws Exception {
    fault("/auth/token/refresh", "LOSE_ANSWER", "");
    evidence.expectFailure("a refresh whose answer is lost", () -> refreshAfterPause(engine));
    evidence.expectFailure("a preview with a dead token", () -> engine.preview(plan("ORD-L").build()));
    evidence.expectFailure("a refresh with a dead token", () -> refreshAfterPause(engine));
    evidence.keep(engine.sessions().list());
    evidence.keep(engine.sessions().completeAuthorization(SESSION, consent(engine.sessions().startAuthorization(SESSION))));
  }

  /** A refresh that failed is followed by a pause, in which no other may begin. */
  private static Session refreshAfterPause(AutoPurchase engine) {
    while (true) {
      try {
        return engine.sessions().refresh(SESSION);
      } catch (ProviderException e) {
        if (!e.code().equals("BUSY")) {
          throw e;
        }
        LockSupport.parkNanos(200_000_000);
      }
    }
  }

  private void look(AutoPurchase engine) {
    evidence.keep(engine.sessions().list());
    for (Activity activity : engine.activities().find(ActivityQuery.builder().build()).entries()) {
      evidence.keep(activity);
      activity.orderId().ifPresent(order -> evidence.keep(engine.purchases().ofOrder(order)));
    }
    evidence.keep(engine.events().find(EventQuery.builder().oldestFirst().limit(1000).build()));
  }

  private static ReservationPlan.Builder plan(String order) {
    return ReservationPlan.builder(order, SESSION, WAREHOUSE).line("1", Item.of("42602653803"), 1, Money.cny("128.50"));
  }

  /** Waits until an activity has ended or asks. */
  private static Activity finish(AutoPurchase engine, ActivityId id) {
    Instant end = Instant.now().plusSeconds(120);
    while (Instant.now().isBefore(end)) {
      Activity activity = engine.activities().get(id);
      if (activity.state().isFinished() || activity.state() == ActivityState.WAITING_FOR_ANSWER) {
        return activity;
      }
      LockSupport.parkNanos(200_000_000);
    }
    throw new AssertionError("not finished: " + engine.activities().get(id).journal());
  }

  // What happens outside

  /** What the owner of the account does in a browser; returns where it is sent back to. */
  private URI consent(AuthorizationRequest authorization) {
    HttpResponse<String> page = call(HttpRequest.newBuilder(URI.create(authorization.url() + "&auto=true")));
    return URI.create(page.headers().firstValue("Location").orElseThrow());
  }

  private void fault(String api, String kind, String more) {
    String when = more.contains("call") ? more : ", \"call\": 1" + more;
    String body = "{\"api\": \"" + api + "\", \"fault\": \"" + kind + "\"" + when + "}";
    call(HttpRequest.newBuilder(sandbox.resolve("/sandbox/faults")).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> call(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 400) {
        throw new AssertionError(response.statusCode() + " " + response.body());
      }
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // Leaks, each of which the search must find

  /** A text for each way, which is the name of its variable in the environment. */
  static final List<String> WAYS =
      List.of(
          "LEAK_LOG", "LEAK_JAVA_LOG", "LEAK_OUT", "LEAK_ERR", "LEAK_MESSAGE", "LEAK_CAUSE", "LEAK_SUPPRESSED",
          "LEAK_EVENT", "LEAK_JOURNAL", "LEAK_FIELD", "LEAK_THREAD", "LEAK_URL", "LEAK_BODY", "LEAK_TEXT", "LEAK_SMALL",
          "LEAK_HEX", "LEAK_UTF_16", "LEAK_BASE64_0", "LEAK_BASE64_1", "LEAK_BASE64_2", "LEAK_ENCODED");

  private static String text(String way) {
    return System.getenv(way);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void leak() throws Exception {
    LoggerFactory.getLogger("io.autopurchase.core.activity.ActivityExecutor").trace("token {}", text("LEAK_LOG"));
    Logger.getLogger("okhttp3.OkHttpClient").log(Level.FINEST, text("LEAK_JAVA_LOG"));
    System.out.println(text("LEAK_OUT"));
    System.err.println(text("LEAK_ERR"));
    evidence.expectFailure(
        "leak",
        () -> {
          Exception failure = new IllegalStateException(text("LEAK_MESSAGE"), new IOException(text("LEAK_CAUSE")));
          failure.addSuppressed(new IOException(text("LEAK_SUPPRESSED")));
          throw failure;
        });
    evidence.keep(
        AutoPurchaseEvent.builder("1", "X", Instant.EPOCH).attributes(Map.of("reason", text("LEAK_EVENT"))).build());
    evidence.keep(
        Activity.builder(new ActivityId("1"), ActivityType.BOOKING, ActivityState.FAILED)
            .journal(List.of(JournalEntry.of(Instant.EPOCH, "INFO", "X", text("LEAK_JOURNAL"))))
            .build());
    evidence.keep(new InvalidInputException("x", "X", text("LEAK_FIELD")));
    Thread thread = new Thread(() -> LockSupport.parkNanos(60_000_000_000L), text("LEAK_THREAD"));
    thread.setDaemon(true);
    thread.start();
    evidence.keep("threads");
    String query = URLEncoder.encode(text("LEAK_URL"), StandardCharsets.UTF_8);
    call(HttpRequest.newBuilder(URI.create(sandbox + "/leak?access_token=" + query)));
    try (ActivityStore store = store()) {
      Commit.Builder commit = Commit.builder("leak");
      commit.put(
          new RecordKey("leak", "1"), 0, RecordFields.builder().text(text("LEAK_TEXT")).build(), 1, bytes(text("LEAK_BODY")));
      String[] encoded = {
        text("LEAK_SMALL").toLowerCase(Locale.ROOT),
        HexFormat.of().withUpperCase().formatHex(bytes(text("LEAK_HEX"))),
        Base64.getEncoder().encodeToString(bytes(text("LEAK_BASE64_0"))),
        Base64.getEncoder().encodeToString(bytes("x" + text("LEAK_BASE64_1"))),
        Base64.getEncoder().encodeToString(bytes("xy" + text("LEAK_BASE64_2"))),
        URLEncoder.encode(text("LEAK_ENCODED"), StandardCharsets.UTF_8)
      };
      for (int i = 0; i < encoded.length; i++) {
        commit.put(new RecordKey("leak", "2" + i), 0, RecordFields.none(), 1, bytes(encoded[i]));
      }
      commit.put(new RecordKey("leak", "3"), 0, RecordFields.none(), 1, text("LEAK_UTF_16").getBytes(StandardCharsets.UTF_16LE));
      store.commit(commit.build());
    }
  }
}
