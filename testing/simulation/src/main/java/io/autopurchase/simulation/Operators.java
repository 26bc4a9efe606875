package io.autopurchase.simulation;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.AutoPurchaseException;
import io.autopurchase.ConflictException;
import io.autopurchase.Item;
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.PlanLine;
import io.autopurchase.Question;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The shop, which asks for bookings until they are acknowledged, and its staff, who answer, interrupt and authorize. */
final class Operators {
  private static final int MOST_LOOKS = 2;
  static final SessionId SESSION = new SessionId(MarketplaceClient.PROVIDER, "buyer");
  static final String POISON = "poison";

  private static final String POISONED_ORDER = "O3";

  /** How often staff asks for something before it gives up. */
  private static final int MOST_TIMES = 40;

  private static final Recipient WAREHOUSE =
      Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();

  private final World world;
  private final Profile profile;
  private final Marketplace market;
  private final Invariants invariants;
  private final List<Node> nodes;
  private final Map<ReservationPlan, ActivityId> booked = new LinkedHashMap<>();
  private final List<ReservationPlan> plans = new ArrayList<>();
  private final Set<ActivityId> seen = new HashSet<>();
  private final Map<String, String> answered = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();
  private final Map<ActivityId, Integer> looksAgain = new HashMap<>();
  private final OperatorTasks staff;
  private int errands;
  private boolean authorizing;

  Operators(World world, Profile profile, Marketplace market, Invariants invariants, List<Node> nodes) {
    this.world = world;
    this.profile = profile;
    this.market = market;
    this.invariants = invariants;
    this.nodes = nodes;
    staff = new OperatorTasks(world, market, invariants, new ErrandsOfStaff(), this::bookAgain);
  }

  OperatorTasks staff() {
    return staff;
  }

  /** Authorizes the session while nothing goes wrong yet. */
  void openShop() {
    AutoPurchase api = nodes.get(0).api();
    api.sessions().startAuthorization(SESSION);
    api.sessions().completeAuthorizationWithCode(SESSION, "code");
  }

  /** Three lines of two sellers. */
  void bookThreeLines() {
    fillShelves();
    want(firstPlan(true, true).build(), 0);
  }

  private void fillShelves() {
    market.add("a", "s1", "100.00");
    market.add("b", "s1", "20.00");
    market.add("c", "s2", "35.50");
  }

  private static ReservationPlan.Builder firstPlan(boolean second, boolean third) {
    ReservationPlan.Builder plan = plan("O1").line("1", Item.of("a"), 1, Money.cny("100.00"));
    if (second) {
      plan.line("2", Item.of("b"), 2, Money.cny("20.00"));
    }
    if (third) {
      plan.line("3", Item.of("c"), 1, Money.cny("35.50"));
    }
    return plan;
  }

  void begin() {
    fillShelves();
    ReservationPlan.Builder first = firstPlan(world.oneIn(2), world.oneIn(2));
    want(first.priceTolerance(new BigDecimal("2")).build(), 0);
    if (profile.twoBookings) {
      ReservationPlan.Builder second = plan("O2").line("1", Item.of("b"), 1, Money.cny("20.00"));
      if (world.oneIn(2)) {
        second.on(Question.PRICE_INCREASED, AnswerOption.SKIP_ITEM);
      }
      want(second.build(), world.random.nextInt(20_000));
    }
    if (profile.poison) {
      market.add(POISON, "s1", "1.00").onSale = false;
      want(plan(POISONED_ORDER).line("1", Item.of(POISON), 1, Money.cny("1.00")).build(), world.random.nextInt(20_000));
    }
    if (profile.priceChanges) {
      List<String> ids = List.of("a", "b", "c");
      Marketplace.Good good = market.good(ids.get(world.random.nextInt(3)));
      errand(world.random.nextInt(20_000), () -> change(good));
    }
    if (profile.interrupts) {
      errand(world.random.nextInt(world.oneIn(2) ? 10_000 : 120_000), this::interrupt);
    }
    if (profile.messages) {
      new Messenger(world, market, new ErrandsOfStaff()).begin();
    }
    if (profile.afterSale) {
      staff.begin();
    } else if (world.oneIn(6)) {
      errand(world.random.nextInt(120_000), () -> request(api -> api.synchronize(SESSION)));
    }
  }

