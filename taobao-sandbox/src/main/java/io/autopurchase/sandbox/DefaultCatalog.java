package io.autopurchase.sandbox;

/** What is on sale in a new marketplace. Invented, but for the item of the product manual's example. */
final class DefaultCatalog {
  private DefaultCatalog() {}

  static void fill(State state) {
    one(state, "42602653803", "手工陶瓷茶杯 家用办公", "景德镇瓷器坊", "TAOBAO", 12850, 500, 600);
    one(state, "42602653804", "竹制茶盘", "景德镇瓷器坊", "TAOBAO", 8900, 40, 600);
    one(state, "610010010001", "蓝牙耳机 降噪", "声学旗舰店", "TMALL", 29900, 1000, 0);
    one(state, "610010010002", "A4复印纸 500张", "文具批发", "CBU_MARKET", 1850, 10000, 800);
    one(state, "610010010003", "限量版手办", "模型小铺", "TAOBAO", 45000, 0, 1200);
    State.Item shirt = item(state, "610010010004", "纯棉短袖T恤 宽松", "四季服饰", "TAOBAO", 700);
    sku(shirt, "5001001", "颜色:白色;尺码:M", 3990, 200);
    sku(shirt, "5001002", "颜色:白色;尺码:L", 3990, 150);
    sku(shirt, "5001003", "颜色:黑色;尺码:M", 4190, 0);
    sku(shirt, "5001004", "颜色:黑色;尺码:L", 4190, 30);
    State.Item lamp = item(state, "610010010005", "LED台灯 护眼", "光明家居", "TAOBAO", 900);
    sku(lamp, "5002001", "颜色:银色", 7600, 80);
    sku(lamp, "5002002", "颜色:黑色", 7600, 60);
  }

  static State.Item one(
      State state, String id, String title, String seller, String market, long price, int quantity, long freight) {
    State.Item item = item(state, id, title, seller, market, freight);
    State.Sku sku = new State.Sku();
    sku.price = price;
    sku.quantity = quantity;
    item.skus.add(sku);
    return item;
  }

  private static State.Item item(State state, String id, String title, String seller, String market, long freight) {
    State.Item item = new State.Item();
    item.itemId = id;
    item.mpId = Catalog.mpId(id);
    item.title = title;
    item.seller = seller;
    item.market = market;
    item.freight = freight;
    state.items.put(id, item);
    return item;
  }

  private static void sku(State.Item item, String id, String label, long price, int quantity) {
    State.Sku sku = new State.Sku();
    sku.skuId = id;
    sku.mpSkuId = Catalog.mpId(id);
    sku.label = label;
    sku.price = price;
    sku.quantity = quantity;
    item.skus.add(sku);
  }
}
