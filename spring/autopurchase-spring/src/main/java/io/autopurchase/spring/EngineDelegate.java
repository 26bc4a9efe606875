package io.autopurchase.spring;

import io.autopurchase.Activities;
import io.autopurchase.Activity;
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
import io.autopurchase.SessionId;
import io.autopurchase.Sessions;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.WebhookResult;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The bean that a host injects: passes every call to the engine that runs now. There may be several in the life of a context, one after the
 * other, as tests pause contexts; what was obtained from this bean stays usable.
 */
final class EngineDelegate implements AutoPurchase {
  private final ShopEngine shop;
  private final Sessions sessions = forward(Sessions.class, AutoPurchase::sessions);
  private final Activities activities = forward(Activities.class, AutoPurchase::activities);
  private final Purchases purchases = forward(Purchases.class, AutoPurchase::purchases);
  private final Events events = forward(Events.class, AutoPurchase::events);

  EngineDelegate(ShopEngine shop) {
    this.shop = shop;
  }

  private <T> T forward(Class<T> type, Function<AutoPurchase, T> facade) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                  case "equals" -> self == arguments[0];
                  case "hashCode" -> System.identityHashCode(self);
                  default -> type.getSimpleName() + " of " + this;
                };
              }
              try {
                return method.invoke(facade.apply(shop.engine()), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(proxy);
  }

  /** Does nothing while the context runs the engine; it alone starts it. */
  @Override
  public AutoPurchase start() {
    shop.requireRun();
    shop.engine();
    return this;
  }

  @Override
  public List<String> providers() {
    return shop.engine().providers();
  }

  @Override
  public List<RecipientRule> recipientRules(String provider) {
    return shop.engine().recipientRules(provider);
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
    return purchases;
  }

  @Override
  public Events events() {
    return events;
  }

  @Override
  public Health health() {
    return shop.engine().health();
  }

  @Override
  public PlanPreview preview(ReservationPlan plan) {
    return shop.engine().preview(plan);
  }

  @Override
  public Activity book(ReservationPlan plan) {
    shop.transactions().checkPlainBooking(plan);
    return shop.engine().book(plan);
  }

  @Override
  public Activity book(ReservationPlan plan, HostTransaction transaction) {
    return shop.engine().book(plan, transaction);
  }

  @Override
  public Activity bind(BindingRequest request) {
    return shop.engine().bind(request);
  }

  @Override
  public Activity unbind(UnbindingRequest request) {
    return shop.engine().unbind(request);
  }

  @Override
  public Activity synchronize(SessionId session) {
    return shop.engine().synchronize(session);
  }

  @Override
  public Activity synchronize(SessionId session, String by) {
    return shop.engine().synchronize(session, by);
  }

  @Override
  public Activity pay(PaymentRequest request) {
    return shop.engine().pay(request);
  }

  @Override
  public WebhookResult handleWebhook(String provider, Map<String, List<String>> headers, byte[] body) {
    return shop.engine().handleWebhook(provider, headers, body);
  }

  /** Stops the engine as the context does; a later start of the context builds another. */
  @Override
  public void close() {
    shop.stop();
  }

  @Override
  public String toString() {
    return "autopurchase of the shop " + shop.name();
  }
}
