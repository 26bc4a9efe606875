package io.autopurchase.core.purchase;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.autopurchase.Item;
import io.autopurchase.LineKey;
import io.autopurchase.Money;
import io.autopurchase.PriceVariance;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Refund;
import io.autopurchase.SessionId;
import io.autopurchase.Tracking;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.Stored;
import io.autopurchase.core.record.Unreadable;
import io.autopurchase.core.record.Whole;
import io.autopurchase.engine.PriceVarianceLevels;
import io.autopurchase.spi.PayLinks;
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.StoredRecord;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.annotation.Nullable;

/** What is known of a host's line, as it is stored. Mutable, as {@link ActivityRecord}. */
@Stored
public final class PurchaseRecord implements Whole {
  /** As a state in queries: it is bought, and not at its end. */
  public static final String OPEN = "OPEN";

  public String orderId;
  public String lineId;
  public PurchaseGroup group = PurchaseGroup.READY;
  public String provider;
  public String login;

  /** The activity that has dealt with it last; null if none has. */
  @Nullable public String activity;

  /** What is ordered: an item, and its variant as it was chosen last. Null while it is linked to nothing, or as releases before kept it. */
  @Nullable String itemId;

  @Nullable String skuId;

  public int quantity;
  @JsonAlias("outerId")
  @Nullable public String clientOrderId;
  @Nullable public String providerOrderId;
  @Nullable public String providerOrderLineId;
  @JsonAlias("pricePaid")
  @Nullable public Money cost;

  /** What all units were approved to cost. */
  @Nullable public Money approved;

  /**
   * What all units may cost for the order to be payable: what was approved, with its tolerance, or what was accepted since. Null if the
   * provider makes no order that costs more than was approved.
   */
  @Nullable public Money payableUpTo;

  @JsonAlias("overpayment")
  public PriceVariance priceVariance = PriceVariance.NONE;
  @Nullable public PurchaseStatus status;
  @Nullable String rawStatus;
  List<Tracking> tracking = List.of();
  @Nullable String payLink;
  @Nullable Instant payBy;
  @Nullable public Instant asOf;
  @Nullable Refund refund;
  @Nullable String closeReason;
  @Nullable public String siteOrderId;

  /** What is to pay for the whole order, freight included. */
  @Nullable Money orderTotal;

  /** When it was linked to the order that holds it. */
  @Nullable Instant linkedAt;

  /** When something that a host is shown of it has changed last, but for when it was read. */
  @Nullable Instant changedAt;

  /** When its order's payment was sent last; a person who pays again is shown that. */
  @Nullable public Instant paymentSentAt;

  /** When the order was modified last as it was read, by the provider's clock. */
  @Nullable public Instant modifiedAt;

  /** How often in a row its order was asked for and not shown. */
  int missingReads;

  /** Its order was not shown for so long that it is not asked for any more. */
  boolean notShown;

  /** How often in a row it was read and had not changed. */
  int unchangedReads;

  /** When it is read again at the latest; null if nothing can change any more. */
  @Nullable public Instant readBy;

  public static PurchaseRecord of(LineKey line) {
    PurchaseRecord purchase = new PurchaseRecord();
    purchase.orderId = line.orderId();
    purchase.lineId = line.lineId();
    return purchase;
  }

  @Override
  public boolean isWhole() {
    return orderId != null && lineId != null && group != null && priceVariance != null;
  }

  /** What is ordered, of one that is linked. */
  public void ordered(Item item) {
    itemId = item.itemId();
    skuId = item.skuId();
  }

