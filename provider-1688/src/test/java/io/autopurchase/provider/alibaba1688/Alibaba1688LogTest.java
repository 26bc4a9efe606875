package io.autopurchase.provider.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderLineId;
import java.time.Duration;
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
class Alibaba1688LogTest {
  private static final String REMARK = "canary remark for the seller";

  private final Market market = new Market();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger logger = Logger.getLogger(Alibaba1688Log.NAME);
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          lines.add(new SimpleFormatter().format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.setLevel(Level.ALL);
    logger.addHandler(handler);
  }

  @AfterEach
  void close() {
    logger.removeHandler(handler);
    logger.setLevel(null);
    market.close();
  }

  @Test
  void calls_ofAllKinds_showNothingSecretOrPersonal() {
    PlacementRequest.Line line = market.line("1-1", market.fake.putOnSale(1190, "景德镇瓷器坊"), 2);
    PlacementRequest request = PlacementRequest.of("ORD-1", Recorded.RECIPIENT, Recorded.RECIPIENT, REMARK, List.of(line));
    CallContext context = market.context();
    String token = context.accessToken().map(Secret::reveal).orElseThrow();
    Market.value(market.client().quote(request, context));
    String id = Market.value(market.client().place("01KAQ-1", request, market.validity(), context)).orderIds().get(0);
    market.time.advance(Duration.ofSeconds(5));
    market.fake.ship(id, "圆通速递(YTO)", "YT1234567890123");
    market.read(id);
    Market.value(market.find("01KAQ-1"));
    Market.value(market.client().parcels(new ProviderLineId(id, id), context));
    var refused = market.client().orders(List.of(id), CallContext.of(market.time.now(), Duration.ofMinutes(1)).withAccessToken(Secret.of("canary-token-that-is-refused")));
    var refreshed = market.client().refresh(Secret.of("canary-refresh-token"), context);

    assertThat(refused.toString() + refreshed).doesNotContain("canary");
    assertThat(lines).hasSizeGreaterThan(15).anyMatch(text -> text.contains("alibaba.trade.createCrossOrder") && text.contains("outOrderId=01KAQ-1"));
    assertThat(lines).anyMatch(text -> text.contains("orderId=" + id));
    for (String hidden :
        List.of(token, "canary", FakeMarket.APP_SECRET, "张三", "13800000000", "网商路", "code-1-of", "refresh-token-of-the-buyer", "access-token-of", "滨江区")) {
      assertThat(lines).as(hidden).noneMatch(text -> text.contains(hidden));
    }
  }
}
