package io.autopurchase.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import javax.annotation.Nullable;

/** All that the marketplace knows; guarded by the {@link Marketplace}'s lock and written to a file as it is. */
final class State {
  long nextPurchaseId = 200_077_867_837L;
  long nextTask = 1;
  Map<String, Item> items = new LinkedHashMap<>();
  List<Order> orders = new ArrayList<>();
  List<Refund> refunds = new ArrayList<>();
  PriorityQueue<Task> tasks = new PriorityQueue<>();
  Map<String, Long> codes = new LinkedHashMap<>();
  Map<String, String> codeAccounts = new LinkedHashMap<>();
  Map<String, Token> accessTokens = new LinkedHashMap<>();
  Map<String, Token> refreshTokens = new LinkedHashMap<>();

  Optional<Order> order(String purchaseId) {
    return orders.stream().filter(order -> Long.toString(order.purchaseId).equals(purchaseId)).findFirst();
  }

  /** The order with a sub-order. */
  Optional<Order> orderOfLine(String subId) {
    return orders.stream().filter(order -> order.line(subId).isPresent()).findFirst();
  }

  /** An item of the catalog. Amounts are fen. */
  static final class Item {
    String itemId;
    String mpId;
    String title;
    String seller;
    String market = "TAOBAO";
    boolean onSale = true;
    long freight;
    List<Sku> skus = new ArrayList<>();
    @Nullable String failsWith;
  }

  /** A variant. An item without variants has one, with an empty id. */
  static final class Sku {
    String skuId = "";
    String mpSkuId = "";
    String label = "";
    long price;
    int quantity;
  }

  /** A token and its end, in milliseconds. */
  static final class Token {
    String account;
    long until;
  }

  /** An order of one seller. */
  static final class Order {
    long purchaseId;

    /** Empty for an order that was placed by hand. */
    String outerId = "";

    String seller;
    String market = "TAOBAO";
    String account;
    String sellerOrderNumber = "";
    String source = "";
    String remark = "";
    String status = "BULIDING";
    int paymentRequests;
    long createdAt;
    long modifiedAt;
    long visibleAt;
    long closesAt;
    @Nullable Long paidAt;
    long freight;
    List<Line> lines = new ArrayList<>();
    Map<String, String> receiver = new LinkedHashMap<>();

    /** How it was after each of the latest changes; the last is how it is. Not kept over the end of the process. */
    transient List<Order> versions = new ArrayList<>();

    Optional<Line> line(String subId) {
      return lines.stream().filter(line -> Long.toString(line.subId).equals(subId)).findFirst();
    }

    /** What the goods cost; what was taken out of an order that lives costs nothing. */
    long goods() {
      return lines.stream()
          .filter(line -> status.equals("TRADE_CLOSED") || !line.status.equals("TRADE_CLOSED"))
          .mapToLong(line -> line.price * line.quantity)
          .sum();
    }

    long total() {
      return goods() + freight;
    }
  }

  /** A line of an order. */
  static final class Line {
    long subId;
    String lineNo = "";
    String itemId;
    String mpId;
    String skuId = "";
    String mpSkuId = "";
    String label = "";
    String title;
    String remark = "";
    int quantity;
    long price;
    String status = "BULIDING";
    @Nullable String errorCode;
    @Nullable String closeReason;
    long refundId;
    int refundStatus;
    List<Parcel> parcels = new ArrayList<>();
  }

  /** A parcel with goods of a line, and when it left. */
  static final class Parcel {
    String carrier;
    String number;
    long sentAt;
  }

  /** A refund of a line; the status in the platform's numbers. */
  static final class Refund {
    long refundId;
    long purchaseId;
    long subId;
    int status;
    int type;
    long fee;
    String reason = "";
    long openedAt;
  }

  /** Something that happens by itself when its time has come. */
  static final class Task implements Comparable<Task> {
    long at;
    long sequence;
    Kind kind;
    long purchaseId;

    /** Of a cancel: the sub-orders, or none for all. */
    List<String> subIds = new ArrayList<>();

    String reason = "";

    /** Whether it comes to nothing. */
    boolean fails;

    /** What can happen by itself. */
    enum Kind {
      BUILD,
      CLOSE_UNPAID,
      CANCEL,
      PAY,
      FOLLOW_LINES
    }

    @Override
    public int compareTo(Task other) {
      return at == other.at ? Long.compare(sequence, other.sequence) : Long.compare(at, other.at);
    }
  }
}
