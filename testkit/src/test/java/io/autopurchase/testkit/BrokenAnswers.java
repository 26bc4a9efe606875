package io.autopurchase.testkit;

import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.Quote;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Providers that take an answer for more, or for less, than it is: A03 to A05. */
final class BrokenAnswers {
  private BrokenAnswers() {}

  static List<BrokenProvider> all() {
    return List.of(
        wrong("orders one piece too many", "A03a", OrdersTooMany::new),
        ChangedOrders.wrong("puts our client order id into every yes", "A03b", (order, asked) -> ChangedOrders.copy(order, order.id(), asked, order.status())),
        ChangedOrders.wrong("puts our numbers of lines into every yes", "A03c", (order, asked) -> withOurNumbers(order)),
        wrong("says that repeats are replayed", "A03d", SaysReplays::new),
        wrong("takes a broken gateway for a no", "A04a", StatusIsNo::new),
        wrong("believes half a yes", "A04b", BelievesHalves::new),
        wrong("takes what it cannot read for nothing found", "A04c", UnreadableIsNothing::new),
        wrong("believes half a no", "A04d", BelievesHalves::new),
        wrong("takes every code for a no", "A04e", EveryCodeIsNo::new),
        wrong("forgets why it was refused", "A05a", ForgetsRefusals::new),
        wrong("quotes what cannot be bought", "A05b", QuotesAll::new),
        wrong("takes a token that has ended for a no", "A05c", TokenIsNo::new),
        wrong("does not know that nothing was sent", "A05d", NotSentIsUnknown::new),
        wrong("has a pause of its own", "A05e", OwnPause::new),
        wrong("takes what comes too early for a no", "A05f", EarlyIsNo::new));
  }

  private static BrokenProvider wrong(String name, String rule, Function<ExampleMarketTransport, ExampleMarketClient> opening) {
    return BrokenProvider.client(name, rule, port -> opening.apply(new ExampleMarketTransport(port)));
  }

  /** As if they had been remembered. */
  private static ProviderOrder withOurNumbers(ProviderOrder order) {
    List<ProviderOrder.Line> lines =
        order.lines().stream()
            .map(line -> ChangedOrders.bare(line).lineNo(line.lineNo().map(number -> number.replace("qz-line", "zq-line")).orElse(null)).build())
            .toList();
    return ChangedOrders.copy(order, order.id(), order.clientOrderId(), order.status(), lines);
  }

  private static final class OrdersTooMany extends ExampleMarketClient {
    OrdersTooMany(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    String lines(PlacementRequest request) {
      return request.lines().stream()
          .map(line -> line.lineNo() + " " + line.orderItemId() + " " + (line.quantity() + 1))
          .collect(Collectors.joining(","));
    }
  }

  private static final class SaysReplays extends ExampleMarketClient {
    SaysReplays(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    ProviderCapabilities.Builder traitsBuilder() {
      return super.traitsBuilder().repeatedClientOrderId(ProviderCapabilities.RepeatedClientOrderId.REPLAYS);
    }
  }

  private static final class StatusIsNo extends ExampleMarketClient {
    StatusIsNo(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    <T> ProviderResult<T> judge(ExampleMarketTransport.Answer answer, CallContext context, Function<ExampleMarketReply, T> value) {
      return answer.answer() != null && answer.answer().start().contains(" 50")
          ? new ProviderResult.Rejected<>("STATUS", answer.answer().start(), null)
          : super.judge(answer, context, value);
    }
  }

  private static final class BelievesHalves extends ExampleMarketClient {
    BelievesHalves(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    boolean needsEnd() {
      return false;
    }
  }

  private static final class UnreadableIsNothing extends ExampleMarketClient {
    UnreadableIsNothing(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<OrderLookup> ordersByClientOrderId(OrderLookupRequest request, CallContext context) {
      ProviderResult<OrderLookup> result = super.ordersByClientOrderId(request, context);
      return result instanceof ProviderResult.Unknown<OrderLookup> ? new ProviderResult.Success<>(OrderLookup.of(List.of(), context.now())) : result;
    }
  }

  private static final class EveryCodeIsNo extends ExampleMarketClient {
    EveryCodeIsNo(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    <T> ProviderResult<T> refused(String code, String words) {
      return new ProviderResult.Rejected<>(code, words, null);
    }
  }

  private static final class ForgetsRefusals extends ExampleMarketClient {
    ForgetsRefusals(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    <T> ProviderResult<T> refused(String code, String words) {
      return unknown(code, false);
    }
  }

  private static final class QuotesAll extends ExampleMarketClient {
    QuotesAll(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    Quote quote(ExampleMarketReply reply) {
      return Quote.of(super.quote(reply).sellers(), List.of());
    }
  }

  private static final class TokenIsNo extends ExampleMarketClient {
    TokenIsNo(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    <T> ProviderResult<T> unauthorized(String words) {
      return new ProviderResult.Rejected<>("TOKEN", words, null);
    }
  }

  private static final class NotSentIsUnknown extends ExampleMarketClient {
    NotSentIsUnknown(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    <T> ProviderResult<T> judge(ExampleMarketTransport.Answer answer, CallContext context, Function<ExampleMarketReply, T> value) {
      return answer.left() ? super.judge(answer, context, value) : unknown("NO_ANSWER", false);
    }
  }

  private static final class EarlyIsNo extends ExampleMarketClient {
    EarlyIsNo(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    <T> ProviderResult<T> early(String code, Duration retryAfter) {
      return new ProviderResult.Rejected<>(code, "it is too early", null);
    }
  }

  private static final class OwnPause extends ExampleMarketClient {
    OwnPause(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    Duration pause(String seconds) {
      return Duration.ofSeconds(1);
    }
  }
}
