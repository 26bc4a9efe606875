package io.autopurchase.core.unbinding;

import io.autopurchase.ActivityType;
import io.autopurchase.AnswerOption;
import io.autopurchase.ConflictException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.LineKey;
import io.autopurchase.NotFoundException;
import io.autopurchase.Question;
import io.autopurchase.SessionId;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.core.activity.ActivityCreation;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.Questions;
import io.autopurchase.core.purchase.HeldLines;
import io.autopurchase.core.purchase.PurchaseRecord;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Text;
import io.autopurchase.core.record.Unreadable;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.engine.Arguments;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.UniqueName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.concurrent.ThreadSafe;

/** Turns what a host wants to be unbound into activities. Each takes its lines by their names in the commit that creates it. Thread-safe. */
@ThreadSafe
public final class UnbindingRequests {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Map<String, Set<String>> POLICIES =
      Map.of(
          Question.CANCEL_PAID_ORDER, Set.of(AnswerOption.CANCEL_ORDER, AnswerOption.UNLINK_ONLY, AnswerOption.SKIP_ITEM, AnswerOption.INTERRUPT),
          Question.CANCELLATION_PENDING, Set.of(AnswerOption.UNLINK_ONLY, AnswerOption.SKIP_ITEM, AnswerOption.INTERRUPT));

  private final RecordStore recordStore;
  private final ActivityCreation creation;
  private final HeldLines lines;

  public UnbindingRequests(RecordStore recordStore, ActivityCreation creation) {
    this.recordStore = recordStore;
    this.creation = creation;
    lines = new HeldLines(recordStore);
  }

  public ActivityRecord unbind(UnbindingRequest request) {
    Questions.checkPolicies(request.policies(), POLICIES);
    List<String> wanted = null;
    for (int attempt = 1; ; attempt++) {
      List<StoredRecord> unreadable = new ArrayList<>();
      List<Versioned<PurchaseRecord>> purchases = toFree(request, unreadable);
      List<String> links = purchases.stream().map(document -> document.body().lineId + " " + document.body().providerOrderId).toList();
      if (wanted != null && !wanted.equals(links)) {
        // What was asked for was asked of the orders that were there then.
        throw new ConflictException("CONCURRENT_CHANGE", "the lines of " + request.orderId() + " were linked otherwise at the same moment");
      }
      wanted = links;
      purchases.forEach(document -> requireExpectedOrder(request, document.body()));
      List<LineKey> keys = purchases.stream().map(document -> HeldLines.key(document.body())).toList();
      Optional<ActivityRecord> before =
          lines.before(keys, keys, body -> body instanceof UnbindingRecord other && other.unbinding.forget == request.isUnlinkOnly());
      if (before.isPresent()) {
        return before.get();
      }
      if (purchases.stream().noneMatch(document -> document.body().isLinked())) {
        return lines.ofAll(purchases, ActivityType.UNBINDING)
            .orElseThrow(() -> notPurchased(purchases.get(0).body()));
      }
      purchases.stream()
          .map(Versioned::body)
          .filter(purchase -> !purchase.isLinked())
          .findFirst()
          .ifPresent(
              purchase -> {
                throw notPurchased(purchase);
              });
      if (!request.isUnlinkOnly()) {
        creation.requireDurability();
      }
      SessionId session = session(request, purchases);
      UnbindingRecord body = creation.prepare(new UnbindingRecord(), session, request.requestedBy().orElse(null));
      body.orderId = request.orderId();
      body.description = (request.isUnlinkOnly() ? "Forget " : "Unbind ") + HeldLines.count(keys.size()) + " of " + request.orderId();
      body.unbinding = UnbindingState.of(request, purchases.stream().map(Versioned::body).toList());
      if (request.lineIds().isEmpty()) {
        leaveOut(body, unreadable);
      }
      body.total = keys.size();
      Commit.Builder commit = creation.begin(body);
      for (int i = 0; i < keys.size(); i++) {
        commit.expect(purchases.get(i).key(), purchases.get(i).version());
        HeldLines.hold(commit, keys.get(i), body);
      }
      // What is being paid, or cancelled in part, is left alone in the meantime; and what is given up is not paid.
      body.unbinding.cancellations.forEach(
          cancellation ->
              commit.reserve(
                  new UniqueName(Keys.ORDER_SCOPE, Keys.providerOrder(body.provider, cancellation.providerOrderId), body.id)));
      CommitResult result = recordStore.commit(commit.build(), PATIENCE);
      if (result instanceof CommitResult.NameTaken held && held.scope().equals(Keys.ORDER_SCOPE)) {
        throw HeldLines.held(held);
      }
      if (result.isApplied()) {
        return body;
      }
      recordStore.pauseBeforeRetry(attempt, "order " + request.orderId());
    }
  }

