package io.autopurchase.core;

import io.autopurchase.ActivityState;
import io.autopurchase.Health;
import io.autopurchase.Health.Code;
import io.autopurchase.Health.Issue;
import io.autopurchase.Session;
import io.autopurchase.SessionHealth;
import io.autopurchase.SessionState;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.ActivityRecord.InDoubt;
import io.autopurchase.core.activity.ActivityView;
import io.autopurchase.core.activity.NodeHealth;
import io.autopurchase.core.event.OutboxConsumer;
import io.autopurchase.core.event.OutboxRelay;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.core.session.DefaultSessions;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** Collects what needs attention. */
final class HealthView {
  private static final int MOST = 100;
  private static final int EVENTS = 1000;
  private static final Duration UNDELIVERED = Duration.ofMinutes(1);

  /** A sweep comes every few seconds. */
  private static final Duration NO_SWEEP = Duration.ofMinutes(2);

  private final RecordStore recordStore;
  private final NodeHealth node;
  private final DefaultSessions sessions;
  @Nullable private final OutboxRelay delivery;

  /**
   * @param delivery to the listeners of this engine; null if it has none
   */
  HealthView(RecordStore recordStore, NodeHealth node, DefaultSessions sessions, @Nullable OutboxRelay delivery) {
    this.delivery = delivery;
    this.recordStore = recordStore;
    this.node = node;
    this.sessions = sessions;
  }

  Health look() {
    Instant now = recordStore.now();
    List<Issue> issues = new ArrayList<>();
    ofThisNode(issues, now);
    ofListeners(issues, now);
    boolean all = ofActivities(issues, Stream.of(RecordFields.builder().state(ActivityState.PARKED.name()).build()), Code.PARKED_ACTIVITY);
    all &= ofActivities(issues, ActivityView.unreadable(), Code.UNREADABLE_RECORD);
    all &= ofActivities(issues, ActivityView.inDoubt(), Code.ORDER_IN_DOUBT);
    sessions.list().forEach(session -> ofSession(issues, session));
    int undelivered = ofEvents(issues, now);
    issues.sort(Comparator.comparing(Issue::code));
    return Health.of(now, issues, all, undelivered);
  }

  private void ofThisNode(List<Issue> issues, Instant now) {
    if (node.isSweepFailing()) {
      issues.add(new Issue(Code.SWEEP_FAILING, "", now.minus(node.sinceSweep()), "the store cannot say which activities are due"));
    } else if (node.sinceSweep().compareTo(NO_SWEEP) > 0) {
      issues.add(
          new Issue(Code.SWEEP_FAILING, "", now.minus(node.sinceSweep()), "it was not looked for due activities for " + text(node.sinceSweep())));
    }
    for (NodeHealth.Missing provider : node.missing()) {
      issues.add(
          new Issue(
              Code.PROVIDER_MISSING, provider.provider(), now.minus(node.age(provider)), "this node leaves its activities to others: " + provider.why()));
    }
    for (NodeHealth.Call call : node.stuck()) {
      Duration age = node.age(call);
      issues.add(new Issue(Code.STUCK_CALL, call.activity(), now.minus(age), "a call has been under way for " + text(age)));
    }
  }

  private void ofListeners(List<Issue> issues, Instant now) {
    for (OutboxConsumer feed : delivery == null ? List.<OutboxConsumer>of() : delivery.feeds()) {
      OutboxConsumer.Trouble current = feed.current();
      if (current != null) {
        ofListener(issues, now, feed, Code.LISTENER_BLOCKED, current, "has not come back from event " + current.eventId());
      }
      OutboxConsumer.Trouble failure = feed.failure();
      if (failure != null) {
        ofListener(issues, now, feed, Code.LISTENER_FAILING, failure, "has failed " + failure.times() + " times at event " + failure.eventId());
      }
    }
  }

