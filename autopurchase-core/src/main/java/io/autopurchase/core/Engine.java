package io.autopurchase.core;

import io.autopurchase.Activities;
import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityType;
import io.autopurchase.AutoPurchase;
import io.autopurchase.BindingRequest;
import io.autopurchase.ConfigurationException;
import io.autopurchase.Events;
import io.autopurchase.HostTransaction;
import io.autopurchase.InvalidInputException;
import io.autopurchase.LineKey;
import io.autopurchase.MessageReceipt;
import io.autopurchase.Parcel;
import io.autopurchase.PaymentDue;
import io.autopurchase.PaymentRequest;
import io.autopurchase.PlanPreview;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseEvent;
import io.autopurchase.Purchases;
import io.autopurchase.ReservationPlan;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.Sessions;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.EngineOptions;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.Reservation;
import io.autopurchase.spi.SecretCipher;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts together. */
final class Engine implements AutoPurchase, Purchases, Events {
  private static final Logger log = LoggerFactory.getLogger(Engine.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PAGE = 500;

  private final Kernel kernel;
  private final ProviderRegistry providers;
  private final SessionDesk sessions;
  private final ActivityDesk activities;
  private final Planning planning;
  final Runner runner;
  private final ActivityDispatcher dispatcher;
  @Nullable private final EventDelivery delivery;
  @Nullable private final ScheduledExecutorService background;

  Engine(EngineOptions options, Kernel kernel, SecretCipher cipher, ActivityDispatcher dispatcher, boolean ownThreads) {
    this.kernel = kernel;
    this.dispatcher = dispatcher;
    providers = new ProviderRegistry(options);
    sessions = new SessionDesk(kernel, providers, cipher, this::activated, this::isInUse);
    planning = new Planning(kernel, sessions, providers, options.allowPlacingOnVolatileStore());
    delivery = options.listeners().isEmpty() ? null : new EventDelivery(kernel, options.listeners(), options.eventGrace());
    Questions questions = new Questions(options.questionDeadline());
    Map<ActivityType, Procedure> procedures = new EnumMap<>(ActivityType.class);
    procedures.put(
        ActivityType.BOOKING,
        new BookingProcedure(new BookingPlacing(options.placementLimit()), questions));
    procedures.put(ActivityType.SYNCHRONIZATION, new SynchronizationProcedure());
    runner = new Runner(kernel, sessions, providers, procedures);
    activities = new ActivityDesk(kernel, runner, dispatcher);
    if (delivery != null && ownThreads) {
      delivery.start();
    }
    dispatcher.start(runner);
    background = options.synchronizeEvery().isZero() || !ownThreads ? null : synchronizeEvery(options.synchronizeEvery());
  }

  @Override
  public Sessions sessions() {
    return sessions;
  }

  @Override
  public Activities activities() {
    return activities;
  }

  @Override
  public Purchases purchases() {
    return this;
  }

  @Override
  public Events events() {
    return this;
  }

  @Override
  public PlanPreview preview(ReservationPlan plan) {
    return planning.preview(plan);
  }

  @Override
  public Activity book(ReservationPlan plan) {
    return started(planning.book(plan));
  }

  /** Nothing is scheduled: before the host commits there is nothing to run, and then the dispatcher's sweep finds it. */
  @Override
  public Activity book(ReservationPlan plan, HostTransaction transaction) {
    return ActivityView.of(planning.book(plan, transaction));
  }

  @Override
  public Activity bind(BindingRequest request) {
    throw new ConfigurationException("binding is not available yet");
  }

  @Override
  public Activity unbind(UnbindingRequest request) {
    throw new ConfigurationException("unbinding is not available yet");
  }

  @Override
  public Activity pay(PaymentRequest request) {
    throw new ConfigurationException("payment is not available yet");
  }

  @Override
  public MessageReceipt handleMessage(String provider, Map<String, List<String>> headers, byte[] body) {
    throw new ConfigurationException("messages are not available yet");
  }

  @Override
  public List<PaymentDue> awaitingPayment(SessionId session) {
    throw new ConfigurationException("payment is not available yet");
  }

  @Override
  public List<Parcel> parcels(LineKey line) {
    throw new ConfigurationException("parcels are not available yet");
  }

  @Override
  public Activity synchronize(SessionId session) {
    sessions.records().require(session);
    while (true) {
      ActivityBody body = planning.newActivity(ActivityType.SYNCHRONIZATION, session, kernel.now());
      body.description = "Synchronize " + session;
      body.synchronization = new SynchronizationBody();
      Commit.Builder commit = kernel.begin();
      kernel.put(commit, new Document<>(Keys.activity(body.id), 0, body), ActivityView.fields(body));
      commit.reserve(new Reservation(Keys.SYNCHRONIZATION_SCOPE, Keys.name(session), body.id));
      CommitResult result = kernel.commit(commit.build(), PATIENCE);
      if (result.isApplied()) {
        return started(body);
      }
      Optional<Activity> running =
          kernel.store.owner(Keys.SYNCHRONIZATION_SCOPE, Keys.name(session)).map(ActivityId::new).flatMap(activities::find);
      if (running.isPresent()) {
        return running.get();
      }
    }
  }

  @Override
  public List<Purchase> ofOrder(String orderId) {
    List<Purchase> all = new ArrayList<>();
    RecordFields fields = RecordFields.builder().orderId(orderId).build();
    List<StoredRecord> rows;
    int offset = 0;
    do {
      rows = kernel.store.find(RecordQuery.of(Keys.PURCHASE, fields, offset, PAGE)).records();
      rows.forEach(row -> all.add(view(row)));
      offset += PAGE;
    } while (rows.size() == PAGE);
    all.sort(Comparator.comparing(purchase -> purchase.line().lineId()));
    return all;
  }

  @Override
  public Optional<Purchase> find(LineKey line) {
    return kernel.store.load(Keys.purchase(line)).map(this::view);
  }

  private Purchase view(StoredRecord row) {
    return kernel.view(row, PurchaseBody.class, PurchaseBody::view).orElseGet(() -> Unreadable.purchase(row));
  }

  @Override
  public List<PurchaseEvent> after(@Nullable String after, int limit) {
    if (limit < 1 || limit > 1000) {
      throw new InvalidInputException("limit", "RANGE", limit + " is not between 1 and 1000");
    }
    return kernel.store.events(after, false, limit).stream().map(this::view).toList();
  }

  private PurchaseEvent view(StoredEvent row) {
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
  public void close() {
    if (background != null) {
      background.shutdownNow();
    }
    runner.drain();
    dispatcher.close();
    if (delivery != null) {
      delivery.close();
    }
    providers.close();
    kernel.store.close();
  }

  private Activity started(ActivityBody body) {
    if (!body.state.isFinished()) {
      dispatcher.schedule(new ActivityId(body.id), kernel.now());
    }
    return ActivityView.of(body);
  }

  private void activated(SessionId session) {
    activities.wake(session);
  }

  private boolean isInUse(SessionId session) {
    return activities.isInUse(session);
  }

  private ScheduledExecutorService synchronizeEvery(Duration interval) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread t = new Thread(work, "autopurchase-synchronization");
              t.setDaemon(true);
              return t;
            });
    long first = kernel.ids.jitter(interval.toMillis());
    thread.scheduleWithFixedDelay(this::synchronizeAll, first, interval.toMillis(), TimeUnit.MILLISECONDS);
    return thread;
  }

  private void synchronizeAll() {
    try {
      for (Session session : sessions.list()) {
        if (session.state() == SessionState.ACTIVE) {
          synchronize(session.id());
        }
      }
    } catch (RuntimeException e) {
      log.warn("Background synchronization is left out once: {}", e.getMessage());
    }
  }
}
