package io.autopurchase.sandbox.alibaba1688;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.UUID;

/** What is on sale in a new marketplace. Invented. */
final class DefaultCatalog {
  private DefaultCatalog() {}

  static void fill(State state) {
    seller(state, "景德镇瓷器坊", 0, 0);
    seller(state, "广州服饰工厂", 300, 30);
    seller(state, "深圳光明照明", 0, 0);
    seller(state, "义乌百货批发", 100, 20);
    State.Offer cup = offer(state, "610947572360", "手工陶瓷茶杯 家用办公", "景德镇瓷器坊", 0, 600);
    tier(cup, 1, 12850);
    tier(cup, 10, 11800);
    tier(cup, 100, 9900);
    cup.stock = 5000;
    State.Offer tray = offer(state, "610947572361", "竹制茶盘", "景德镇瓷器坊", 0, 800);
    tray.minimum = 2;
    tier(tray, 2, 8900);
    tier(tray, 20, 8000);
    tray.stock = 400;
    State.Offer shirt = offer(state, "620201390233", "纯棉短袖T恤 宽松", "广州服饰工厂", 1, 700);
    shirt.minimum = 3;
    sku(shirt, "颜色:白色;尺码:M", 1990, 2000);
    sku(shirt, "颜色:白色;尺码:L", 1990, 1500);
    sku(shirt, "颜色:黑色;尺码:M", 2190, 0);
    sku(shirt, "颜色:黑色;尺码:L", 2190, 300);
    State.Offer socks = offer(state, "620201390240", "棉袜 五双装", "广州服饰工厂", 0, 500);
    socks.minimum = 10;
    tier(socks, 10, 950);
    socks.stock = 10000;
    State.Offer lamp = offer(state, "620201390234", "LED台灯 护眼", "深圳光明照明", 2, 900);
    tier(lamp, 1, 7600);
    tier(lamp, 50, 7000);
    sku(lamp, "颜色:银色", 0, 800);
    sku(lamp, "颜色:黑色", 0, 600);
    State.Offer paper = offer(state, "620201390235", "A4复印纸 500张", "义乌百货批发", 0, 800);
    paper.minimum = 10;
    paper.batch = 10;
    tier(paper, 10, 1850);
    tier(paper, 100, 1700);
    paper.stock = 100_000;
    State.Offer figure = offer(state, "620201390236", "限量版手办", "义乌百货批发", 0, 1200);
    tier(figure, 1, 45000);
    State.Offer machine = offer(state, "620201390237", "大型注塑机 询价", "深圳光明照明", 0, 0);
    machine.sellsOnline = false;
    tier(machine, 1, 9_900_000);
    machine.stock = 3;
    State.Offer old = offer(state, "620201390238", "旧款陶瓷碗", "景德镇瓷器坊", 0, 600);
    old.status = "expired";
    tier(old, 1, 1200);
    old.stock = 50;
    State.Offer free = offer(state, "620201390239", "面料样卡", "广州服饰工厂", 0, 500);
    tier(free, 1, 0);
    free.stock = 1000;
  }

  static void seller(State state, String name, int mixYuan, int mixUnits) {
    State.Seller seller = new State.Seller();
    seller.name = name;
    seller.mixes = mixYuan > 0 || mixUnits > 0;
    seller.mixYuan = mixYuan > 0 ? mixYuan : Integer.MAX_VALUE;
    seller.mixUnits = mixUnits > 0 ? mixUnits : Integer.MAX_VALUE;
    state.sellers.put(name, seller);
  }

  static State.Offer offer(State state, String id, String title, String seller, int quoteType, long freight) {
    if (!id.matches("\\d{1,18}")) {
      throw new IllegalArgumentException("an offer id has 1 to 18 digits: " + id);
    }
    State.Offer offer = new State.Offer();
    offer.offerId = id;
    offer.title = title;
    offer.seller = seller;
    offer.quoteType = quoteType;
    offer.freight = freight;
    state.offers.put(id, offer);
    if (!state.sellers.containsKey(seller)) {
      seller(state, seller, 0, 0);
    }
    return offer;
  }

  static void tier(State.Offer offer, int from, long price) {
    State.Tier tier = new State.Tier();
    tier.from = from;
    tier.price = price;
    offer.tiers.removeIf(other -> other.from == from);
    offer.tiers.add(tier);
    offer.tiers.sort(Comparator.comparingInt(it -> it.from));
  }

  static void sku(State.Offer offer, String label, long price, int quantity) {
    State.Sku sku = new State.Sku();
    sku.specId = specId(offer.offerId, label);
    sku.skuId = 5_000_000_000_000L + Long.parseLong(sku.specId.substring(0, 10), 16) % 900_000_000_000L;
    sku.label = label;
    sku.price = price;
    sku.stock = quantity;
    offer.skus.add(sku);
  }

  static String specId(String offerId, String label) {
    return UUID.nameUUIDFromBytes((offerId + " " + label).getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
  }
}
