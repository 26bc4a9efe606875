package io.autopurchase.provider.taobao;

import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderSettings;

/**
 * Taobao Global (taobao.global), the buyer's side. Settings:
 *
 * <ul>
 *   <li>{@code app-key}, secret {@code app-secret}, {@code callback}: of the registered application; required, but for the
 *       callback, which only authorizing needs
 *   <li>{@code gateway}: a base URL ending in {@code /rest}; https, or http on the loopback. Default the real one
 *   <li>{@code request-life}: seconds that a signed request may live. Default 60
 *   <li>{@code visibility-lag}: seconds until a created order surely shows in the query. Default 60
 *   <li>{@code signature-window}: seconds by which a request's time may differ from the gateway's. Default 7200
 *   <li>{@code repeat}: what the gateway does with a repeated outer id: {@code unknown}, {@code replays}, {@code rejects}.
 *       Default {@code unknown}
 *   <li>{@code call-timeout}: seconds for a whole call. Default 10
 *   <li>{@code max-lines}: lines of one order, default 50; {@code page-size}: orders of one read, default 10; {@code
 *       list-page-size}: orders of one page of those modified, default 20; {@code max-payments}: orders of one payment, default
 *       10, the platform's most
 *   <li>{@code cancellation}: what can be cancelled by a call: {@code lines} (default), {@code orders}, {@code none}
 *   <li>{@code line-names}: spelling of order lines, {@code camel} (default) or {@code snake}
 *   <li>{@code refused-codes}, {@code refused-cancel-codes}, {@code refused-payment-codes}: business codes of the calls,
 *       separated by commas, that surely mean that nothing was done
 *   <li>{@code exclude-tmall}: whether items of Tmall are refused. Default false
 * </ul>
 */
public final class TaobaoAdapter implements ProviderAdapter {
  /** For {@code ServiceLoader}. */
  public TaobaoAdapter() {}

  @Override
  public String id() {
    return "taobao";
  }

  @Override
  public ProviderClient open(ProviderSettings settings) {
    return new TaobaoClient(TaobaoSettings.of(settings));
  }
}
