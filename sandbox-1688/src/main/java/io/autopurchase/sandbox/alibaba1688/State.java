package io.autopurchase.sandbox.alibaba1688;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import javax.annotation.Nullable;

/** All that the marketplace knows; guarded by the {@link Marketplace}'s lock and written to a file as it is. */
final class State {
  /** Nineteen digits, which a double cannot hold. */
  long nextOrderId = 4_158_077_356_724_317_637L;

  long nextTask = 1;
  long nextMessage = 210_000_000_001L;
  Map<String, Seller> sellers = new LinkedHashMap<>();
  Map<String, Offer> offers = new LinkedHashMap<>();
  List<Order> orders = new ArrayList<>();
  List<Refund> refunds = new ArrayList<>();
  PriorityQueue<Task> tasks = new PriorityQueue<>();
  Map<String, Token> codes = new LinkedHashMap<>();
  Map<String, Token> accessTokens = new LinkedHashMap<>();
  Map<String, Token> refreshTokens = new LinkedHashMap<>();

  Optional<Order> order(String orderId) {
    return orders.stream().filter(order -> Long.toString(order.orderId).equals(orderId)).findFirst();
  }

  Optional<Order> orderOfLine(String subId) {
    return orders.stream().filter(order -> order.line(subId).isPresent()).findFirst();
  }

  Optional<Refund> refund(String refundId) {
    return refunds.stream().filter(refund -> refund.refundId.equals(refundId)).findFirst();
  }

  /** A shop. Below an offer's minimum, one order of its goods may go if it reaches the sum or the number of units. */
  static final class Seller {
    String name;
    boolean mixes;

    /** The largest number if the sum does not matter, and likewise below. */
    int mixYuan;

    int mixUnits;
  }

  /** Something on sale. Amounts are fen. */
  static final class Offer {
    String offerId;
    String title;
    String seller;
    String status = "published";

    /** 0 no variants, price by quantity; 1 a price for each variant; 2 variants, but price by quantity. */
    int quoteType;

    int minimum = 1;
    int batch = 1;
    long freight;
    boolean sellsOnline = true;

    /** Of the offer itself if it has no variants. */
    int stock;

    List<Tier> tiers = new ArrayList<>();
    List<Sku> skus = new ArrayList<>();
  }

  /** A price that holds from a number of units on. */
  static final class Tier {
    int from;
    long price;
  }

  /** A variant. */
  static final class Sku {
    long skuId;
    String specId;

    /** Attributes, such as {@code 颜色:白色;尺码:M}. */
    String label = "";

    long price;
    int stock;
  }

  /** A token or code, whose it is and its end, in milliseconds. */
  static final class Token {
    String account;
    long until;
  }

  /** An order of one seller. */
  static final class Order {
    long orderId;

    /** Empty if it was ordered by hand, or if the platform does not keep it. */
    String outOrderId = "";

    /** What the request had as its outOrderId, whether it was kept or not: for the ledger. */
    String sentOutOrderId = "";

    String seller;
    String account;
    String message = "";
    String memo = "";
    String tradeType = "";
    String status = OrderLifecycle.UNPAID;
    boolean isPaying;
    int paymentRequests;
    long createdAt;
    long modifiedAt;
    long visibleAt;
    long closesAt;
    @Nullable Long paidAt;
    @Nullable Long shippedAt;
    @Nullable Long receivedAt;
    @Nullable Long endedAt;
    @Nullable String closeReason;
    @Nullable String closedBy;
    String closeRemark = "";
    long freight;
    List<Line> lines = new ArrayList<>();
    Map<String, String> receiver = new LinkedHashMap<>();

    /** How it was after each of the latest changes; the last is how it is. Not kept over the end of the process. */
    transient List<Order> versions = new ArrayList<>();

    Optional<Line> line(String subId) {
      return lines.stream().filter(line -> Long.toString(line.subId).equals(subId)).findFirst();
    }

    long goods() {
      return lines.stream().mapToLong(line -> line.amount).sum();
    }

    long total() {
      return goods() + freight;
    }
  }

  /** A line of an order. */
  static final class Line {
    long subId;
    String offerId;
    long skuId;

    /** Empty if the offer has no variants. */
    String specId = "";

    String label = "";
    String title;
    int quantity;

    /** Of a unit, as the catalog has it. */
    long listPrice;

    /** Of all units, to pay. */
    long amount;

    String status = OrderLifecycle.UNPAID;
    @Nullable String refundId;
    @Nullable String refundStatus;
    List<Parcel> parcels = new ArrayList<>();
  }

  /** A parcel with goods of a line, and when it left. */
  static final class Parcel {
    long id;
    String carrier;
    String number;
    long sentAt;
  }

  /** A refund of a line; the status in the platform's words. */
  static final class Refund {
    String refundId;
    long id;
    long orderId;
    long subId;
    String status;
    boolean withReturn;
    boolean isAfterSales;
    long fee;
    String reason = "";
    long openedAt;
    long modifiedAt;
    @Nullable Long completedAt;
  }

  /** Something that happens by itself when its time has come. */
  static final class Task implements Comparable<Task> {
    long at;
    long sequence;
    Kind kind;
    long orderId;

    /** Whether it comes to nothing. */
    boolean fails;

    /** What can happen by itself. */
    enum Kind {
      CLOSE_UNPAID,
      PAY
    }

    @Override
    public int compareTo(Task other) {
      return at == other.at ? Long.compare(sequence, other.sequence) : Long.compare(at, other.at);
    }
  }
}
