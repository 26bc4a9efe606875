package io.autopurchase.provider.taobao;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.Recipient;
import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.CancelRequest;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.RequestValidity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All logs of a run, at the finest level, searched for each secret and for everything about a person. */
class TaobaoLogTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final OrderLookupRequest LOOKUP = OrderLookupRequest.of("01KAQ-1", NOW.minusSeconds(7740), NOW.plusSeconds(122));
  private static final RequestValidity TERMS = new RequestValidity(NOW.minusSeconds(7140), NOW.plusSeconds(60), NOW.plusSeconds(122));

  private static final String ACCESS = "50000701canaryAccessToken";
  private static final String REFRESH = "50001700canaryRefreshToken";
  private static final String CODE = "0_123456_canaryCode";
  private static final String NAME = "张三";
  private static final String PHONE = "13800000000";
  private static final String STREET = "文一西路969号";
  private static final String REMARK = "canary remark for the seller";

  private static final List<String> HIDDEN =
      List.of(
          ACCESS, REFRESH, CODE, "helloworld", NAME, PHONE, STREET, REMARK, "50000701d03canaryAccess7uQv", "50001700c26canaryRefresh9xK",
          "our-buyer", "余杭区");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger root = Logger.getLogger("");
  private final Level level = root.getLevel();
  private final Handler handler =
      new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord entry) {
          lines.add(formatter.format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private final FakeGateway gateway = new FakeGateway();
  private final TaobaoClient client = gateway.client();

  @BeforeEach
  void capture() {
    handler.setLevel(Level.ALL);
    root.setLevel(Level.ALL);
    root.addHandler(handler);
  }

  @AfterEach
  void close() {
    root.removeHandler(handler);
    root.setLevel(level);
    client.close();
    gateway.close();
  }

  @Test
  void log_everyCall_showsWhatHelpsAndNothingElse() {
    CallContext context = CallContext.of(NOW, Duration.ofSeconds(20)).withAccessToken(Secret.of(ACCESS));
    Recipient person = Recipient.builder().name(NAME).phone(PHONE).regionCode("330110").postalCode("310000").street(STREET).build();
    PlacementRequest.Line line =
        PlacementRequest.Line.of("53-1", "1", "2", "2048153758314474", "3357413213162", "shoes", 2, Money.cny("119.00"), REMARK);
    PlacementRequest request = PlacementRequest.of("ORD-0000000053", person, person, REMARK, List.of(line));

    client.exchangeCode(CODE, CallContext.of(NOW, Duration.ofSeconds(20)));
    gateway.says("token");
    client.refresh(Secret.of(REFRESH), CallContext.of(NOW, Duration.ofSeconds(20)));
    for (String answer : List.of("product", "render", "create", "create-refused", "query", "logistics", "token-refused")) {
      gateway.says(answer);
      everyCall(request, context);
    }
    // A gateway that quotes what it was sent, and the data of others, wherever it can.
    gateway.saysJson(
        "{\"code\":\"" + ACCESS + "\",\"" + ACCESS + "\":1,\"message\":\"" + ACCESS + " of " + NAME + " " + PHONE + "\",\"status\":\"" + NAME
            + "\",\"request_id\":\"" + REFRESH.repeat(3) + "\"}");
    everyCall(request, context);

    String all = String.join("\n", lines);
    assertThat(all).contains("POST /purchase/order/create", "outer_purchase_id=01KAQ-1", "status=WAIT_SELLER_SEND_GOODS", "IllegalAccessToken");
    for (String secret : HIDDEN) {
      assertThat(all).doesNotContain(secret, Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** The control: a plain record of the form would be found. */
  @Test
  void log_plantedLeak_isFound() {
    Logger.getLogger(TaobaoLog.NAME).fine("access_token=" + ACCESS);

    assertThat(String.join("\n", lines)).contains(ACCESS);
  }

  private void everyCall(PlacementRequest request, CallContext context) {
    client.item(new Item("42602653803", ""), context);
    client.quote(request, context);
    client.place("01KAQ-1", request, TERMS, context);
    client.ordersByClientOrderId(LOOKUP, context);
    client.orders(List.of("200077867837"), context);
    client.ordersModified(NOW, 1, context);
    client.cancel(CancelRequest.of("200077867837", List.of(), REMARK), TERMS, context);
    client.pay(List.of("200077867837"), TERMS, context);
    client.parcels(new ProviderLineId("200077867837", "200077867838"), context);
  }
}
