package io.autopurchase.core;

import io.autopurchase.LineKey;
import io.autopurchase.Money;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.SessionId;
import io.autopurchase.Tracking;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.RecordFields;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.annotation.Nullable;

/** What is known of a host's line, as it is stored. Mutable, as {@link ActivityBody}. */
final class PurchaseBody {
  /** As a state in queries: it is bought, and not at its end. */
  static final String OPEN = "OPEN";

  String orderId;
  String lineId;
  PurchaseGroup group = PurchaseGroup.READY;
  String provider;
  String login;
  String activity;
  int quantity;
  @Nullable String outerId;
  @Nullable String providerOrderId;
  @Nullable String providerOrderLineId;
  @Nullable Money pricePaid;
  @Nullable PurchaseStatus status;
  @Nullable String rawStatus;
  List<Tracking> tracking = List.of();
  @Nullable String payLink;
  @Nullable Instant payBy;
  @Nullable Instant asOf;

  /** Takes over what the provider shows. Returns whether anything but the as-of time has changed. */
  boolean read(ProviderOrder order, ProviderOrder.Line line, Instant askedAt) {
    PurchaseStatus newStatus = line.status() == PurchaseStatus.UNKNOWN ? order.status() : line.status();
    String newRaw = line.rawStatus().isEmpty() ? order.rawStatus() : line.rawStatus();
    PurchaseGroup newGroup = newStatus == PurchaseStatus.CLOSED ? PurchaseGroup.OTHERS : PurchaseGroup.PURCHASED;
    Money newPrice = line.amount().orElse(pricePaid);
    boolean changed =
        group != newGroup
            || status != newStatus
            || !Objects.equals(rawStatus, newRaw)
            || !Objects.equals(providerOrderLineId, line.id())
            || !Objects.equals(pricePaid, newPrice)
            || !tracking.equals(line.tracking());
    group = newGroup;
    status = newStatus;
    rawStatus = newRaw;
    providerOrderId = order.id();
    providerOrderLineId = line.id();
    pricePaid = newPrice;
    tracking = line.tracking();
    payLink = order.payLink().map(URI::toString).orElse(payLink);
    payBy = order.payBy().orElse(payBy);
    asOf = askedAt;
    return changed;
  }

  /** Whether a synchronization has something to find out about it. */
  boolean isOpen() {
    return group == PurchaseGroup.PURCHASED && status != PurchaseStatus.RECEIVED && status != PurchaseStatus.CLOSED;
  }

  RecordFields fields() {
    return RecordFields.builder()
        .state(isOpen() ? OPEN : group.name())
        .provider(provider)
        .login(login)
        .orderId(orderId)
        .reference(providerOrderId)
        .build();
  }

  Purchase view() {
    return Purchase.builder(new LineKey(orderId, lineId), group)
        .session(new SessionId(provider, login))
        .providerOrder(providerOrderId, providerOrderLineId)
        .quantity(quantity)
        .pricePaid(pricePaid)
        .status(status, rawStatus)
        .tracking(tracking)
        .payment(payLink == null ? null : URI.create(payLink), payBy)
        .asOf(asOf)
        .build();
  }
}