  private static ReservationPlan.Builder plan(String order) {
    return ReservationPlan.builder(order, SESSION, WAREHOUSE);
  }

  private void change(Marketplace.Good good) {
    switch (world.random.nextInt(4)) {
      case 0 -> good.stock = 0;
      case 1 -> good.onSale = false;
      default -> good.price = raised(good.price);
    }
    world.happened(null, "GOODS", () -> good.id + " costs " + good.price + ", stock " + good.stock + ", on sale " + good.onSale);
  }

  private Money raised(Money price) {
    BigDecimal factor = BigDecimal.valueOf(101 + world.random.nextInt(15), 2);
    return Money.cny(price.amount().multiply(factor).setScale(2, RoundingMode.UP).toPlainString());
  }

  /** Whether the operators have nothing to do or to wait for but the end of the activities. */
  boolean isIdle() {
    return errands == 0 && booked.size() == plans.size() && !authorizing;
  }

  List<ReservationPlan> plans() {
    return plans;
  }

  ActivityId activityOf(ReservationPlan plan) {
    return booked.get(plan);
  }

  Set<ActivityId> activities() {
    return seen;
  }

  /** Accepted answers: option by activity and question, joined by a slash. */
  Map<String, String> answers() {
    return answered;
  }

  private void errand(long afterMillis, Runnable work) {
    errands++;
    world.after(
        afterMillis,
        () -> {
          errands--;
          work.run();
        });
  }

  private Node anyNode() {
    for (int i = 0; i < 5; i++) {
      Node node = nodes.get(world.random.nextInt(nodes.size()));
      if (node.isAlive() && node.sleepsUntil() <= world.now()) {
        return node;
      }
    }
    return nodes.get(0);
  }

  /** One request to some node of the shop; it may fail or be lost. */
  private void request(Consumer<AutoPurchase> work) {
    Node node = anyNode();
    node.request(
        world.random.nextInt(100),
        api -> {
          try {
            work.accept(api);
          } catch (AutoPurchaseException e) {
            world.happened(node, "REFUSED", () -> e.code() + " " + e.getMessage());
          }
        });
  }

  // Booking

  private void want(ReservationPlan plan, long afterMillis) {
    plans.add(plan);
    for (PlanLine line : plan.lines()) {
      invariants.allow(plan.key(line), plan.priceTolerance().maxPrice(line.unitPrice()));
    }
    errand(afterMillis, () -> ask(plan));
    if (profile != Profile.CALM && world.oneIn(3)) {
      world.reached(Sometimes.BOOKED_TWICE_AT_ONCE);
      errand(afterMillis + world.random.nextInt(world.oneIn(2) ? 100 : 20_000), () -> book(plan));
    }
  }

  /** Asks again and again until it is acknowledged. */
  private void ask(ReservationPlan plan) {
    if (!booked.containsKey(plan)) {
      book(plan);
      errand(20_000 + world.random.nextInt(40_000), () -> ask(plan));
    }
  }

  private void book(ReservationPlan plan) {
    request(
        api -> {
          Activity activity = api.book(plan);
          booked.putIfAbsent(plan, activity.id());
          seen.add(activity.id());
          world.happened(null, "BOOKED", () -> plan.orderId() + " is " + activity.id());
        });
  }

  /** A line that was set free. */
  private void bookAgain(LineKey line) {
    for (ReservationPlan before : List.copyOf(plans)) {
      for (PlanLine planned : before.lines()) {
        if (before.key(planned).equals(line) && planned.quantity() > 0) {
          ReservationPlan.Builder again = plan(line.orderId());
          again.line(line.lineId(), planned.item(), planned.quantity(), planned.unitPrice());
          before.priceTolerance().percent().ifPresent(again::priceTolerance);
          want(again.build(), world.random.nextInt(10_000));
          return;
        }
      }
    }
  }

