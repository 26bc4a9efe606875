package io.autopurchase.core;

import io.autopurchase.Activities;
import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchase;
import io.autopurchase.BindingRequest;
import io.autopurchase.Events;
import io.autopurchase.Health;
import io.autopurchase.HostTransaction;
import io.autopurchase.PaymentRequest;
import io.autopurchase.PlanPreview;
import io.autopurchase.Purchases;
import io.autopurchase.RecipientRule;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SecretCipher;
import io.autopurchase.SessionId;
import io.autopurchase.Sessions;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.WebhookResult;
import io.autopurchase.core.activity.ActivityCreation;
import io.autopurchase.core.activity.ActivityExecutor;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.ActivityServices;
import io.autopurchase.core.activity.ActivityView;
import io.autopurchase.core.activity.DefaultActivities;
import io.autopurchase.core.activity.Retention;
import io.autopurchase.core.binding.BindingRequests;
import io.autopurchase.core.booking.BookingRequests;
import io.autopurchase.core.booking.PlanPreviewer;
import io.autopurchase.core.booking.PlanRules;
import io.autopurchase.core.event.OutboxRelay;
import io.autopurchase.core.payment.PaymentRequests;
import io.autopurchase.core.purchase.DefaultPurchases;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.session.DefaultSessions;
import io.autopurchase.core.session.HostCalls;
import io.autopurchase.core.session.KeyCheck;
import io.autopurchase.core.session.ProviderRegistry;
import io.autopurchase.core.sync.SyncRequests;
import io.autopurchase.core.sync.SyncScheduler;
import io.autopurchase.core.sync.Webhooks;
import io.autopurchase.core.unbinding.UnbindingRequests;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts together. */
final class Engine implements AutoPurchase {
  private static final Logger log = LoggerFactory.getLogger(Engine.class);

  private final RecordStore recordStore;
  private final ProviderRegistry providers;
  private final DefaultSessions sessions;
  private final DefaultActivities activities;
  private final PlanPreviewer previews;
  private final ActivityCreation creation;
  private final BookingRequests bookings;
  final ActivityExecutor runner;
  private final ActivityDispatcher dispatcher;
  private final boolean ownThreads;
  private final ThreadFactory threads;
  private final boolean runsByItself;
  private final AtomicBoolean hasWarned = new AtomicBoolean();
  private volatile Life life = Life.BUILT;
  @Nullable private final OutboxRelay delivery;
  private final BindingRequests bindings;
  private final UnbindingRequests unbindings;
  private final SyncRequests synchronizations;
  private final PaymentRequests payments;
  private final Webhooks messages;
  private final AuditTrail events;
  private final HealthView health;
  private final DefaultPurchases purchases;
  final SyncScheduler background;

  private enum Life {
    BUILT,
    STARTED,
    CLOSED
  }

