package io.autopurchase.provider.taobao;

import io.autopurchase.ProviderSettings;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.ProviderClient;

/**
 * Taobao Global (taobao.global), the buyer's side. Settings:
 *
 * <ul>
 *   <li>{@code app-key}, secret {@code app-secret}, {@code callback}: of the registered application; required, but for the
 *       callback, which only authorizing needs
 *   <li>{@code gateway}: a base URL ending in {@code /rest}; https, or http on the loopback. Default the real one
 *   <li>{@code request-ttl}: seconds that a signed request may live. Default 60
 *   <li>{@code visibility-lag}: seconds until a created order is guaranteed to show in the query. Default 60
 *   <li>{@code signature-window}: seconds by which a request's time may differ from the gateway's. Default 7200
 *   <li>{@code trust-date-header}: whether the date of an answer is the clock by which the gateway judges times. Default true
 *   <li>{@code trust-empty-list}: whether a query that answers with an empty list and no total says that there is no such
 *       order. Default false: only a total of 0 does
 *   <li>{@code duplicate-order-id}: what the gateway does with a repeated client order id: {@code unknown}, {@code replays}, {@code rejects}.
 *       Default {@code unknown}
 *   <li>{@code call-timeout}: seconds for a whole call. Default 10; {@code connect-timeout} and {@code read-timeout}: for a
 *       connection and for each wait within an answer. Default 5 and 10
 *   <li>{@code calls-per-second}: of the application, by one engine; 0 for no limit. Default 5, and no limit if the gateway
 *       is on the loopback; {@code api-calls-per-second}: of one API, none by default. A call that is one too many is not made:
 *       it ends as limited
 *   <li>{@code max-answer-bytes}: longest answer that is read, after it is unpacked. Default 4 MiB
 *   <li>{@code max-lines}: lines of one order, default 50; {@code page-size}: orders of one read, default 10; {@code
 *       list-page-size}: orders of one page of those modified, default 20; {@code max-payments}: orders of one payment, default
 *       10, the platform's most
 *   <li>{@code cancellation}: what can be cancelled by a call: {@code lines} (default), {@code orders}, {@code none}
 *   <li>{@code line-field-style}: spelling of order lines, {@code camel} (default) or {@code snake}
 *   <li>{@code definitive-rejection-codes}, {@code refused-cancel-codes}, {@code refused-payment-codes}, {@code refused-token-codes}:
 *       business codes of the calls, separated by commas, that definitely mean that nothing was done
 *   <li>{@code message-signature}: what webhooks sign, {@code app-key-and-body} (default) or {@code body}
 *   <li>{@code proxy}: {@code none} (default), {@code system} for the one of the JVM ({@code https.proxyHost} and its like), or {@code
 *       host:port} of an HTTP proxy; never used for a gateway on the loopback. {@code proxy-user} and the secret {@code
 *       proxy-password}: its credentials
 *   <li>{@code exclude-tmall}: whether items of Tmall are refused. Default false
 * </ul>
 *
 * <p>The logger {@code io.autopurchase.provider.taobao.wire} of {@link System.Logger} shows requests and answers at debug level,
 * without anything that is secret or about a person.
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
