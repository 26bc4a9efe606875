package io.autopurchase.testkit;

import io.autopurchase.ConfigurationException;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Recipient;
import io.autopurchase.Secret;
import io.autopurchase.Violation;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.PlacementResponse;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import io.autopurchase.spi.TokenSet;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Providers that do one of their duties wrong: A01c, A09 to A11, A13 to A15. */
final class BrokenDuties {
  private BrokenDuties() {}

  static List<BrokenProvider> all() {
    return List.of(
        wrong("calls where it should not", "A01c", AsksForTerms::new),
        wrong("never finds out its terms", "A09a", NoTerms::new),
        wrong("lets requests live for ever", "A09b", LivesForEver::new),
        wrong("believes that orders show at once", "A09c", ShowsAtOnce::new),
        wrong("takes our clock for the provider's", "A09d", OurClock::new),
        wrong("makes terms of its own", "A09e", OwnTerms::new),
        wrong("loses a part of the state", "A10a", LosesState::new),
        wrong("remembers what a code gave", "A10b", RemembersCodes::new),
        wrong("makes up tokens", "A10c", MakesUpTokens::new),
        wrong("does not know that a refresh token has ended", "A10d", UnknownRefresh::new),
        wrong("passes on words that quote a token", "A11b", Quotes::new),
        wrong("keeps what a call asked for in a field", "A13a", KeepsTheQuestion::new),
        wrong("reads the machine's clock", "A13b", ReadsTheClock::new),
        wrong("can be closed once only", "A13c", ClosesOnce::new),
        wrong("takes ids that are too short for ours", "A13d", ShortIds::new),
        adapter("is not named in META-INF/services", "A14a", Unnamed::new),
        adapter("has capitals in its id", "A14b", Capitals::new),
        adapter("fails by a bug if settings are missing", "A14c", FailsByBug::new),
        adapter("does not tell which setting is wrong", "A14d", TellsNoName::new),
        wrong("finds something wrong with everybody", "A15a", RefusesAll::new),
        wrong("does not tell whose field it is", "A15b", ForgetsThePrefix::new));
  }

  private static BrokenProvider wrong(String name, String rule, Function<ExampleMarketTransport, ProviderClient> opening) {
    return BrokenProvider.client(name, rule, port -> opening.apply(new ExampleMarketTransport(port)));
  }

  private static BrokenProvider adapter(String name, String rule, Supplier<ProviderAdapter> adapter) {
    return new BrokenProvider(name, rule, clock -> adapter.get());
  }

  // Terms

  private static final class AsksForTerms extends ExampleMarketClient {
    AsksForTerms(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public Optional<RequestValidity> validity(Instant now) {
      prepare(CallContext.of(now, Duration.ofSeconds(1)));
      return super.validity(now);
    }
  }

  private static final class NoTerms extends ExampleMarketClient {
    NoTerms(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public Optional<RequestValidity> validity(Instant now) {
      return Optional.empty();
    }
  }

  private static final class LivesForEver extends ExampleMarketClient {
    LivesForEver(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    String until(RequestValidity validity) {
      return Long.toString(Long.MAX_VALUE);
    }
  }

  private static final class ShowsAtOnce extends ExampleMarketClient {
    ShowsAtOnce(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    RequestValidity termsAt(Instant there) {
      RequestValidity validity = super.termsAt(there);
      return new RequestValidity(validity.signedAt(), validity.acceptedUntil(), validity.acceptedUntil());
    }
  }

  private static final class OurClock extends ExampleMarketClient {
    OurClock(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    Duration offset(Instant ours, Instant theirs) {
      return Duration.ZERO;
    }
  }

  private static final class OwnTerms extends ExampleMarketClient {
    OwnTerms(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<PlacementResponse> place(String clientOrderId, PlacementRequest request, RequestValidity validity, CallContext context) {
      return super.place(clientOrderId, request, validity(context.now()).orElse(validity), context);
    }
  }