  Engine(EngineOptions options, RecordStore recordStore, SecretCipher cipher, ActivityDispatcher dispatcher, boolean ownThreads) {
    this.recordStore = recordStore;
    this.dispatcher = dispatcher;
    this.ownThreads = ownThreads;
    threads = CoreEngineFactory.threads(options);
    runsByItself = options.dispatcher().isPresent() || options.workers() > 0;
    providers = new ProviderRegistry(options, recordStore.clock);
    KeyCheck check = new KeyCheck(recordStore, cipher, options.replaceLostKeys(), options.secrets().isPresent());
    sessions = new DefaultSessions(recordStore, providers, cipher, check, this::isInUse, options.expiryWarning(), options.allowSharedAccounts());
    PlanRules rules = new PlanRules(CoreEngineFactory.names(options), options.spendCap());
    creation = new ActivityCreation(recordStore, options.allowPlacingOnVolatileStore());
    HostCalls calls = new HostCalls(recordStore, sessions, providers);
    bookings = new BookingRequests(recordStore, sessions, providers, rules, creation);
    previews = new PlanPreviewer(recordStore, sessions, providers, calls, rules);
    delivery = options.listeners().isEmpty() ? null : new OutboxRelay(recordStore, options.listeners(), options.eventTakeoverDelay());
    bindings = new BindingRequests(recordStore, sessions, creation);
    unbindings = new UnbindingRequests(recordStore, creation);
    payments = new PaymentRequests(recordStore, sessions, providers, creation, options.paymentLimits());
    purchases = new DefaultPurchases(recordStore, sessions, calls, providers);
    Retention retention = new Retention(recordStore, options.retention());
    ActivityServices services = new ActivityServices(recordStore, sessions, providers, retention, options.priceVarianceLevels());
    runner = new ActivityExecutor(services, ActivityTypes.handlers(options, request -> started(unbindings.unbind(request)).id()));
    activities = new DefaultActivities(recordStore, runner, this::schedule, threads);
    synchronizations = new SyncRequests(recordStore, sessions, providers, activities, creation, this::started);
    events = new AuditTrail(recordStore, this::requireOpen);
    health = new HealthView(recordStore, services.health, sessions, delivery);
    messages = new Webhooks(recordStore, providers, synchronizations::readWhatIsDue, (id, at) -> activities.wake(id, "message", at));
    background = new SyncScheduler(recordStore, sessions, retention, options.synchronizeEvery(), this::synchronize, threads);
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
          delivery.start(threads);
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
    Objects.requireNonNull(provider, "provider");
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
    return events;
  }

  @Override
  public Health health() {
    requireOpen();
    return health.look();
  }

  @Override
  public PlanPreview preview(ReservationPlan plan) {
    requireOpen();
    Objects.requireNonNull(plan, "plan");
    return previews.of(plan);
  }

  @Override
  public Activity book(ReservationPlan plan) {
    requireOpen();
    Objects.requireNonNull(plan, "plan");
    return started(bookings.book(plan));
  }

  /** Before the host commits there is nothing to run. If its transaction does not report the commit, the dispatcher's sweep finds it. */
  @Override
  public Activity book(ReservationPlan plan, HostTransaction transaction) {
    requireOpen();
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(transaction, "transaction");
    ActivityRecord body = bookings.book(plan, transaction);
    transaction.afterCommit(() -> hint(body));
    return ActivityView.of(body);
  }

  private void hint(ActivityRecord body) {
    if (life == Life.STARTED && !body.state.isFinished()) {
      schedule(new ActivityId(body.id), recordStore.now());
    }
  }

  @Override
  public Activity bind(BindingRequest request) {
    requireOpen();
    Objects.requireNonNull(request, "request");
    providers.client(request.session().provider()); // wrong settings are the caller's to know, not the activity's
    return started(bindings.bind(request));
  }

  @Override
  public Activity unbind(UnbindingRequest request) {
    requireOpen();
    Objects.requireNonNull(request, "request");
    return started(unbindings.unbind(request));
  }

  @Override
  public Activity pay(PaymentRequest request) {
    requireOpen();
    Objects.requireNonNull(request, "request");
    return started(payments.pay(request));
  }

  @Override
  public WebhookResult handleWebhook(String provider, Map<String, List<String>> headers, byte[] body) {
    requireOpen();
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
    return messages.handle(provider, headers, body);
  }

  @Override
  public Activity synchronize(SessionId session) {
    requireOpen();
    Objects.requireNonNull(session, "session");
    return synchronizations.request(session, Duration.ZERO, null);
  }

  @Override
  public Activity synchronize(SessionId session, String by) {
    requireOpen();
    Objects.requireNonNull(session, "session");
    return synchronizations.request(session, Duration.ZERO, PlainText.requireActor(by));
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
    activities.close();
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
    recordStore.store.close();
  }

  private Activity started(ActivityRecord body) {
    if (!body.state.isFinished()) {
      schedule(new ActivityId(body.id), recordStore.now());
    }
    return ActivityView.of(body);
  }

  private boolean isInUse(SessionId session) {
    return activities.isInUse(session);
  }
}