  private final class ErrandsOfStaff implements OperatorTasks.Errands {
    @Override
    public void later(long afterMillis, Runnable work) {
      errand(afterMillis, work);
    }

    @Override
    public void request(Consumer<AutoPurchase> work) {
      Operators.this.request(work);
    }

    @Override
    public void untilAcknowledged(long afterMillis, Function<AutoPurchase, Activity> work, Consumer<ActivityId> acknowledged) {
      errand(afterMillis, () -> askFor(new boolean[1], 0, work, acknowledged));
    }

    private void askFor(boolean[] done, int times, Function<AutoPurchase, Activity> work, Consumer<ActivityId> acknowledged) {
      if (done[0] || times > MOST_TIMES) {
        return;
      }
      Operators.this.request(
          api -> {
            Activity activity = work.apply(api);
            if (activity != null && !done[0]) {
              done[0] = true;
              seen.add(activity.id());
              world.happened(null, "ASKED", () -> activity.type() + " is " + activity.id());
              acknowledged.accept(activity.id());
            }
          });
      errand(20_000 + world.random.nextInt(20_000), () -> askFor(done, times + 1, work, acknowledged));
    }
  }

  // Answers

  void told(AutoPurchaseEvent event) {
    switch (event.type()) {
      case AutoPurchaseEvent.QUESTION_ASKED -> {
        String question = event.attributes().get("questionId");
        ActivityId activity = event.activity().orElseThrow();
        if (asked.add(activity + "/" + question)) {
          // Asked by a node with a wrong clock, it seems to have been asked in another month.
          long deadline = profile.clocksAreSteady() ? Duration.between(Node.BEGINNING, event.at()).toMillis() + History.QUESTION_DEADLINE : world.now() + History.QUESTION_DEADLINE;
          if (profile.wrongClocks && world.oneIn(2)) {
            world.reached(Sometimes.UNANSWERED);
            return;
          }
          // Some answer in the very moment in which the default is taken.
          long after = world.oneIn(3) ? Math.max(0, deadline - world.now() + world.random.nextInt(150)) : world.random.nextInt(90_000);
          errand(after, () -> answer(activity, question));
          if (world.oneIn(4)) {
            errand(after + world.random.nextInt(200), () -> answer(activity, question));
          }
        }
      }
      case AutoPurchaseEvent.QUESTION_ANSWERED -> {
        if (event.actor().filter("deadline"::equals).isPresent()) {
          world.reached(Sometimes.DEFAULT_TAKEN);
        }
      }
      case AutoPurchaseEvent.ORDER_ORPHANED -> staff.toldOfOrphaned(event.newValue().orElseThrow());
      case AutoPurchaseEvent.SESSION_CHANGED -> {
        if (event.newValue().filter(SessionState.NEEDS_AUTHORIZATION.name()::equals).isPresent() && !authorizing) {
          authorizing = true;
          errand(world.random.nextInt(60_000), this::authorize);
        }
      }
      default -> {}
    }
  }

