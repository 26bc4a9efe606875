package io.autopurchase.provider.taobao;

import io.autopurchase.Item;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A client in a JVM of its own, whose heap is so small that no hostile answer fits. */
final class HostileAnswers {
  private HostileAnswers() {}

  /** Arguments: the gateway, and how often to ask it. Prints the code of each failure, or the kind of another end. */
  public static void main(String[] arguments) {
    ProviderSettings settings =
        ProviderSettings.builder().set("gateway", arguments[0]).set("app-key", "123456").secret("app-secret", Secret.of("helloworld")).build();
    try (TaobaoClient client = new TaobaoClient(TaobaoSettings.of(settings))) {
      for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
        ProviderResult<Optional<io.autopurchase.spi.ItemListing>> result =
            client.item(new Item("42602653803", ""), CallContext.of(Instant.EPOCH, Duration.ofMinutes(2)));
        System.out.println(result instanceof ProviderResult.Unknown<?> unknown ? unknown.code() : result.getClass().getSimpleName());
      }
    }
  }
}
