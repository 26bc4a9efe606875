package io.autopurchase.core;

import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchase;
import io.autopurchase.LineKey;
import io.autopurchase.core.activity.ActivityExecutor;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.ActivityRun;
import io.autopurchase.core.purchase.PurchaseRecord;
import io.autopurchase.core.record.Ids;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.runtime.Environment;
import io.autopurchase.core.safety.SafetyRules;
import io.autopurchase.core.session.ThrottleState;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** The engine, to be moved by hand: step by step, on one thread. For one thread. */
public final class SteppedEngine {
  private final Engine engine;

  private SteppedEngine(Engine engine) {
    this.engine = engine;
  }

  /**
   * @param options with a dispatcher that does nothing by itself
   * @param faultPoints told the name of each place in the engine's code as it is passed
   * @param pauseNanos lets that much time pass
   * @param withdrawn a rule of the engine that does not hold; empty for none
   * @param inPieces whether all bookings are stored in pieces, and not only large ones
   */
  public static SteppedEngine create(
      EngineOptions options, Consumer<String> faultPoints, LongConsumer pauseNanos, Optional<String> withdrawn, boolean inPieces) {
    SafetyRules rules = withdrawn.map(WithdrawnRule::valueOf).map(rule -> rule.others).orElse(SafetyRules.ALL);
    Environment environment = new Environment(faultPoints::accept, rules, pauseNanos, false);
    return new SteppedEngine(CoreEngineFactory.start(options, inPieces ? environment.withWholeUpTo(0) : environment));
  }

  /** The names of all rules that can be withdrawn. */
  public static List<String> rules() {
    return Stream.of(WithdrawnRule.values()).map(Enum::name).toList();
  }

  public AutoPurchase api() {
    return engine;
  }

  /** Begins a turn at an activity, as a dispatcher's thread would. */
  public SteppedTurn begin(ActivityId activity) {
    return new SteppedTurn(engine.runner, engine.runner.begin(activity));
  }

  /** Makes one pass of delivery. */
  public void deliverEvents() {
    engine.deliverEvents();
  }

  /** Removes what has ended long ago, as a node does every few minutes. */
  public void tidy() {
    engine.background.tidy();
  }

  /** One turn. */
  public static final class SteppedTurn {
    private final ActivityExecutor runner;
    private final ActivityRun run;

    private SteppedTurn(ActivityExecutor runner, ActivityRun run) {
      this.runner = runner;
      this.run = run;
    }

    public boolean isOver() {
      return run.isOver();
    }

    public void step() {
      runner.step(run);
    }

    /** When the activity is due again. */
    public Optional<Instant> due() {
      return run.due();
    }
  }

  // What is stored

  /**
   * What the record of an activity says that its view does not.
   *
   * @param reason why it waits; empty if it does not
   * @param inDoubt whether a placement of it may or may not have been carried out
   * @param answers option by question
   */
  public record StoredActivity(boolean interrupted, String reason, boolean inDoubt, Map<String, String> answers) {}

  /** @param records where its pieces are */
  public static StoredActivity activity(StoredRecord row, ActivityStore records) {
    RecordStore store = new RecordStore(records, ActivityTypes.CODEC, TimeSource.system(), new Ids(TimeSource.system(), new Random(0)), Environment.PRODUCTION);
    ActivityRecord body = store.read(row, ActivityRecord.class).body();
    return new StoredActivity(
        body.interrupted, body.reason == null ? "" : body.reason.name(), !body.inDoubt().isEmpty(), Map.copyOf(body.answers));
  }

  /**
   * What the record of a purchase says of the provider's order; both null if it is linked to none.
   *
   * @param modifiedAt by the provider's clock
   */
  public record StoredPurchase(@Nullable String providerOrderId, @Nullable Instant modifiedAt) {}

  public static StoredPurchase purchase(int codecVersion, byte[] record) {
    PurchaseRecord body = ActivityTypes.CODEC.decode("purchase", codecVersion, record, PurchaseRecord.class);
    return new StoredPurchase(body.providerOrderId, body.modifiedAt);
  }

  /** Until when the provider wants no calls, as a record of the kind {@code limiter} says. */
  public static Instant quietUntil(int codecVersion, byte[] body) {
    return ActivityTypes.CODEC.decode("limiter", codecVersion, body, ThrottleState.class).calls.quietUntil;
  }

  /** The key of a line in reservations. */
  public static String name(LineKey line) {
    return Keys.name(line);
  }
}