  private static final class ReadsTheClock extends ExampleMarketClient {
    ReadsTheClock(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public Optional<RequestValidity> validity(Instant now) {
      return super.validity(Instant.now());
    }
  }

  // Authorization

  private static final class LosesState extends ExampleMarketClient {
    LosesState(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public URI authorizationUrl(String state) {
      return super.authorizationUrl(state.replaceAll("[^a-z0-9-]", ""));
    }
  }

  private static final class RemembersCodes extends ExampleMarketClient {
    private final Map<String, ProviderResult<TokenSet>> remembered = new ConcurrentHashMap<>();

    RemembersCodes(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<TokenSet> exchangeCode(String code, CallContext context) {
      return remembered.computeIfAbsent(code, fresh -> super.exchangeCode(fresh, context));
    }
  }

  private static final class MakesUpTokens extends ExampleMarketClient {
    MakesUpTokens(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<TokenSet> refresh(Secret refreshToken, CallContext context) {
      return new ProviderResult.Success<>(
          TokenSet.of(Secret.of("made-up"), Duration.ofDays(1)).withRefreshToken(refreshToken, Duration.ofDays(1)));
    }
  }

  private static final class UnknownRefresh extends ExampleMarketClient {
    UnknownRefresh(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<TokenSet> refresh(Secret refreshToken, CallContext context) {
      ProviderResult<TokenSet> result = super.refresh(refreshToken, context);
      return result instanceof ProviderResult.Rejected ? unknown("USED", true) : result;
    }
  }

  private static final class Quotes extends ExampleMarketClient {
    Quotes(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    String clean(String[] verdict, CallContext context) {
      return verdict[1] + " " + verdict[2];
    }
  }

  // Use

  private static final class KeepsTheQuestion extends ExampleMarketClient {
    private final CountDownLatch two = new CountDownLatch(2);
    private volatile String clientOrderId = "";

    KeepsTheQuestion(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<PlacementResponse> place(String clientOrderId, PlacementRequest request, RequestValidity validity, CallContext context) {
      this.clientOrderId = clientOrderId;
      two.countDown();
      try {
        if (!two.await(1, TimeUnit.MINUTES)) {
          return unknown("ALONE", false);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return super.place(this.clientOrderId, request, validity, context);
    }
  }

  private static final class ClosesOnce extends ExampleMarketClient {
    private boolean closed;

    ClosesOnce(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public void close() {
      if (closed) {
        throw new IllegalStateException("it is closed already");
      }
      closed = true;
    }
  }

  private static final class ShortIds extends ExampleMarketClient {
    ShortIds(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    ProviderCapabilities.Builder traitsBuilder() {
      return super.traitsBuilder().maxClientOrderIdLength(20);
    }
  }

  private static final class Unnamed extends ExampleMarketAdapter {}

  private static final class Capitals extends ExampleMarketAdapter {
    @Override
    public String id() {
      return "The Market";
    }
  }

  private static final class FailsByBug extends ExampleMarketAdapter {
    @Override
    public ProviderClient open(ProviderSettings settings) {
      settings.find("port").orElseThrow();
      return super.open(settings);
    }
  }

  private static final class TellsNoName extends ExampleMarketAdapter {
    @Override
    public ProviderClient open(ProviderSettings settings) {
      try {
        return super.open(settings);
      } catch (ConfigurationException e) {
        throw new ConfigurationException("something is wrong", e);
      }
    }
  }

  private static final class RefusesAll extends ExampleMarketClient {
    RefusesAll(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public List<Violation> check(Recipient recipient, String field) {
      return List.of(Violation.error(field + ".name", "REQUIRED", "is required"));
    }
  }

  private static final class ForgetsThePrefix extends ExampleMarketClient {
    ForgetsThePrefix(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public List<Violation> check(Recipient recipient, String field) {
      return super.check(recipient, "recipient");
    }
  }
}