  /** Takes over what the provider shows. Returns whether anything but the as-of time has changed. */
  public boolean read(ProviderOrder order, ProviderOrder.Line line, Instant askedAt) {
    if (!order.id().equals(providerOrderId) || !line.id().equals(providerOrderLineId)) {
      forgetOrder(); // what is known of another order says nothing about this one
    }
    boolean isNew = providerOrderId == null;
    PurchaseStatus newStatus = line.status() == PurchaseStatus.UNKNOWN ? order.status() : line.status();
    String newRaw = line.rawStatus().isEmpty() ? order.rawStatus() : line.rawStatus();
    PurchaseGroup newGroup = newStatus == PurchaseStatus.CLOSED ? PurchaseGroup.OTHER : PurchaseGroup.PURCHASED;
    Money newPrice = line.amount().orElse(cost);
    boolean changed =
        group != newGroup
            || status != newStatus
            || !Objects.equals(rawStatus, newRaw)
            || !Objects.equals(providerOrderLineId, line.id())
            || !Objects.equals(cost, newPrice)
            || !Objects.equals(refund, line.refund().orElse(refund))
            || !tracking.equals(line.tracking());
    group = newGroup;
    status = newStatus;
    rawStatus = newRaw;
    providerOrderId = order.id();
    providerOrderLineId = line.id();
    linkedAt = isNew ? askedAt : linkedAt;
    cost = newPrice;
    tracking = line.tracking();
    payLink = order.payLink().map(URI::toString).orElse(payLink);
    payBy = order.payBy().orElse(payBy);
    refund = line.refund().orElse(refund);
    closeReason = line.closeReason().orElse(closeReason);
    siteOrderId = line.siteOrderId().orElse(siteOrderId);
    orderTotal = order.total().orElse(orderTotal);
    modifiedAt = order.modifiedAt().orElse(modifiedAt);
    asOf = askedAt;
    missingReads = 0;
    notShown = false;
    unchangedReads = changed ? 0 : unchangedReads + 1;
    readBy = !isOpen() ? null : isNew ? StalenessPolicy.ofNewLink() : StalenessPolicy.readBy(this, askedAt, changed);
    return changed;
  }

  /** Its link is unlinked: nothing is known any more of an order that holds it. */
  void free(String byActivity) {
    group = PurchaseGroup.READY;
    activity = byActivity;
    clientOrderId = null;
    approved = null;
    forgetOrder();
  }

  private void forgetOrder() {
    itemId = null;
    skuId = null;
    providerOrderId = null;
    providerOrderLineId = null;
    cost = null;
    payableUpTo = null;
    priceVariance = PriceVariance.NONE;
    status = null;
    rawStatus = null;
    tracking = List.of();
    payLink = null;
    payBy = null;
    asOf = null;
    refund = null;
    closeReason = null;
    siteOrderId = null;
    orderTotal = null;
    linkedAt = null;
    modifiedAt = null;
    paymentSentAt = null;
    missingReads = 0;
    notShown = false;
    unchangedReads = 0;
    readBy = null;
  }

  /**
   * Whether what is known is newer than an order as it was read: nodes' clocks differ, so the provider's time counts if there is one.
   * Providers give whole seconds, in which an order may change twice; then ours counts.
   */
  boolean isNewerThan(ProviderOrder order, Instant askedAt) {
    Instant theirs = order.modifiedAt().orElse(null);
    if (modifiedAt != null && theirs != null && !modifiedAt.equals(theirs)) {
      return modifiedAt.isAfter(theirs);
    }
    return asOf != null && asOf.isAfter(askedAt);
  }

  public boolean isLinked() {
    return group == PurchaseGroup.PURCHASED && providerOrderId != null;
  }

  /** The line of the provider's order that it is linked to, of one that is linked. */
  public ProviderLineId providerLine() {
    return new ProviderLineId(
        Objects.requireNonNull(providerOrderId, "providerOrderId"), Objects.requireNonNull(providerOrderLineId, "providerOrderLineId"));
  }

  /** How far its price is above the approved one; {@code NONE} while one of them is not known. */
  PriceVariance overpaid(PriceVarianceLevels levels) {
    return approved == null || cost == null ? PriceVariance.NONE : levels.of(approved, cost);
  }

