package io.autopurchase.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** All that the marketplace knows; guarded by the {@link Marketplace}'s lock and written to a file as it is. */
final class State {
  long nextPurchaseId = 200_077_867_837L;
  Map<String, Item> items = new LinkedHashMap<>();
  List<Order> orders = new ArrayList<>();
  Map<String, Long> codes = new LinkedHashMap<>();
  Map<String, String> codeAccounts = new LinkedHashMap<>();
  Map<String, Token> accessTokens = new LinkedHashMap<>();
  Map<String, Token> refreshTokens = new LinkedHashMap<>();

  /** An item of the catalogue. Amounts are fen. */
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
    String outerId;
    String seller;
    String account;
    String sellerOrderNumber = "";
    String status = "BULIDING";
    long createdAt;
    long modifiedAt;
    long visibleAt;
    long builtAt;
    long closesAt;
    @Nullable Long paidAt;
    long freight;
    List<Line> lines = new ArrayList<>();
    Map<String, String> receiver = new LinkedHashMap<>();

    long goods() {
      return lines.stream().mapToLong(line -> line.price * line.quantity).sum();
    }
  }

  /** A line of an order. */
  static final class Line {
    long subId;
    String lineNo;
    String itemId;
    String mpId;
    String skuId = "";
    String mpSkuId = "";
    String title;
    int quantity;
    long price;
    String status = "BULIDING";
    @Nullable String errorCode;
    @Nullable String closeReason;
    List<String[]> parcels = new ArrayList<>();
  }
}