  /** All lines of the order were requested: lines that are left out must be reported. */
  private static void leaveOut(UnbindingRecord body, List<StoredRecord> unreadable) {
    for (StoredRecord row : unreadable.stream().filter(row -> row.fields().reference().isPresent()).toList()) {
      String lineId = Keys.line(row.key()).lineId();
      body.unbinding.leftOut.add(new UnbindingState.LeftOut(lineId, row.fields().reference().orElse(null)));
      body.journal(body.createdAt, "ERROR", Text.of(Unreadable.UNREADABLE, "text", "unreadableLine", "lineId", lineId));
    }
  }

  private static void requireExpectedOrder(UnbindingRequest request, PurchaseRecord purchase) {
    String expected = request.expectedOrders().get(purchase.lineId);
    if (expected != null && purchase.isLinked() && !expected.equals(purchase.providerOrderId)) {
      throw new ConflictException(
          "CONCURRENT_CHANGE",
          "line " + purchase.lineId + " of " + purchase.orderId + " is linked to order " + purchase.providerOrderId + ", not to " + expected);
    }
  }

  private static InvalidInputException notPurchased(PurchaseRecord purchase) {
    return new InvalidInputException(
        "lines", "NOT_PURCHASED", Arguments.of("lineId", purchase.lineId, "orderId", purchase.orderId));
  }

  /** The named lines; if none is named, all that are purchased, or that the last unbinding has set free. */
  private List<Versioned<PurchaseRecord>> toFree(UnbindingRequest request, List<StoredRecord> unreadable) {
    List<Versioned<PurchaseRecord>> ofOrder = lines.ofOrder(request.orderId(), Set.copyOf(request.lineIds()), unreadable::add);
    if (ofOrder.isEmpty()) {
      throw new NotFoundException("order", request.orderId());
    }
    if (request.lineIds().isEmpty()) {
      List<Versioned<PurchaseRecord>> linked = ofOrder.stream().filter(document -> document.body().isLinked()).toList();
      return linked.isEmpty() ? freed(ofOrder) : linked;
    }
    List<Versioned<PurchaseRecord>> named = new ArrayList<>();
    for (String lineId : request.lineIds()) {
      named.add(
          ofOrder.stream()
              .filter(document -> document.body().lineId.equals(lineId))
              .findFirst()
              .orElseThrow(() -> new NotFoundException("line", request.orderId() + "/" + lineId)));
    }
    return named;
  }

  private List<Versioned<PurchaseRecord>> freed(List<Versioned<PurchaseRecord>> ofOrder) {
    List<Versioned<PurchaseRecord>> freed =
        ofOrder.stream()
            .filter(document -> lines.activity(document.body().activity).filter(body -> body.type == ActivityType.UNBINDING).isPresent())
            .toList();
    return freed.isEmpty() ? ofOrder : freed;
  }

  private static SessionId session(UnbindingRequest request, List<Versioned<PurchaseRecord>> purchases) {
    Set<SessionId> all = new LinkedHashSet<>();
    purchases.forEach(document -> all.add(new SessionId(document.body().provider, document.body().login)));
    if (request.session().isPresent() && !all.equals(Set.of(request.session().get()))) {
      throw new InvalidInputException("session", "OTHER_SESSION", Arguments.of("sessions", all));
    }
    if (all.size() > 1) {
      throw new ConflictException("MULTIPLE_SESSIONS", "the lines were bought by " + all + ": unbind the lines of each apart");
    }
    return all.iterator().next();
  }
}