  private void ofListener(List<Issue> issues, Instant now, OutboxConsumer feed, Code code, OutboxConsumer.Trouble trouble, String what) {
    Duration age = Duration.ofNanos(recordStore.time.nanoTime() - trouble.sinceNanos());
    if (age.compareTo(UNDELIVERED) > 0) {
      issues.add(new Issue(code, feed.name(), now.minus(age), "listener " + feed.name() + " " + what + " for " + text(age)));
    }
  }

  /** Returns whether all were listed. */
  private boolean ofActivities(List<Issue> issues, Stream<RecordFields> fields, Code code) {
    List<StoredRecord> found =
        fields.flatMap(each -> recordStore.store.find(RecordQuery.of(Keys.ACTIVITY, each, 0, MOST + 1)).records().stream()).toList();
    found.stream().limit(MOST).map(row -> ofActivity(row, code)).forEach(issues::add);
    return found.size() <= MOST;
  }

  private Issue ofActivity(StoredRecord row, Code code) {
    String id = row.key().id();
    Optional<ActivityRecord> read = recordStore.find(row, ActivityRecord.class).map(Versioned::body);
    if (read.isEmpty()) {
      return new Issue(Code.UNREADABLE_RECORD, id, null, "its record cannot be read");
    }
    ActivityRecord body = read.get();
    return switch (code) {
      case PARKED_ACTIVITY ->
          new Issue(code, id, since(body), body.description + " was started several times without getting further: retry or interrupt it" + suffix(body));
      case ORDER_IN_DOUBT -> inDoubt(body);
      default -> new Issue(code, id, since(body), body.description + " needs something that cannot be read" + suffix(body));
    };
  }

  /** When it was written last; null if a wrong clock has written it. */
  @Nullable
  private Instant since(ActivityRecord body) {
    return ClockWatch.isAhead(body.writtenAt, recordStore.now()) ? null : body.writtenAt;
  }

  private static Issue inDoubt(ActivityRecord body) {
    Instant since = body.inDoubt().stream().map(InDoubt::sentAt).filter(at -> at != null).min(Comparator.naturalOrder()).orElse(null);
    List<String> ids = body.inDoubt().stream().map(InDoubt::id).toList();
    return new Issue(Code.ORDER_IN_DOUBT, body.id, since, body.description + ": it is not known what became of " + String.join(", ", ids));
  }

  private static String suffix(ActivityRecord body) {
    return body.inDoubt().isEmpty() ? "" : "; it is not known what became of an order";
  }

  private static void ofSession(List<Issue> issues, Session session) {
    String id = session.id().toString();
    if (session.state() == SessionState.NEEDS_AUTHORIZATION) {
      issues.add(new Issue(Code.SESSION_NEEDS_AUTHORIZATION, id, null, "A person has to sign in again for session " + id));
    } else if (session.state() == SessionState.ACTIVE && session.health() == SessionHealth.EXPIRING) {
      issues.add(
          new Issue(Code.SESSION_EXPIRING, id, null, "the authorization of session " + id + " ends at " + session.authorizationEndsAt().orElse(null)));
    } else if (session.state() == SessionState.ACTIVE && session.health() == SessionHealth.SYNC_FAILED) {
      issues.add(
          new Issue(
              Code.SYNCHRONIZATION_FAILED, id, session.lastSynchronizedAt().orElse(null), "the last synchronization of session " + id + " failed"));
    }
  }

  private int ofEvents(List<Issue> issues, Instant now) {
    List<StoredEvent> waiting =
        recordStore.store.events(null, true, EVENTS).stream().filter(event -> event.at().isBefore(now.minus(UNDELIVERED))).toList();
    if (delivery != null && !waiting.isEmpty()) {
      String count = waiting.size() == EVENTS ? EVENTS + " events or more" : waiting.size() + " events";
      issues.add(new Issue(Code.UNDELIVERED_EVENTS, "", waiting.get(0).at(), count + " were not taken by every listener"));
    }
    return waiting.size();
  }

  private static String text(Duration age) {
    return age.toMinutes() > 0 ? age.toMinutes() + " min" : age.toSeconds() + " s";
  }
}
