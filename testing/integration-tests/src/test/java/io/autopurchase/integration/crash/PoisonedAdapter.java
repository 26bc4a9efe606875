package io.autopurchase.integration.crash;

import io.autopurchase.Item;
import io.autopurchase.ProviderSettings;
import io.autopurchase.provider.taobao.TaobaoAdapter;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.ProviderClient;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Taobao, but a look-up of one item kills its process. */
final class PoisonedAdapter implements ProviderAdapter {
  private final ProviderAdapter taobao = new TaobaoAdapter();
  private final String item;

  PoisonedAdapter(String item) {
    this.item = item;
  }

  @Override
  public String id() {
    return taobao.id();
  }

  @Override
  public ProviderClient open(ProviderSettings settings) {
    ProviderClient client = taobao.open(settings);
    return (ProviderClient)
        Proxy.newProxyInstance(
            ProviderClient.class.getClassLoader(),
            new Class<?>[] {ProviderClient.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("item") && ((Item) arguments[0]).itemId().equals(item)) {
                Runtime.getRuntime().halt(ShopNode.POISONED);
              }
              try {
                return method.invoke(client, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
