package io.autopurchase.simulation;

import io.autopurchase.WebhookResult;
import io.autopurchase.spi.ProviderWebhook;
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
  private final OperatorTasks.Errands errands;
  private byte[] last = new byte[0];

  Messenger(World world, Marketplace market, OperatorTasks.Errands errands) {
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
      case 0 -> push(body("999999999999", "of-another-shop", world.now()), RIGHT);
      case 1 -> push(body(order.id, order.clientOrderId, Math.max(0, order.modifiedAt(world.now()) - 3_600_000)), RIGHT);
      case 2 -> push(last, RIGHT);
      case 3 -> push(body(order.id, order.clientOrderId, world.now()), "wrong");
      default -> push(body(order.id, order.clientOrderId, order.modifiedAt(world.now())), RIGHT);
    }
  }

  private static byte[] body(String orderId, String clientOrderId, long at) {
    return (orderId + ";" + clientOrderId + ";" + Marketplace.time(at)).getBytes(StandardCharsets.UTF_8);
  }

  private void push(byte[] body, String signature) {
    last = signature.equals(RIGHT) ? body : last;
    errands.request(
        api -> {
          WebhookResult receipt = api.handleWebhook(MarketplaceClient.PROVIDER, Map.of(SIGNATURE, List.of(signature)), body);
          if (signature.equals(RIGHT) == (receipt == WebhookResult.INVALID_SIGNATURE)) {
            throw world.broken("I22", "a message that is signed " + signature + " is taken as " + receipt);
          }
          switch (receipt) {
            case ACCEPTED -> world.reached(Sometimes.MESSAGE_ACCEPTED);
            case INVALID_SIGNATURE -> world.reached(Sometimes.WEBHOOK_INVALID);
            default -> world.reached(Sometimes.MESSAGE_IGNORED);
          }
        });
  }

  /** As the adapter reads it. */
  static ProviderWebhook read(Map<String, List<String>> headers, byte[] body) {
    if (!headers.getOrDefault(SIGNATURE, List.of()).equals(List.of(RIGHT))) {
      return new ProviderWebhook.InvalidSignature();
    }
    String[] parts = new String(body, StandardCharsets.UTF_8).split(";", -1);
    if (parts.length < 3) {
      return new ProviderWebhook.Unreadable("it has " + parts.length + " parts");
    }
    return new ProviderWebhook.Verified("ORDER", ids(parts[0]), ids(parts[1]), Instant.parse(parts[2]));
  }

  private static List<String> ids(String part) {
    return Stream.of(part).filter(id -> !id.isEmpty()).toList();
  }
}
