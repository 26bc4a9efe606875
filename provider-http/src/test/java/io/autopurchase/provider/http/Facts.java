package io.autopurchase.provider.http;

import io.autopurchase.Parcel;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.RefundStatus;
import io.autopurchase.spi.ItemListing;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderPage;
import io.autopurchase.spi.PaymentResponse;
import io.autopurchase.spi.PlacementResponse;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.Quote;
import io.autopurchase.spi.TokenSet;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a value claims, as single statements: a damaged answer may claim less than the whole one, but nothing else. */
public class Facts {
  private final Set<String> facts = new TreeSet<>();

  protected Facts() {}

  /** Of any value of the SPI. */
  public static Set<String> of(Object value) {
    return new Facts().all(value);
  }

  protected final Set<String> all(Object value) {
    add(value);
    return facts;
  }

  /** A value that is not the SPI's. */
  protected void addOther(Object value) {
    facts.add(value.toString());
  }

  private void add(Object value) {
    if (value instanceof OrderLookup found) {
      found.orders().forEach(this::order);
    } else if (value instanceof PlacementResponse response) {
      add(response.orders());
      response.orderIds().forEach(id -> say("named", id));
    } else if (value instanceof OrderPage page) {
      page.orders().forEach(this::order);
    } else if (value instanceof Collection<?> all) {
      all.forEach(this::add);
    } else if (value instanceof ProviderOrder order) {
      order(order);
    } else if (value instanceof Optional<?> offer) {
      offer.ifPresentOrElse(this::add, () -> facts.add("no such item"));
    } else if (value instanceof ItemListing offer) {
      offer(offer);
    } else if (value instanceof Quote quote) {
      quote(quote);
    } else if (value instanceof PaymentResponse answer) {
      payment(answer);
    } else if (value instanceof Parcel parcel) {
      parcel(parcel);
    } else if (value instanceof TokenSet grant) {
      grant(grant);
    } else {
      addOther(value);
    }
  }

  /** A statement, unless it says nothing. */
  protected final void say(String what, Object value) {
    String text = value instanceof Optional<?> optional ? optional.map(Object::toString).orElse("") : value.toString();
    boolean nothing = text.isEmpty() || value == PurchaseStatus.UNKNOWN || value == RefundStatus.UNKNOWN;
    if (!nothing) {
      facts.add(what + " = " + text);
    }
  }

  private void order(ProviderOrder order) {
    String name = "order " + order.id();
    facts.add(name);
    say(name + " client order id", order.clientOrderId());
    say(name + " raw status", order.rawStatus());
    say(name + " total", order.total());
    say(name + " pay by", order.payBy());
    say(name + " pay link", order.payLink());
    say(name + " account", order.account());
    say(name + " modified at", order.modifiedAt());
    for (ProviderOrder.Line line : order.lines()) {
      String one = name + " line " + line.id();
      say(one + " no", line.lineNo());
      say(one + " item", line.itemId());
      say(one + " sku", line.skuId());
      say(one + " title", line.title());
      say(one + " quantity", line.quantity());
      say(one + " amount", line.amount());
      say(one + " status", line.status());
      say(one + " site order", line.siteOrderId());
      say(one + " failure", line.failureCode());
      say(one + " close reason", line.closeReason());
      line.refund().ifPresent(refund -> say(one + " refund", refund.id()));
      line.refund().ifPresent(refund -> say(one + " refund status", refund.status()));
      line.tracking().forEach(parcel -> say(one + " parcel " + parcel.number(), parcel.carrier()));
    }
  }

  private void offer(ItemListing offer) {
    say("item", offer.orderItemId());
    say("title", offer.title());
    for (ItemListing.Variant variant : offer.variants()) {
      say("variant " + variant.skuId() + " order", variant.orderSkuId());
      say("variant " + variant.skuId() + " price", variant.price());
      say("variant " + variant.skuId() + " available", variant.available() == Integer.MAX_VALUE ? "" : variant.available());
    }
  }

  private void quote(Quote quote) {
    for (Quote.Seller seller : quote.sellers()) {
      say("seller", seller.seller());
      say("goods of " + seller.goods(), "told");
      say("freight of " + seller.goods(), seller.freight());
      seller.lines().forEach(line -> say("price of " + line.lineNo(), line.unitPrice()));
    }
    quote.unavailable().forEach(line -> say("unavailable " + line.lineNo(), line.code().isEmpty() ? "" : line.questionCode()));
  }

  private void payment(PaymentResponse answer) {
    answer.accepted().forEach(id -> facts.add("will pay " + id));
    answer.refused().forEach((id, why) -> facts.add("will not pay " + id));
    answer.refused().forEach((id, why) -> say("why not " + id, why.code().equals("NO_CODE") ? "" : why.code()));
  }

  private void parcel(Parcel parcel) {
    if (!parcel.number().isEmpty()) {
      String name = "parcel " + parcel.number();
      say(name + " carrier", parcel.carrier());
      say(name + " status", parcel.rawStatus());
      parcel.traces().stream().filter(trace -> trace.at() != null).forEach(trace -> facts.add(name + " at " + trace.at()));
    }
  }

  private void grant(TokenSet grant) {
    say("access token", grant.accessToken().reveal());
    say("access life", grant.expiresIn());
    grant.refreshToken().ifPresent(token -> say("refresh token", token.reveal()));
    say("refresh life", grant.refreshExpiresIn().isZero() ? "" : grant.refreshExpiresIn());
    say("account", grant.account());
  }
}