  private void answer(ActivityId id, String questionId) {
    request(
        api -> {
          Activity activity = api.activities().get(id);
          Question question = activity.question().filter(q -> q.id().equals(questionId)).orElse(null);
          List<String> options = question == null ? List.of(AnswerOption.SKIP_ITEM) : optionsOf(question);
          boolean unclear = question != null && question.code().equals(Question.UNCLEAR_ORDER);
          String said = unclear && !world.oneIn(8) ? staff.whatBecameOf(question) : patient(id, options, options.get(world.random.nextInt(options.size())));
          String option = staff.isIrrefutable(said) ? AnswerOption.KEEP_WAITING : said;
          if (option.equals(AnswerOption.ACCEPT_PRICE)) {
            // From the moment that it is said: the answer may count though its acknowledgement is lost.
            invariants.allow(question.line().orElseThrow(), money(question.context().get("newValue")));
          }
          if (question != null) {
            staff.answers(id + "/" + questionId, question, option);
          }
          try {
            api.activities().answer(id, questionId, option, "mary");
          } catch (ConflictException e) {
            world.reached(Sometimes.ANSWER_REFUSED);
            return;
          }
          world.reached(Sometimes.QUESTION_ANSWERED);
          world.happened(null, "ANSWERED", () -> id + " " + questionId + " with " + option);
          String before = answered.putIfAbsent(id + "/" + questionId, option);
          if (before != null && !before.equals(option)) {
            throw world.broken("I7", "question " + questionId + " of " + id + " took " + before + " and " + option);
          }
        });
  }

  /** No operator lets one activity look again for ever: each look, and the question after it, may last as long as a question is open. */
  private String patient(ActivityId id, List<String> options, String option) {
    boolean isOnceMore = option.equals(AnswerOption.RETRY) && looksAgain.merge(id, 1, Integer::sum) > MOST_LOOKS;
    return isOnceMore ? options.stream().filter(other -> !other.equals(AnswerOption.RETRY)).findFirst().orElse(option) : option;
  }

  private static List<String> optionsOf(Question question) {
    return question.options().stream().map(AnswerOption::id).filter(option -> !option.equals(AnswerOption.ORDER_IS)).toList();
  }

  static Money money(String text) {
    int space = text.indexOf(' ');
    return Money.of(text.substring(0, space), text.substring(space + 1));
  }

  /** An operator looks every few minutes at what was parked, or ended in doubt, and retries it; all but the poison. */
  void lookAtParked() {
    world.after(300_000, this::lookAtParked);
    request(
        api -> {
          SessionState state = api.sessions().find(SESSION.provider(), SESSION.login()).orElseThrow().state();
          if (state == SessionState.NEEDS_AUTHORIZATION && !authorizing) {
            authorizing = true;
            errand(world.random.nextInt(60_000), this::authorize);
          }
          ActivityQuery parked = ActivityQuery.builder().state(ActivityState.PARKED).page(1, 100).build();
          for (Activity activity : api.activities().find(parked).entries()) {
            boolean poisoned = activity.orderId().filter(POISONED_ORDER::equals).isPresent();
            if (!poisoned) {
              api.activities().retry(activity.id(), "mary");
            }
          }
          ActivityQuery interrupted = ActivityQuery.builder().state(ActivityState.INTERRUPTED).page(1, 100).build();
          for (Activity activity : api.activities().find(interrupted).entries()) {
            if (activity.lines().stream().anyMatch(line -> line.outcome() == LineOutcome.UNCERTAIN)) {
              api.activities().retry(activity.id(), "mary");
              world.reached(Sometimes.ENDED_IN_DOUBT);
            }
          }
        });
  }

  // Interruption, authorization

  private void interrupt() {
    ActivityId id = booked.get(plans.get(0));
    if (id == null) {
      errand(5_000, this::interrupt);
      return;
    }
    request(
        api -> {
          Activity activity = api.activities().interrupt(id, "mary");
          if (!activity.state().isFinished()) {
            world.reached(Sometimes.INTERRUPTED);
          }
        });
  }

  private void authorize() {
    request(
        api -> {
          if (api.sessions().find(SESSION.provider(), SESSION.login()).orElseThrow().state() == SessionState.ACTIVE) {
            authorizing = false;
          } else {
            api.sessions().completeAuthorizationWithCode(SESSION, "code");
            world.reached(Sometimes.AUTHORIZED_AGAIN);
          }
        });
    if (authorizing) {
      errand(10_000 + world.random.nextInt(30_000), () -> {
        if (authorizing) {
          authorize();
        }
      });
    }
  }
}
