package io.autopurchase.core.binding;

import io.autopurchase.BindingRequest;
import io.autopurchase.Item;
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.QuestionDraft;
import io.autopurchase.core.purchase.LineState;
import io.autopurchase.core.record.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** Which lines are to be linked to which of the provider's orders, and how far that is. Mutable, as {@link ActivityRecord}. */
@Stored
final class BindingState {
  String orderId;

  /** The order's number, as a person has read it on the provider's pages. */
  String number;

  Map<String, String> policies;
  List<Line> lines = new ArrayList<>();

  /** The provider's ids of the orders that have this number; null until they are found. */
  @Nullable List<String> found;

  /** The next page to look for the number on, if it is not the provider's own; 0 before that. */
  int page;

  /** Whether the front of the list was looked at once more. */
  boolean lookedTwice;

  /** From when on orders are looked through, by the provider's clock. */
  @Nullable Instant since;

  /** A person has said that the account is right. */
  boolean anyAccount;

  static BindingState of(BindingRequest request) {
    BindingState body = new BindingState();
    body.orderId = request.orderId();
    body.number = request.providerOrder();
    body.policies = request.policies();
    for (BindingRequest.Line wanted : request.lines()) {
      Line line = new Line();
      line.lineId = wanted.lineId();
      line.itemId = wanted.item().itemId();
      line.skuId = wanted.item().skuId();
      line.quantity = wanted.quantity();
      body.lines.add(line);
    }
    return body;
  }

  LineKey key(Line line) {
    return new LineKey(orderId, line.lineId);
  }

  Line line(String lineId) {
    return lines.stream()
        .filter(line -> line.lineId.equals(lineId))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no line " + lineId));
  }

  Stream<Line> pending() {
    return lines.stream().filter(line -> line.outcome == LineOutcome.PENDING);
  }

  /** A line of the host. */
  @Stored
  static final class Line extends LineState {
    String itemId;
    String skuId;
    int quantity;

    /** The ids by which the provider's orders name the item, if they are other ones; null until they are looked up. */
    @Nullable String orderItemId;

    @Nullable String orderSkuId;

    /** Whether the item is sold in several variants, so that naming none is not clear. */
    boolean severalVariants;

    /** The line of the provider's order that a person has chosen. */
    @Nullable String chosen;

    @Nullable QuestionDraft issue;

    Item item() {
      return new Item(itemId, skuId);
    }
  }
}
