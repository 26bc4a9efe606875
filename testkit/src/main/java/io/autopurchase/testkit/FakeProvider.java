package io.autopurchase.testkit;

import io.autopurchase.Money;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/**
 * A provider in memory, shared by all engines that it is given to. It sells every item, makes a second order for a client order id
 * that it has seen already, and fails if a test says so. Thread-safe.
 */
@ThreadSafe
public final class FakeProvider implements ProviderAdapter {
  private static final Comparator<ProviderOrder> NEWEST_FIRST =
      Comparator.comparing((ProviderOrder order) -> order.modifiedAt().orElseThrow()).reversed();

  private final String id;
  private final List<Call> calls = new ArrayList<>();
  private final List<ProviderOrder> orders = new ArrayList<>();
  private final Map<String, Money> prices = new HashMap<>();
  private final Map<Operation, Deque<Fault>> next = new EnumMap<>(Operation.class);
  private final List<Rule> rules = new ArrayList<>();
  private final Set<String> tokens = new HashSet<>();
  private boolean knowsTerms = true;
  private Duration believedAhead = Duration.ZERO;
  private ProviderCapabilities capabilities = ProviderCapabilities.builder().build();
  private Duration tokenLife = Duration.ofDays(30);
  private String tokenPrefix = "token-";
  private int tokensGiven;
  private String account = "account-1";
  private boolean cancelsAtOnce = true;
  private boolean paysAtOnce = true;
  private final Map<Operation, Deque<Runnable>> before = new EnumMap<>(Operation.class);
  private final Set<String> unpayable = new HashSet<>();
  private Comparator<ProviderOrder> listOrder = NEWEST_FIRST;
  private UnaryOperator<List<ProviderOrder>> sight = UnaryOperator.identity();
  private boolean listsCandidates;
  private int cursors;

  /**
   * @param id such as {@code fake}
   */
  public FakeProvider(String id) {
    this.id = id;
  }

  /** What an engine asks of a provider. */
  public enum Operation {
    EXCHANGE_CODE,
    REFRESH,
    PREPARE,
    ITEM,
    QUOTE,
    PLACE,
    LOOK_UP,
    ORDERS,
    MODIFIED,
    CANCEL,
    PAY
  }

  /**
   * A call as it came in.
   *
   * @param at by the caller's clock, as the call began
   * @param about the item, the host's order, the client order id or the provider's orders; empty for calls about tokens and lists
   */
  public record Call(Operation operation, Instant at, String about) {}

  private record Rule(Predicate<Call> applies, Fault fault) {}

  /** A scripted outcome of a call. */
  public static final class Fault {
    final Kind kind;
    final String code;
    @Nullable final Duration pause;
    @Nullable final RuntimeException exception;
    @Nullable final Error error;

    enum Kind {
      LIMITED,
      TOO_EARLY,
      REJECTED,
      SEEMS_REJECTED,
      UNAUTHORIZED,
      NOT_SENT,
      REQUEST_LOST,
      ANSWER_LOST,
      THROWN
    }

    private Fault(Kind kind, String code, @Nullable Duration pause, @Nullable RuntimeException exception, @Nullable Error error) {
      this.kind = kind;
      this.code = code;
      this.pause = pause;
      this.exception = exception;
      this.error = error;
    }

    private static Fault of(Kind kind, String code) {
      return new Fault(kind, code, Duration.ZERO, null, null);
    }

    /** Too many calls: nothing more for a time. */
    public static Fault limited(Duration retryAfter) {
      return new Fault(Kind.LIMITED, "TOO_MANY_CALLS", retryAfter, null, null);
    }

    /**
     * Nothing was done; the same may be sent again later.
     *
     * @param retryAfter as the provider says; null if it does not
     */
    public static Fault tooEarly(@Nullable Duration retryAfter) {
      return new Fault(Kind.TOO_EARLY, "TOO_EARLY_FOR_IT", retryAfter, null, null);
    }

    public static Fault rejected(String code) {
      return of(Kind.REJECTED, code);
    }

    /** A no in words that are on no list; nothing was done. */
    public static Fault seemsRejected(String code) {
      return of(Kind.SEEMS_REJECTED, code);
    }