  /** Whether its order may be paid, as far as this line goes. */
  public boolean isPayable() {
    return isPayableAt(cost);
  }

  /**
   * Likewise, of an order that was just read.
   *
   * @param amount what the line costs, all units; null if that is not known
   */
  public boolean isPayableAt(@Nullable Money amount) {
    return payableUpTo == null
        || amount != null && amount.currency().equals(payableUpTo.currency()) && !amount.isGreaterThan(payableUpTo);
  }

  public boolean mayBePaid() {
    return status == PurchaseStatus.PENDING || status == PurchaseStatus.AWAITING_PAYMENT;
  }

  /** Whether a synchronization has something to find out about it. */
  boolean isOpen() {
    return mayChange() && !notShown;
  }

  /** Whether its order may still change, as far as it was shown last. */
  public boolean mayChange() {
    return group == PurchaseGroup.PURCHASED && status != PurchaseStatus.RECEIVED && status != PurchaseStatus.CLOSED;
  }

  public RecordFields fields() {
    return RecordFields.builder()
        .state(isOpen() ? OPEN : group.name())
        .type(status == null ? null : status.name())
        .provider(provider)
        .login(login)
        .orderId(orderId)
        .reference(providerOrderId)
        .text(varianceAtLeast(priceVariance))
        .dueAt(readBy)
        .startedAt(millis(linkedAt))
        .changedAt(millis(changedAt))
        .build();
  }

  /** The words by which a purchase is found that costs so much more than was approved, or more; null for any. */
  @Nullable
  static String varianceAtLeast(PriceVariance least) {
    return switch (least) {
      case NONE -> null;
      case MINOR -> "MINOR";
      case MAJOR -> "MINOR MAJOR";
    };
  }

  @Nullable
  static Instant millis(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
  }

  /** What a host is shown of it, but for its times: what differs here is a change. */
  List<Object> shown() {
    return Arrays.asList(
        group, provider, login, clientOrderId, itemId, skuId, quantity, providerOrderId, providerOrderLineId, cost, approved, payableUpTo, orderTotal, priceVariance,
        status, rawStatus, tracking, payLink, payBy, refund, closeReason, siteOrderId);
  }

  Purchase view() {
    return Purchase.builder(new LineKey(orderId, lineId), group)
        .session(new SessionId(provider, login))
        .providerOrder(providerOrderId, providerOrderLineId)
        .clientOrderId(clientOrderId)
        .item(itemId == null ? null : Item.of(itemId, Objects.requireNonNullElse(skuId, "")))
        .quantity(quantity)
        .cost(cost)
        .approvedCost(approved)
        .orderTotal(orderTotal)
        .priceVariance(priceVariance)
        .status(status, rawStatus)
        .tracking(tracking)
        .payment(mayBePaid() && isPayable() ? PayLinks.safe(payLink) : null, mayBePaid() ? payBy : null)
        .asOf(asOf)
        .refund(refund)
        .closeReason(closeReason)
        .siteOrderId(siteOrderId)
        .linkedAt(linkedAt)
        .changedAt(changedAt)
        .build();
  }

  /** The values in the fields of a row whose body cannot be read. */
  static Purchase unreadable(StoredRecord row) {
    RecordFields fields = row.fields();
    boolean open = fields.state().filter(OPEN::equals).isPresent();
    PurchaseGroup group = open ? PurchaseGroup.PURCHASED : Unreadable.word(PurchaseGroup.class, fields.state(), PurchaseGroup.UNKNOWN);
    return Purchase.builder(Keys.line(row.key()), group)
        .session(Unreadable.session(fields))
        .providerOrder(fields.reference().orElse(null), null)
        .status(PurchaseStatus.UNKNOWN, null)
        .linkedAt(fields.startedAt().orElse(null))
        .changedAt(fields.changedAt().orElse(null))
        .build();
  }
}
