package io.autopurchase.core;

import io.autopurchase.Activities;
import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.BindingRequest;
import io.autopurchase.EventGap;
import io.autopurchase.Events;
import io.autopurchase.Health;
import io.autopurchase.HostTransaction;
import io.autopurchase.InvalidInputException;
import io.autopurchase.PaymentRequest;
import io.autopurchase.PlanPreview;
import io.autopurchase.Purchases;
import io.autopurchase.RecipientRule;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SecretCipher;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.Sessions;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.WebhookResult;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.PlainText;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.UniqueName;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts together. */
final class Engine implements AutoPurchase, Events {
  private static final Logger log = LoggerFactory.getLogger(Engine.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Webhooks of so long a time are read together. */
  private static final Duration AFTER_MESSAGES = Duration.ofSeconds(10);
  private static final int PAGE = 500;

  private final RecordStore kernel;
  private final ProviderRegistry providers;
  private final DefaultSessions sessions;
  private final DefaultActivities activities;
  private final PlanPreviewer previews;
  private final Planning planning;
  final ActivityExecutor runner;
  private final ActivityDispatcher dispatcher;
  private final boolean ownThreads;
  private final boolean runsByItself;
  private final AtomicBoolean hasWarned = new AtomicBoolean();
  private volatile Life life = Life.BUILT;
  @Nullable private final OutboxRelay delivery;
  private final LineRequests requests;
  private final PaymentRequests payments;
  private final Webhooks messages;
  private final HealthView health;
  private final DefaultPurchases purchases;
  final SyncScheduler background;

  private enum Life {
    BUILT,
    STARTED,
    CLOSED
  }

  Engine(EngineOptions options, RecordStore kernel, SecretCipher cipher, ActivityDispatcher dispatcher, boolean ownThreads) {
    this.kernel = kernel;
    this.dispatcher = dispatcher;
    this.ownThreads = ownThreads;
    runsByItself = options.dispatcher().isPresent() || options.workers() > 0;
    providers = new ProviderRegistry(options, kernel.clock);
    KeyCheck check = new KeyCheck(kernel, cipher, options.replaceLostKeys(), options.secrets().isPresent());
    sessions = new DefaultSessions(kernel, providers, cipher, check, this::isInUse, options.expiryWarning(), options.allowSharedAccounts());
    PlanRules rules = new PlanRules(CoreEngineFactory.names(options), options.spendCap());
    planning = new Planning(kernel, sessions, providers, rules, options.allowPlacingOnVolatileStore());
    previews = new PlanPreviewer(kernel, sessions, providers, planning, rules);
    delivery = options.listeners().isEmpty() ? null : new OutboxRelay(kernel, options.listeners(), options.eventTakeoverDelay());
    Questions questions = new Questions(options.questionTimeout());
    Map<ActivityType, ActivityHandler> handlers = new EnumMap<>(ActivityType.class);
    handlers.put(
        ActivityType.BOOKING,
        new BookingHandler(new BookingPlacing(options.placementLimit(), options.spendCap()), questions));
    handlers.put(ActivityType.BINDING, new BindingHandler(questions));
    handlers.put(ActivityType.UNBINDING, new UnbindingHandler(questions));
    handlers.put(ActivityType.PAYMENT, new PaymentHandler(options.paymentLimits(), questions));
    handlers.put(ActivityType.SYNCHRONIZATION, new SynchronizationHandler());
    requests = new LineRequests(kernel, sessions, planning);
    payments = new PaymentRequests(kernel, sessions, providers, planning, options.paymentLimits());
    purchases = new DefaultPurchases(kernel, sessions, planning, providers);
    runner = new ActivityExecutor(kernel, sessions, providers, handlers);
    activities = new DefaultActivities(kernel, runner, this::schedule);
    health = new HealthView(kernel, sessions, delivery);
    messages = new Webhooks(kernel, providers, this::readWhatIsDue, (id, at) -> activities.wake(id, "message", at));
    background = new SyncScheduler(kernel, sessions, options.synchronizeEvery(), this::synchronize);
  }

  /** First what can fail: then nothing of this engine runs on behind the caller's back. */
  @Override
  public synchronized Engine start() {
    requireOpen();
    if (life == Life.BUILT) {
      dispatcher.start(runner);
      life = Life.STARTED;
      if (ownThreads) {
        if (delivery != null) {
          delivery.start();
        }
        background.start();
      }
    }
    return this;
  }

  private void requireOpen() {
    if (life == Life.CLOSED) {
      throw new IllegalStateException("the engine is closed");
    }
  }

  /** A hint for the dispatcher; without it its sweep finds what is due. */
  private void schedule(ActivityId id, Instant at) {
    if (life == Life.STARTED) {
      dispatcher.schedule(id, at);
    } else if (runsByItself && !hasWarned.getAndSet(true)) {
      log.warn("Activity {} is stored, and runs on this node once the engine is started: start()", id);
    }
  }

  @Override
  public List<String> providers() {
    requireOpen();
    return providers.ids();
  }

  @Override
  public List<RecipientRule> recipientRules(String provider) {
    requireOpen();
    return providers.client(provider).capabilities().recipientRules();
  }

  @Override
  public Sessions sessions() {
    requireOpen();
    return sessions;
  }

  @Override
  public Activities activities() {
    requireOpen();
    return activities;
  }

  @Override
  public Purchases purchases() {
    requireOpen();
    return purchases;
  }

  @Override
  public Events events() {
    requireOpen();
    return this;
  }

  @Override
  public List<EventGap> gaps() {
    requireOpen();
    return EventGaps.find(kernel);
  }

  @Override
  public Health health() {
    requireOpen();
    return health.look();
  }

  @Override
  public PlanPreview preview(ReservationPlan plan) {
    requireOpen();
    return previews.of(plan);
  }

  @Override
  public Activity book(ReservationPlan plan) {
    requireOpen();
    return started(planning.book(plan));
  }

  /** Nothing is scheduled: before the host commits there is nothing to run, and then the dispatcher's sweep finds it. */
  @Override
  public Activity book(ReservationPlan plan, HostTransaction transaction) {
    requireOpen();
    return ActivityView.of(planning.book(plan, transaction));
  }

  @Override
  public Activity bind(BindingRequest request) {
    requireOpen();
    providers.client(request.session().provider()); // wrong settings are the caller's to know, not the activity's
    return started(requests.bind(request));
  }

  @Override
  public Activity unbind(UnbindingRequest request) {
    requireOpen();
    return started(requests.unbind(request));
  }

  @Override
  public Activity pay(PaymentRequest request) {
    requireOpen();
    return started(payments.pay(request));
  }

  @Override
  public WebhookResult handleWebhook(String provider, Map<String, List<String>> headers, byte[] body) {
    requireOpen();
    return messages.handle(provider, headers, body);
  }

  @Override
  public Activity synchronize(SessionId session) {
    requireOpen();
    return synchronize(session, Duration.ZERO, null);
  }

  @Override
  public Activity synchronize(SessionId session, String by) {
    requireOpen();
    return synchronize(session, Duration.ZERO, PlainText.requireActor(by));
  }

  /**
   * @param pause since the last one began, so that many messages don't cause as many readings
   * @param by who asks for it; null if not given
   */
  private Activity synchronize(SessionId session, Duration pause, @Nullable String by) {
    sessions.records().require(session);
    providers.client(session.provider());
    for (int attempt = 1; ; attempt++) {
      ActivityRecord body = planning.newActivity(ActivityType.SYNCHRONIZATION, session, kernel.now());
      Requests.note(body, by);
      body.description = "Synchronize " + session;
      body.synchronization = new SyncState();
      Instant earliest =
          kernel.store
              .load(Keys.synchronization(session))
              .flatMap(row -> kernel.view(row, SynchronizationState.class, state -> state.begunAt))
              .filter(last -> !ClockWatch.isAhead(last, body.createdAt))
              .map(last -> last.plus(pause))
              .orElse(body.until);
      body.until = earliest.isAfter(body.until) && !pause.isZero() ? earliest : body.until;
      Commit.Builder commit = kernel.begin();
      kernel.put(commit, new Versioned<>(Keys.activity(body.id), 0, body), ActivityView.fields(body));
      Requests.append(kernel, commit, body);
      commit.reserve(new UniqueName(Keys.SYNCHRONIZATION_SCOPE, Keys.name(session), body.id));
      CommitResult result = kernel.commit(commit.build(), PATIENCE);
      if (result.isApplied()) {
        return started(body);
      }
      Optional<Activity> running =
          kernel.store.owner(Keys.SYNCHRONIZATION_SCOPE, Keys.name(session)).map(ActivityId::new).flatMap(activities::find);
      if (running.isPresent()) {
        return running.get();
      }
      kernel.pauseBeforeRetry(attempt, "the synchronization of session " + session);
    }
  }

  /**
   * Something has become due. A synchronization that has not begun finds it in its own time; one that is at work looks for it
   * before it ends. A session that cannot be used now finds it when it can.
   */
  private void readWhatIsDue(SessionId id) {
    if (sessions.find(id).filter(session -> session.state() == SessionState.ACTIVE).isEmpty()) {
      return;
    }
    Activity reading = synchronize(id, AFTER_MESSAGES, null);
    while (reading.state() != ActivityState.QUEUED) {
      reading = activities.wake(reading.id(), "message", reading.until().orElse(kernel.now()));
      if (!reading.state().isFinished()) {
        return;
      }
      reading = synchronize(id, AFTER_MESSAGES, null);
    }
  }

  @Override
  public List<AutoPurchaseEvent> after(@Nullable String after, int limit) {
    requireOpen();
    if (limit < 1 || limit > 1000) {
      throw new InvalidInputException("limit", "RANGE", limit + " is not between 1 and 1000");
    }
    return kernel.store.events(after, false, limit).stream().map(this::view).toList();
  }

  private AutoPurchaseEvent view(StoredEvent row) {
    try {
      return kernel.read(row);
    } catch (UnreadableException e) {
      kernel.report(e);
      return Unreadable.event(row);
    }
  }

  /**
   * Delivers what can be delivered at this moment, on the calling thread.
   *
   * @return how many times a listener took an event
   */
  int deliverEvents() {
    return delivery == null ? 0 : delivery.pass();
  }

  @Override
  public synchronized void close() {
    if (life == Life.CLOSED) {
      return;
    }
    background.close();
    runner.drain();
    if (life == Life.STARTED) {
      dispatcher.close();
      if (delivery != null) {
        delivery.close();
      }
    }
    life = Life.CLOSED; // until now listeners were given events, and may have asked for more
    providers.close();
    kernel.store.close();
  }

  private Activity started(ActivityRecord body) {
    if (!body.state.isFinished()) {
      schedule(new ActivityId(body.id), kernel.now());
    }
    return ActivityView.of(body);
  }

  private boolean isInUse(SessionId session) {
    return activities.isInUse(session);
  }
}