    public static Fault unauthorized() {
      return of(Kind.UNAUTHORIZED, "INVALID_TOKEN");
    }

    /** The provider cannot be reached. */
    public static Fault notSent() {
      return of(Kind.NOT_SENT, "NO_CONNECTION");
    }

    /** Nothing was done, and the caller cannot know that. */
    public static Fault requestLost() {
      return of(Kind.REQUEST_LOST, "TIMEOUT");
    }

    /** Everything was done, and the caller cannot know that. */
    public static Fault answerLost() {
      return of(Kind.ANSWER_LOST, "TIMEOUT");
    }

    /** A bug of the adapter. */
    public static Fault thrown(RuntimeException exception) {
      return new Fault(Kind.THROWN, "THROWN", Duration.ZERO, exception, null);
    }

    /** Likewise. */
    public static Fault thrown(Error error) {
      return new Fault(Kind.THROWN, "THROWN", Duration.ZERO, null, error);
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public ProviderClient open(ProviderSettings settings) {
    return new FakeProviderClient(this);
  }

  // What a test says

  public synchronized FakeProvider capabilities(ProviderCapabilities value) {
    capabilities = value;
    return this;
  }

  /** What one unit of an item costs; 10 CNY if nothing is said. */
  public synchronized FakeProvider price(String itemId, Money price) {
    prices.put(itemId, price);
    return this;
  }

  /** Who signs in from now on; {@code account-1} at first. */
  public synchronized FakeProvider signInAs(String value) {
    account = value;
    return this;
  }

  /** How long access tokens live from now on, and how they begin. */
  public synchronized FakeProvider tokens(Duration life, String prefix) {
    tokenLife = life;
    tokenPrefix = prefix;
    return this;
  }

  /** The next calls of a kind fail, each in its way. */
  public synchronized FakeProvider fail(Operation operation, Fault... faults) {
    Deque<Fault> queue = next.computeIfAbsent(operation, key -> new ArrayDeque<>());
    queue.addAll(List.of(faults));
    return this;
  }

  /** All such calls fail, until {@link #heal}. */
  public synchronized FakeProvider failWhen(Predicate<Call> applies, Fault fault) {
    rules.add(new Rule(applies, fault));
    return this;
  }

  /** Nothing fails any more. */
  public synchronized void heal() {
    next.clear();
    rules.clear();
  }

  /** Lets clients take the provider's clock to be so far ahead of theirs, as they do after theirs was set. */
  public synchronized void misjudgeTime(Duration difference) {
    believedAhead = difference;
  }

  synchronized Instant believedTime(Instant now) {
    return now.plus(believedAhead);
  }

  /** The terms of effects are unknown until a call has prepared the client for them. */
  public synchronized void forgetTerms() {
    knowsTerms = false;
  }

  synchronized boolean needsPreparation() {
    return !knowsTerms;
  }

  synchronized void prepared() {
    knowsTerms = true;
  }

  /** No token is taken any more but those that are given from now on. */
  public synchronized void revokeTokens() {
    tokens.clear();
  }

  /** An order that a person has placed on the site. */
  public synchronized void place(ProviderOrder order) {
    orders.add(order);
  }

  /**
   * Something changes an order.
   *
   * @param change must keep the id
   */
  public synchronized void change(String orderId, UnaryOperator<ProviderOrder> change) {
    orders.replaceAll(order -> order.id().equals(orderId) ? change.apply(order) : order);
  }

  /** Whether an accepted cancellation takes effect at once; it does by default. */
  public synchronized FakeProvider cancelsAtOnce(boolean value) {
    cancelsAtOnce = value;
    return this;
  }

  /** Whether an accepted payment takes effect at once; it does by default. */
  public synchronized FakeProvider paysAtOnce(boolean value) {
    paysAtOnce = value;
    return this;
  }

  /** Payment of an order is refused. */
  public synchronized FakeProvider refusePayment(String orderId) {
    unpayable.add(orderId);
    return this;
  }

  /** What happens as the next calls of a kind come in, before they are answered; one for each call. */
  public synchronized FakeProvider beforeNext(Operation operation, Runnable... events) {
    before.computeIfAbsent(operation, key -> new ArrayDeque<>()).addAll(List.of(events));
    return this;
  }

  /** In which order the list of modified orders is shown; the newest first by default. */
  public synchronized FakeProvider listOrder(Comparator<ProviderOrder> order) {
    listOrder = order;
    return this;
  }

  /**
   * Whether look-ups by client order id list all orders of the account instead, page by page and by their ids only, as providers do that
   * keep no client order id in their lists; they don't by default. Pages are as large as {@link ProviderCapabilities#ordersPerPage()} says.
   * With {@link ProviderCapabilities.Verification#BY_READING} in the capabilities, placements are answered by ids alone.
   */
  public synchronized FakeProvider listsCandidates(boolean value) {
    listsCandidates = value;
    return this;
  }

  /** No cursor of a look-up is accepted any more but those that are given from now on. */
  public synchronized void loseCursors() {
    cursors++;
  }

  /** What reads show, given what there is: orders may show late, as they were before, or without a part. */
  public synchronized FakeProvider filterReads(UnaryOperator<List<ProviderOrder>> view) {
    sight = view;
    return this;
  }

  /** The headers of a message that this provider has signed. */
  public static Map<String, List<String>> signed() {
    return Map.of(FakeProviderClient.SIGNATURE, List.of(FakeProviderClient.SIGNED));
  }

  /**
   * A message about orders.
   *
   * @param at when it happened
   */
  public static byte[] message(List<String> orderIds, List<String> clientOrderIds, Instant at) {
    return (String.join(",", orderIds) + ";" + String.join(",", clientOrderIds) + ";" + at).getBytes(StandardCharsets.UTF_8);
  }

  // What a test sees

  /** All calls, in the order in which they came in. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  public List<Call> calls(Operation operation) {
    return calls().stream().filter(call -> call.operation() == operation).toList();
  }

  /** All orders that were made. */
  public synchronized List<ProviderOrder> orders() {
    return List.copyOf(orders);
  }

  // What the client needs

  Optional<Fault> begin(Call call) {
    note(call).ifPresent(Runnable::run);
    return fault(call);
  }

  private synchronized Optional<Runnable> note(Call call) {
    calls.add(call);
    return Optional.ofNullable(before.get(call.operation())).map(Deque::poll);
  }

  private synchronized Optional<Fault> fault(Call call) {
    Deque<Fault> queue = next.get(call.operation());
    if (queue != null && !queue.isEmpty()) {
      return Optional.of(queue.remove());
    }
    return rules.stream().filter(rule -> rule.applies().test(call)).map(Rule::fault).findFirst();
  }

  synchronized ProviderCapabilities capabilities() {
    return capabilities;
  }

  synchronized Money price(String itemId) {
    return prices.getOrDefault(itemId, Money.cny("10.00"));
  }

  synchronized Secret newToken() {
    String token = tokenPrefix + ++tokensGiven;
    tokens.add(token);
    return Secret.of(token);
  }

  synchronized boolean isValid(Secret token) {
    return tokens.contains(token.reveal());
  }

  /** A refresh token works once. */
  synchronized boolean spend(Secret token) {
    return tokens.remove(token.reveal());
  }

  synchronized String account() {
    return account;
  }

  synchronized Duration tokenLife() {
    return tokenLife;
  }

  synchronized boolean cancelsAtOnce() {
    return cancelsAtOnce;
  }

  synchronized boolean paysAtOnce() {
    return paysAtOnce;
  }

  synchronized boolean isPayable(String orderId) {
    return !unpayable.contains(orderId);
  }

  synchronized List<ProviderOrder> shown() {
    return sight.apply(orders());
  }

  synchronized boolean listsCandidates() {
    return listsCandidates;
  }

  synchronized String cursor(int position) {
    return cursors + "/" + position;
  }

  synchronized boolean hasLost(String cursor) {
    return !cursor.startsWith(cursors + "/");
  }

  int position(String cursor) {
    return Integer.parseInt(cursor.substring(cursor.indexOf('/') + 1));
  }

  synchronized Comparator<ProviderOrder> listOrder() {
    return listOrder;
  }

  synchronized ProviderOrder add(Function<String, ProviderOrder> order) {
    ProviderOrder made = order.apply(Integer.toString(1000 + orders.size()));
    orders.add(made);
    return made;
  }
}
