package io.autopurchase.simulation;

import io.autopurchase.MessageReceipt;
import io.autopurchase.spi.ProviderMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Pushes messages to the shop: of what has happened, of what happened long ago, twice, of orders of others; and forged ones. */
final class Messenger {
  private static final String SIGNATURE = "signature";
  private static final String RIGHT = "right";

  private final World world;
  private final Marketplace market;
  private final Staff.Errands errands;
  private byte[] last = new byte[0];

  Messenger(World world, Marketplace market, Staff.Errands errands) {
    this.world = world;
    this.market = market;
    this.errands = errands;
  }

  void begin() {
    for (int i = 2 + world.random.nextInt(10); i > 0; i--) {
      errands.later(world.random.nextInt(500_000), this::push);
    }
  }

  private void push() {
    if (market.orders().isEmpty()) {
      return;
    }
    MarketOrder order = market.orders().get(world.random.nextInt(market.orders().size()));
    switch (world.random.nextInt(6)) {
      case 0 -> push(body("999999999999", "somebody-elses", world.now()), RIGHT);
      case 1 -> push(body(order.id, order.outerId, Math.max(0, order.modifiedAt(world.now()) - 3_600_000)), RIGHT);
      case 2 -> push(last, RIGHT);
      case 3 -> push(body(order.id, order.outerId, world.now()), "wrong");
      default -> push(body(order.id, order.outerId, order.modifiedAt(world.now())), RIGHT);
    }
  }

  private static byte[] body(String orderId, String outerId, long at) {
    return (orderId + ";" + outerId + ";" + Marketplace.time(at)).getBytes(StandardCharsets.UTF_8);
  }

  private void push(byte[] body, String signature) {
    last = signature.equals(RIGHT) ? body : last;
    errands.request(
        api -> {
          MessageReceipt receipt = api.handleMessage(MarketplaceClient.PROVIDER, Map.of(SIGNATURE, List.of(signature)), body);
          if (signature.equals(RIGHT) == (receipt == MessageReceipt.FORGED)) {
            throw world.broken("I22", "a message that is signed " + signature + " is taken as " + receipt);
          }
          switch (receipt) {
            case ACCEPTED -> world.reached(Sometimes.MESSAGE_ACCEPTED);
            case FORGED -> world.reached(Sometimes.MESSAGE_FORGED);
            default -> world.reached(Sometimes.MESSAGE_IGNORED);
          }
        });
  }

  /** As the adapter reads it. */
  static ProviderMessage read(Map<String, List<String>> headers, byte[] body) {
    if (!headers.getOrDefault(SIGNATURE, List.of()).equals(List.of(RIGHT))) {
      return new ProviderMessage.Forged();
    }
    String[] parts = new String(body, StandardCharsets.UTF_8).split(";", -1);
    if (parts.length < 3) {
      return new ProviderMessage.Unreadable("it has " + parts.length + " parts");
    }
    return new ProviderMessage.Authentic("ORDER", ids(parts[0]), ids(parts[1]), Instant.parse(parts[2]));
  }

  private static List<String> ids(String part) {
    return Stream.of(part).filter(id -> !id.isEmpty()).toList();
  }
}
