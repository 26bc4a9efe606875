package io.autopurchase.core;

import io.autopurchase.ActivityType;
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.SessionId;
import io.autopurchase.core.UnbindingBody.Line;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.UniqueName;
import java.time.Instant;

/** OrderLinks between lines of the host and lines of provider's orders. A line of a provider's order has one link at most. */
final class OrderLinks {
  private OrderLinks() {}

  /** OrderLinks a line; the commit that follows fails if somebody else has linked that line of the order meanwhile. */
  static void link(
      Run run, LineKey line, String clientOrderId, int quantity, ProviderOrder order, ProviderOrder.Line theirs, Instant askedAt) {
    reserve(run, line, order.id(), theirs.id());
    run.changes.edit(
        line,
        purchase -> {
          purchase.clientOrderId = clientOrderId;
          purchase.activity = run.body.id;
          purchase.quantity = quantity;
          return purchase.read(order, theirs, askedAt);
        });
  }

  /** Takes over what an order shows of a line that is linked to it; what was read later counts, however late it arrives. */
  static boolean renew(Run run, PurchaseBody purchase, ProviderOrder order, ProviderOrder.Line theirs, Instant askedAt) {
    boolean same = order.id().equals(purchase.providerOrderId) && theirs.id().equals(purchase.providerOrderLineId);
    boolean older = purchase.isNewerThan(order, askedAt) && run.holds(Rule.LATER_READING_COUNTS);
    return same && !older && purchase.read(order, theirs, askedAt);
  }

  /** Whether no other activity has dealt with a line since this one began. */
  static boolean isLastOf(Run run, LineKey line) {
    return run.kernel.load(Keys.purchase(line), PurchaseBody.class).filter(p -> run.body.id.equals(p.body().activity)).isPresent();
  }

  /** Whether a line is linked to some order. */
  static boolean isLinked(Run run, LineKey line) {
    return run.kernel.load(Keys.purchase(line), PurchaseBody.class).filter(purchase -> purchase.body().isLinked()).isPresent();
  }

  /** Takes the name of a line of a provider's order for a line of the host. */
  static void reserve(Run run, LineKey line, String providerOrderId, String providerLineId) {
    if (run.holds(Rule.ONE_LINK)) {
      run.changes.reserve(
          Keys.PROVIDER_LINE_SCOPE, Keys.providerLine(run.body.provider, providerOrderId, providerLineId), Keys.name(line));
    }
  }

  /** Whether a line of a provider's order is linked to another line of the host. */
  static boolean isTaken(Run run, LineKey line, String providerOrderId, String providerLineId) {
    return run.holds(Rule.ONE_LINK)
        && run.kernel
            .store
            .owner(Keys.PROVIDER_LINE_SCOPE, Keys.providerLine(run.body.provider, providerOrderId, providerLineId))
            .filter(owner -> !owner.equals(Keys.name(line)))
            .isPresent();
  }

  /**
   * Whether an unbinding is at work on an order: what was just read of it may show a line open that is closed and free by now,
   * or will be in a moment.
   */
  static boolean isBeingUnbound(Run run, String providerOrderId) {
    return run.kernel
        .store
        .owner(Keys.ORDER_SCOPE, Keys.providerOrder(run.body.provider, providerOrderId))
        .flatMap(activity -> run.kernel.store.load(Keys.activity(activity)))
        // One that cannot be read may be one.
        .filter(row -> run.kernel.view(row, ActivityBody.class, body -> body.type == ActivityType.UNBINDING && !body.state.isFinished()).orElse(true))
        .isPresent();
  }

  /** A line is dealt with anew: lets go of the order that held it before, which is closed. */
  static void begin(Commit.Builder commit, PurchaseBody purchase, SessionId session, String activity, int quantity) {
    if (purchase.providerOrderId != null) {
      String theirs = Keys.providerLine(purchase.provider, purchase.providerOrderId, purchase.providerOrderLineId);
      commit.release(new UniqueName(Keys.PROVIDER_LINE_SCOPE, theirs, Keys.name(new LineKey(purchase.orderId, purchase.lineId))));
    }
    purchase.free(activity);
    purchase.provider = session.provider();
    purchase.login = session.login();
    purchase.quantity = quantity;
  }

  /** Sets a line free although its order lives, as a person wants it: that it is linked to nothing is no news any more. */
  static void forget(Run run, Line line) {
    run.changes.reserve(
        Keys.FORGOTTEN_SCOPE, Keys.providerOrder(run.body.provider, line.providerOrderId), Keys.FORGOTTEN_SCOPE);
    unlink(run, line);
  }

  static boolean isForgotten(Run run, String providerOrderId) {
    return run.kernel.store.owner(Keys.FORGOTTEN_SCOPE, Keys.providerOrder(run.body.provider, providerOrderId)).isPresent();
  }

  /** Sets a line free: it is ready for purchase again. */
  static void unlink(Run run, Line line) {
    LineKey key = run.body.unbinding.key(line);
    line.end(LineOutcome.UNBOUND, null, null);
    run.changes.release(
        Keys.PROVIDER_LINE_SCOPE, Keys.providerLine(run.body.provider, line.providerOrderId, line.providerLineId), Keys.name(key));
    run.changes.edit(
        key,
        purchase -> {
          // Somebody may have linked it to another order since; that link is not ours to unlink.
          boolean ours = line.providerOrderId.equals(purchase.providerOrderId);
          if (ours) {
            purchase.free(run.body.id);
          }
          return ours;
        });
  }
}
