package io.autopurchase.spring;

import io.autopurchase.ActivityCounts;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchase;
import io.autopurchase.Health;
import io.autopurchase.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The condition of all shops of a context, for the health indicators of the starters and for the endpoint. It has no word of customers,
 * recipients or tokens. Thread-safe.
 */
public final class ShopStatus {
  private final List<ShopEngine> shops;
  private final String attentionStatus;

  /**
   * Of some shops.
   *
   * @param shops at least one
   * @param attentionStatus the status to report when something needs a person
   */
  ShopStatus(List<ShopEngine> shops, String attentionStatus) {
    this.shops = List.copyOf(shops);
    this.attentionStatus = attentionStatus;
  }

  /**
   * What a health indicator says.
   *
   * @param status {@code DOWN}, or the status for attention, or {@code UP}
   * @param failure why it is down; empty if it is not
   * @param details by name; of each shop if there are several
   */
  public record Report(String status, Optional<Exception> failure, Map<String, Object> details) {}

  /**
   * Looks. It is down if an engine is stopped or its store cannot be read, and never because a session is lost: then instances would be
   * taken out of service, which does not help the person who has to sign in.
   */
  public Report health() {
    Map<String, Object> details = new LinkedHashMap<>();
    boolean needsAttention = false;
    Exception failure = null;
    for (ShopEngine shop : shops) {
      try {
        Map<String, Object> ofShop = new LinkedHashMap<>();
        needsAttention |= health(shop.engine(), ofShop);
        details.put(shop.name(), ofShop);
      } catch (RuntimeException e) {
        failure = e;
        details.put(shop.name(), Map.of("error", String.valueOf(e.getMessage())));
      }
    }
    if (shops.size() == 1) {
      details = flat(details);
    }
    return new Report(failure != null ? "DOWN" : needsAttention ? attentionStatus : "UP", Optional.ofNullable(failure), details);
  }

  private static Map<String, Object> flat(Map<String, Object> details) {
    Map<String, Object> all = new LinkedHashMap<>();
    ((Map<?, ?>) details.values().iterator().next()).forEach((key, value) -> all.put((String) key, value));
    return all;
  }

  private static boolean health(AutoPurchase engine, Map<String, Object> details) {
    Health health = engine.health();
    List<Session> sessions = engine.sessions().list();
    details.put("issues", issues(health));
    details.put("sessions", sessions.size());
    details.put("openQuestions", engine.activities().counts(ActivityQuery.builder().state(ActivityState.WAITING_FOR_ANSWER).build()).total());
    sessions.stream().flatMap(session -> session.lastSynchronizedAt().stream()).max(Instant::compareTo).ifPresent(last -> details.put("lastSynchronizedAt", last.toString()));
    return !health.healthy();
  }

  private static List<Map<String, String>> issues(Health health) {
    List<Map<String, String>> issues = new ArrayList<>();
    for (Health.Issue issue : health.issues()) {
      Map<String, String> each = new LinkedHashMap<>();
      each.put("code", issue.code().name());
      each.put("subject", issue.subject());
      if (issue.since() != null) {
        each.put("since", issue.since().toString());
      }
      issues.add(each);
    }
    return issues;
  }

  /** What the endpoint shows, by the qualifier of each shop. */
  Map<String, Object> summary() {
    Map<String, Object> all = new LinkedHashMap<>();
    shops.forEach(shop -> all.put(shop.name(), summary(shop.engine())));
    return all;
  }

  private static Map<String, Object> summary(AutoPurchase engine) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("version", AutoPurchase.version());
    summary.put("providers", engine.providers());
    ActivityCounts counts = engine.activities().counts(ActivityQuery.builder().build());
    Map<String, Object> activities = new LinkedHashMap<>();
    counts.byStateAndType().forEach((state, ofState) -> {
      Map<String, Object> types = new LinkedHashMap<>();
      ofState.forEach((type, count) -> types.put(type.name(), count));
      activities.put(state.name(), types);
    });
    summary.put("activities", activities);
    summary.put("activitiesExact", counts.isExact());
    List<Map<String, String>> sessions = new ArrayList<>();
    for (Session session : engine.sessions().list()) {
      Map<String, String> each = new LinkedHashMap<>();
      each.put("id", session.id().toString());
      each.put("state", session.state().name());
      each.put("health", session.health().name());
      session.authorizationEndsAt().ifPresent(at -> each.put("authorizationEndsAt", at.toString()));
      session.lastSynchronizedAt().ifPresent(at -> each.put("lastSynchronizedAt", at.toString()));
      sessions.add(each);
    }
    summary.put("sessions", sessions);
    Health health = engine.health();
    summary.put("issues", issues(health));
    summary.put("undeliveredEvents", health.undeliveredEvents());
    return summary;
  }
}
