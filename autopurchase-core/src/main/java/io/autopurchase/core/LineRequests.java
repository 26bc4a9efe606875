package io.autopurchase.core;

import io.autopurchase.ActivityType;
import io.autopurchase.BindingRequest;
import io.autopurchase.ConflictException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.NotFoundException;
import io.autopurchase.AnswerOption;
import io.autopurchase.Question;
import io.autopurchase.SessionId;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.PlainText;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.UniqueName;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.annotation.Nullable;

/**
 * Turns what a host asks for lines that are, or are to be, linked to a provider's orders into activities. Each takes its lines
 * by their names in the commit that creates it, so that one activity at a time deals with a line.
 */
final class LineRequests {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PAGE = 500;

  /** To look again is no policy: what does not change would be looked at for ever. */
  private static final Map<String, Set<String>> BINDING_POLICIES =
      Map.of(
          Question.LINE_MISMATCH, Set.of(AnswerOption.CANCEL_ITEM, AnswerOption.SKIP_ITEM, AnswerOption.INTERRUPT),
          Question.ACCOUNT_MISMATCH, Set.of(AnswerOption.APPROVE, AnswerOption.SKIP_ITEM, AnswerOption.INTERRUPT));

  private static final Map<String, Set<String>> UNBINDING_POLICIES =
      Map.of(
          Question.CANCEL_PAID_ORDER, Set.of(AnswerOption.CANCEL_ORDER, AnswerOption.UNLINK_ONLY, AnswerOption.SKIP_ITEM, AnswerOption.INTERRUPT),
          Question.CANCELLATION_PENDING, Set.of(AnswerOption.UNLINK_ONLY, AnswerOption.SKIP_ITEM, AnswerOption.INTERRUPT));

  private final RecordStore kernel;
  private final DefaultSessions sessions;
  private final Planning planning;

  LineRequests(RecordStore kernel, DefaultSessions sessions, Planning planning) {
    this.kernel = kernel;
    this.sessions = sessions;
    this.planning = planning;
  }

  // Binding

  ActivityRecord bind(BindingRequest request) {
    sessions.records().require(request.session());
    check(request.policies(), BINDING_POLICIES);
    List<LineKey> keys = request.lines().stream().map(request::key).toList();
    for (int attempt = 1; ; attempt++) {
      List<Versioned<PurchaseRecord>> purchases = keys.stream().map(this::purchase).toList();
      List<LineKey> unlinked = purchases.stream().map(Versioned::body).filter(purchase -> !purchase.isLinked()).map(LineRequests::key).toList();
      Optional<ActivityRecord> before =
          before(keys, unlinked, body -> body.binding != null && body.binding.number.equals(request.providerOrder()) && isOf(body, request.session()));
      if (before.isPresent()) {
        return before.get();
      }
      BindingState binding = BindingState.of(request);
      Optional<ActivityRecord> done = alreadyBound(binding, purchases);
      if (done.isPresent()) {
        return done.get();
      }
      ActivityRecord body = planning.newActivity(ActivityType.BINDING, request.session(), kernel.now());
      Requests.note(body, request.requestedBy().orElse(null));
      body.orderId = request.orderId();
      body.description = "Bind " + lines(keys.size()) + " of " + request.orderId() + " to " + request.providerOrder();
      body.binding = binding;
      body.total = keys.size();
      Commit.Builder commit = begin(body);
      for (int i = 0; i < keys.size(); i++) {
        Versioned<PurchaseRecord> document = purchases.get(i);
        PurchaseRecord purchase = document.body();
        if (purchase.isLinked()) {
          commit.expect(document.key(), document.version());
        } else {
          OrderLinks.begin(commit, purchase, request.session(), body.id, request.lines().get(i).quantity());
          kernel.put(commit, document, purchase.fields());
          takeFromUncertain(commit, keys.get(i));
          hold(commit, keys.get(i), body);
        }
      }
      if (kernel.commit(commit.build(), PATIENCE).isApplied()) {
        return body;
      }
      kernel.pauseBeforeRetry(attempt, "order " + request.orderId());
    }
  }

