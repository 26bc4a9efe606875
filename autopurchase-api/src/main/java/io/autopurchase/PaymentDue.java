package io.autopurchase;

import io.autopurchase.spi.PayLinks;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider's order that waits for its payment.
 *
 * @param session in whose name it was placed
 * @param providerOrderId the provider's
 * @param goods what its lines that we know cost, without freight; null if the provider did not say
 * @param total what is to pay in all, freight included; null if the provider did not say
 * @param payLink where a person pays, an https address; null where the provider gave none
 * @param payBy when the provider closes it unless it is paid; null if it did not say
 * @param lines the host's lines that it holds
 */
public record PaymentDue(
    SessionId session,
    String providerOrderId,
    @Nullable Money goods,
    @Nullable Money total,
    @Nullable URI payLink,
    @Nullable Instant payBy,
    List<LineKey> lines) {
  /**
   * Leaves out a link that is not an https address, and copies the lines.
   *
   * @param session in whose name it was placed
   * @param providerOrderId the provider's
   * @param goods null if the provider did not say
   * @param total null if the provider did not say
   * @param payLink null if the provider gave none
   * @param payBy null if the provider did not say
   * @param lines the host's lines that it holds
   */
  public PaymentDue {
    payLink = PayLinks.safe(payLink);
    lines = List.copyOf(lines);
  }

  /** {@link #payBy()}; empty if the provider did not say. */
  public Optional<Instant> deadline() {
    return Optional.ofNullable(payBy);
  }
}
