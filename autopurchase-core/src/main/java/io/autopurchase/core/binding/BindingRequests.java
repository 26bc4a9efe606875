package io.autopurchase.core.binding;

import io.autopurchase.ActivityType;
import io.autopurchase.AnswerOption;
import io.autopurchase.BindingRequest;
import io.autopurchase.ConflictException;
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.Question;
import io.autopurchase.core.activity.ActivityCreation;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.Questions;
import io.autopurchase.core.purchase.HeldLines;
import io.autopurchase.core.purchase.OrderLinks;
import io.autopurchase.core.purchase.PurchaseRecord;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.core.session.DefaultSessions;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.UniqueName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.concurrent.ThreadSafe;

/** Turns what a host wants to be bound into activities. Each takes its lines by their names in the commit that creates it. Thread-safe. */
@ThreadSafe
public final class BindingRequests {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Map<String, Set<String>> POLICIES =
      Map.of(
          Question.LINE_MISMATCH, Set.of(AnswerOption.CANCEL_ITEM, AnswerOption.SKIP_ITEM, AnswerOption.INTERRUPT),
          Question.ACCOUNT_MISMATCH, Set.of(AnswerOption.APPROVE, AnswerOption.SKIP_ITEM, AnswerOption.INTERRUPT));

  private final RecordStore recordStore;
  private final DefaultSessions sessions;
  private final ActivityCreation creation;
  private final HeldLines lines;

  public BindingRequests(RecordStore recordStore, DefaultSessions sessions, ActivityCreation creation) {
    this.recordStore = recordStore;
    this.sessions = sessions;
    this.creation = creation;
    lines = new HeldLines(recordStore);
  }

  public ActivityRecord bind(BindingRequest request) {
    sessions.records().require(request.session());
    Questions.checkPolicies(request.policies(), POLICIES);
    List<LineKey> keys = request.lines().stream().map(request::key).toList();
    for (int attempt = 1; ; attempt++) {
      List<Versioned<PurchaseRecord>> purchases = keys.stream().map(lines::purchase).toList();
      List<LineKey> unlinked = purchases.stream().map(Versioned::body).filter(purchase -> !purchase.isLinked()).map(HeldLines::key).toList();
      Optional<ActivityRecord> before = lines.before(keys, unlinked, body -> isSame(body, request));
      if (before.isPresent()) {
        return before.get();
      }
      BindingState binding = BindingState.of(request);
      Optional<ActivityRecord> done = alreadyBound(binding, purchases);
      if (done.isPresent()) {
        return done.get();
      }
      BindingRecord body = creation.prepare(new BindingRecord(), request.session(), request.requestedBy().orElse(null));
      body.orderId = request.orderId();
      body.description = "Bind " + HeldLines.count(keys.size()) + " of " + request.orderId() + " to " + request.providerOrder();
      body.binding = binding;
      body.total = keys.size();
      Commit.Builder commit = creation.begin(body);
      for (int i = 0; i < keys.size(); i++) {
        Versioned<PurchaseRecord> document = purchases.get(i);
        PurchaseRecord purchase = document.body();
        if (purchase.isLinked()) {
          commit.expect(document.key(), document.version());
        } else {
          OrderLinks.begin(commit, purchase, request.session(), body.id, request.lines().get(i).quantity(), recordStore.now());
          recordStore.put(commit, document, purchase.fields());
          takeFromUncertain(commit, keys.get(i));
          HeldLines.hold(commit, keys.get(i), body);
        }
      }
      if (recordStore.commit(commit.build(), PATIENCE).isApplied()) {
        return body;
      }
      recordStore.pauseBeforeRetry(attempt, "order " + request.orderId());
    }
  }

  /** A person names the order that an interrupted booking has not found: it does not hold the line any more. */
  private void takeFromUncertain(Commit.Builder commit, LineKey line) {
    recordStore
        .store
        .owner(Keys.LINE_SCOPE, Keys.name(line))
        .filter(holder -> lines.activity(holder).filter(ActivityRecord::hasEndedUncertain).isPresent())
        .ifPresent(holder -> commit.release(new UniqueName(Keys.LINE_SCOPE, Keys.name(line), holder)));
  }

  /** Lines that are linked to the very order are bound already. Returns the activity that has bound all of them, if one has. */
  private Optional<ActivityRecord> alreadyBound(BindingState binding, List<Versioned<PurchaseRecord>> purchases) {
    for (int i = 0; i < purchases.size(); i++) {
      PurchaseRecord purchase = purchases.get(i).body();
      if (!purchase.isLinked()) {
        continue;
      }
      if (!binding.number.equals(purchase.providerOrderId) && !binding.number.equals(purchase.siteOrderId)) {
        throw new ConflictException(
            "ALREADY_PURCHASED",
            "line " + purchase.lineId + " of " + purchase.orderId + " is linked to order " + purchase.providerOrderId);
      }
      BindingState.Line line = binding.lines.get(i);
      line.end(LineOutcome.BOUND, "ALREADY_PURCHASED");
      line.providerOrderId = purchase.providerOrderId;
    }
    boolean all = binding.lines.stream().allMatch(line -> line.outcome == LineOutcome.BOUND);
    return all ? lines.ofAll(purchases, ActivityType.BINDING) : Optional.empty();
  }

  /** Whether an activity is to link lines to the same order, in the same session. */
  private static boolean isSame(ActivityRecord body, BindingRequest request) {
    return body instanceof BindingRecord other
        && other.binding.number.equals(request.providerOrder())
        && body.provider.equals(request.session().provider())
        && body.login.equals(request.session().login());
  }
}