  /** A person names the order that an interrupted booking has not found: it does not hold the line any more. */
  private void takeFromUncertain(Commit.Builder commit, LineKey line) {
    kernel
        .store
        .owner(Keys.LINE_SCOPE, Keys.name(line))
        .filter(holder -> activity(holder).filter(ActivityRecord::hasEndedUncertain).isPresent())
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
      line.end(LineOutcome.BOUND, "ALREADY_PURCHASED", "the line was linked to the order before");
      line.providerOrderId = purchase.providerOrderId;
    }
    boolean all = binding.lines.stream().allMatch(line -> line.outcome == LineOutcome.BOUND);
    return all ? ofAll(purchases, ActivityType.BINDING) : Optional.empty();
  }

  // Unbinding

  ActivityRecord unbind(UnbindingRequest request) {
    check(request.policies(), UNBINDING_POLICIES);
    List<String> wanted = null;
    for (int attempt = 1; ; attempt++) {
      List<Versioned<PurchaseRecord>> purchases = toFree(request);
      List<String> links = purchases.stream().map(document -> document.body().lineId + " " + document.body().providerOrderId).toList();
      if (wanted != null && !wanted.equals(links)) {
        // What was asked for was asked of the orders that were there then.
        throw new ConflictException("CONCURRENT_CHANGE", "the lines of " + request.orderId() + " were linked otherwise at the same moment");
      }
      wanted = links;
      purchases.forEach(document -> requireExpectedOrder(request, document.body()));
      List<LineKey> keys = purchases.stream().map(document -> key(document.body())).toList();
      Optional<ActivityRecord> before = before(keys, keys, body -> body.unbinding != null && body.unbinding.forget == request.isUnlinkOnly());
      if (before.isPresent()) {
        return before.get();
      }
      if (purchases.stream().noneMatch(document -> document.body().isLinked())) {
        return ofAll(purchases, ActivityType.UNBINDING)
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
        planning.requireDurability();
      }
      SessionId session = session(request, purchases);
      ActivityRecord body = planning.newActivity(ActivityType.UNBINDING, session, kernel.now());
      Requests.note(body, request.requestedBy().orElse(null));
      body.orderId = request.orderId();
      body.description = (request.isUnlinkOnly() ? "Forget " : "Unbind ") + lines(keys.size()) + " of " + request.orderId();
      body.unbinding = UnbindingState.of(request, purchases.stream().map(Versioned::body).toList());
      body.total = keys.size();
      Commit.Builder commit = begin(body);
      for (int i = 0; i < keys.size(); i++) {
        commit.expect(purchases.get(i).key(), purchases.get(i).version());
        hold(commit, keys.get(i), body);
      }
      // What is being paid, or cancelled in part, is left alone in the meantime; and what is given up is not paid.
      body.unbinding.cancellations.forEach(
          cancellation ->
              commit.reserve(
                  new UniqueName(Keys.ORDER_SCOPE, Keys.providerOrder(body.provider, cancellation.providerOrderId), body.id)));
      CommitResult result = kernel.commit(commit.build(), PATIENCE);
      if (result instanceof CommitResult.NameTaken held && held.scope().equals(Keys.ORDER_SCOPE)) {
        throw new ConflictException("ORDER_HELD", "activity " + held.owner() + " deals with order " + held.name());
      }
      if (result.isApplied()) {
        return body;
      }
      kernel.pauseBeforeRetry(attempt, "order " + request.orderId());
    }
  }

  private static void requireExpectedOrder(UnbindingRequest request, PurchaseRecord purchase) {
    String expected = request.expectedOrders().get(purchase.lineId);
    if (expected != null && purchase.isLinked() && !expected.equals(purchase.providerOrderId)) {
      throw new ConflictException(
          "CONCURRENT_CHANGE", "line " + purchase.lineId + " of " + purchase.orderId + " is linked to order " + purchase.providerOrderId + ", not to " + expected);
    }
  }

  private static InvalidInputException notPurchased(PurchaseRecord purchase) {
    return new InvalidInputException(
        "lines", "NOT_PURCHASED", "line " + purchase.lineId + " of " + purchase.orderId + " is not purchased");
  }

  /** The named lines; where none is named, all that are purchased, or that the last unbinding has set free. */
  private List<Versioned<PurchaseRecord>> toFree(UnbindingRequest request) {
    List<Versioned<PurchaseRecord>> ofOrder = ofOrder(request.orderId(), Set.copyOf(request.lineIds()));
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
            .filter(document -> activity(document.body().activity).filter(body -> body.type == ActivityType.UNBINDING).isPresent())
            .toList();
    return freed.isEmpty() ? ofOrder : freed;
  }

  private static SessionId session(UnbindingRequest request, List<Versioned<PurchaseRecord>> purchases) {
    Set<SessionId> all = new LinkedHashSet<>();
    purchases.forEach(document -> all.add(new SessionId(document.body().provider, document.body().login)));
    if (request.session().isPresent() && !all.equals(Set.of(request.session().get()))) {
      throw new InvalidInputException("session", "OTHER_SESSION", "the lines were bought by " + all);
    }
    if (all.size() > 1) {
      throw new ConflictException("MULTIPLE_SESSIONS", "the lines were bought by " + all + ": unbind the lines of each apart");
    }
    return all.iterator().next();
  }

  // What they share

  private static void check(Map<String, String> policies, Map<String, Set<String>> possible) {
    policies.forEach(
        (code, option) -> {
          Set<String> options = possible.get(code);
          if (options == null) {
            throw new InvalidInputException("policies." + code, "UNKNOWN_QUESTION", PlainText.quote(code) + " is not one of " + new TreeSet<>(possible.keySet()));
          }
          if (!options.contains(option)) {
            throw new InvalidInputException("policies." + code, "UNKNOWN_OPTION", PlainText.quote(option) + " is not one of " + new TreeSet<>(options));
          }
        });
  }

  private Commit.Builder begin(ActivityRecord body) {
    Commit.Builder commit = kernel.begin();
    kernel.put(commit, new Versioned<>(Keys.activity(body.id), 0, body), ActivityView.fields(body));
    Requests.append(kernel, commit, body);
    return commit;
  }

  private static void hold(Commit.Builder commit, LineKey line, ActivityRecord body) {
    commit.reserve(new UniqueName(Keys.LINE_SCOPE, Keys.name(line), body.id));
  }

  private static String lines(int count) {
    return count == 1 ? "1 line" : count + " lines";
  }

  private static LineKey key(PurchaseRecord purchase) {
    return new LineKey(purchase.orderId, purchase.lineId);
  }

  private Versioned<PurchaseRecord> purchase(LineKey key) {
    return kernel.load(Keys.purchase(key), PurchaseRecord.class).orElseGet(() -> new Versioned<>(Keys.purchase(key), 0, PurchaseRecord.of(key)));
  }

  /**
   * @param named the lines that are asked for by name: one of them that cannot be read is an error, another one is left alone
   */
  private List<Versioned<PurchaseRecord>> ofOrder(String orderId, Set<String> named) {
    RecordFields fields = RecordFields.builder().orderId(orderId).build();
    List<Versioned<PurchaseRecord>> all = new ArrayList<>();
    List<StoredRecord> rows;
    String before = null;
    do {
      rows = kernel.store.find(RecordQuery.of(Keys.PURCHASE, fields, 0, PAGE).before(before)).records();
      for (StoredRecord row : rows) {
        before = row.key().id();
        if (named.contains(Keys.line(row.key()).lineId())) {
          all.add(kernel.read(row, PurchaseRecord.class));
        } else {
          kernel.find(row, PurchaseRecord.class).ifPresent(all::add);
        }
      }
    } while (rows.size() == PAGE);
    if (all.isEmpty() && before != null) {
      // Not one of them can be read: that is what there is to say.
      kernel.load(new RecordKey(Keys.PURCHASE, before), PurchaseRecord.class);
    }
    all.sort(Comparator.comparing(document -> document.body().lineId));
    return all;
  }

  /**
   * The unfinished activity that was asked for the same; empty if no activity holds any of the lines.
   *
   * @param toDo the lines that it must hold
   * @throws ConflictException where others hold some of the lines, or it was asked for something else
   */
  private Optional<ActivityRecord> before(List<LineKey> keys, List<LineKey> toDo, Predicate<ActivityRecord> isSame) {
    Map<LineKey, String> holders = new HashMap<>();
    keys.forEach(key -> kernel.store.owner(Keys.LINE_SCOPE, Keys.name(key)).ifPresent(holder -> holders.put(key, holder)));
    List<ActivityRecord> unfinished =
        holders.values().stream().distinct().flatMap(id -> activity(id).stream()).filter(body -> !body.state.isFinished()).toList();
    if (unfinished.isEmpty()) {
      return Optional.empty();
    }
    if (unfinished.size() == 1 && holders.keySet().containsAll(toDo) && isSame.test(unfinished.get(0))) {
      return Optional.of(unfinished.get(0));
    }
    throw new ConflictException("LINE_HELD", "activities " + Set.copyOf(holders.values()) + " deal with some of the lines of " + keys.get(0).orderId());
  }

  private static boolean isOf(ActivityRecord body, SessionId session) {
    return body.provider.equals(session.provider()) && body.login.equals(session.login());
  }

  /** The activity of a type that has dealt last with all of some lines. */
  private Optional<ActivityRecord> ofAll(List<Versioned<PurchaseRecord>> purchases, ActivityType type) {
    String first = purchases.get(0).body().activity;
    boolean one = first != null && purchases.stream().allMatch(document -> first.equals(document.body().activity));
    return one ? activity(first).filter(body -> body.type == type) : Optional.empty();
  }

  private Optional<ActivityRecord> activity(@Nullable String id) {
    return Optional.ofNullable(id).flatMap(each -> kernel.load(Keys.activity(each), ActivityRecord.class)).map(Versioned::body);
  }
}
