package io.autopurchase.core.purchase;

import io.autopurchase.ActivityType;
import io.autopurchase.Item;
import io.autopurchase.LineKey;
import io.autopurchase.SessionId;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.UniqueName;
import java.time.Instant;
import java.util.Optional;

/** Links between lines of the host and lines of provider's orders. A line of a provider's order has one link at most. */
public final class OrderLinks {
  private OrderLinks() {}

  /** Links a line; the commit that follows fails if another activity has linked that line of the order in the meantime. */
  public static void link(
      StepContext step, LineKey line, String clientOrderId, Item item, int quantity, ProviderOrder order, ProviderOrder.Line theirs, Instant askedAt) {
    reserve(step, line, order.id(), theirs.id());
    PurchaseEdit.of(
        step,
        line,
        purchase -> {
          purchase.clientOrderId = clientOrderId;
          purchase.activity = step.body.id;
          purchase.quantity = quantity;
          boolean changed = purchase.read(order, theirs, askedAt);
          purchase.ordered(item);
          return changed;
        });
  }

  /** Takes over what an order shows of a line that is linked to it; what was read later counts, however late it arrives. */
  public static boolean renew(StepContext step, PurchaseRecord purchase, ProviderOrder order, ProviderOrder.Line theirs, Instant askedAt) {
    boolean same = order.id().equals(purchase.providerOrderId) && theirs.id().equals(purchase.providerOrderLineId);
    boolean older = step.safety.isOutdated(purchase.isNewerThan(order, askedAt));
    return same && !older && purchase.read(order, theirs, askedAt);
  }

  /** Whether no other activity has dealt with a line since this one began; not if that cannot be read. */
  public static boolean isLastOf(StepContext step, LineKey line) {
    return step.recordStore.find(Keys.purchase(line), PurchaseRecord.class).filter(p -> step.body.id.equals(p.body().activity)).isPresent();
  }

  /** The provider's order to which a line is linked; empty if it is linked to none, or if that cannot be read. */
  public static Optional<String> orderOf(StepContext step, LineKey line) {
    return step.recordStore
        .find(Keys.purchase(line), PurchaseRecord.class)
        .map(Versioned::body)
        .filter(PurchaseRecord::isLinked)
        .map(purchase -> purchase.providerLine().orderId());
  }

  /** Takes the name of a line of a provider's order for a line of the host. */
  public static void reserve(StepContext step, LineKey line, String providerOrderId, String providerLineId) {
    if (step.safety.isLinkExclusive()) {
      step.changes.reserve(
          Keys.PROVIDER_LINE_SCOPE, Keys.providerLine(step.body.provider, providerOrderId, providerLineId), Keys.name(line));
    }
  }

  /** Whether a line of a provider's order is linked to another line of the host. */
  public static boolean isTaken(StepContext step, LineKey line, String providerOrderId, String providerLineId) {
    return step.safety.isLinkExclusive()
        && step.recordStore
            .store
            .owner(Keys.PROVIDER_LINE_SCOPE, Keys.providerLine(step.body.provider, providerOrderId, providerLineId))
            .filter(owner -> !owner.equals(Keys.name(line)))
            .isPresent();
  }

  /**
   * Whether an unbinding is at work on an order: what was just read of it may show a line open that is closed and free by now,
   * or will be in a moment.
   */
  public static boolean isBeingUnbound(StepContext step, String providerOrderId) {
    return step.recordStore
        .store
        .owner(Keys.ORDER_SCOPE, Keys.providerOrder(step.body.provider, providerOrderId))
        .flatMap(activity -> step.recordStore.store.load(Keys.activity(activity)))
        // One that cannot be read may be one.
        .filter(row -> step.recordStore.view(row, ActivityRecord.class, body -> body.type == ActivityType.UNBINDING && !body.state.isFinished()).orElse(true))
        .isPresent();
  }

  /** A line is dealt with again: lets go of the order that held it before, which is closed. */
  public static void begin(Commit.Builder commit, PurchaseRecord purchase, SessionId session, String activity, int quantity, Instant now) {
    if (purchase.providerOrderId != null) {
      ProviderLineId line = purchase.providerLine();
      String theirs = Keys.providerLine(purchase.provider, line.orderId(), line.lineId());
      commit.release(new UniqueName(Keys.PROVIDER_LINE_SCOPE, theirs, Keys.name(new LineKey(purchase.orderId, purchase.lineId))));
    }
    purchase.free(activity);
    purchase.provider = session.provider();
    purchase.login = session.login();
    purchase.quantity = quantity;
    purchase.changedAt = now;
  }

  /** A person wants a line set free although its order lives: that it is linked to nothing need not be reported. */
  public static void forget(StepContext step, String providerOrderId) {
    step.changes.reserve(Keys.FORGOTTEN_SCOPE, Keys.providerOrder(step.body.provider, providerOrderId), Keys.FORGOTTEN_SCOPE);
  }

  public static boolean isForgotten(StepContext step, String providerOrderId) {
    return step.recordStore.store.owner(Keys.FORGOTTEN_SCOPE, Keys.providerOrder(step.body.provider, providerOrderId)).isPresent();
  }

  /** Sets a line free: it is ready for purchase again. */
  public static void unlink(StepContext step, LineKey line, String providerOrderId, String providerLineId) {
    step.changes.release(
        Keys.PROVIDER_LINE_SCOPE, Keys.providerLine(step.body.provider, providerOrderId, providerLineId), Keys.name(line));
    PurchaseEdit.of(
        step,
        line,
        purchase -> {
          // Another activity may have linked it to another order since; that link is not ours to unlink.
          boolean ours = providerOrderId.equals(purchase.providerOrderId);
          if (ours) {
            purchase.free(step.body.id);
          }
          return ours;
        });
  }
}
