package io.autopurchase;

import io.autopurchase.spi.PayLinks;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * A provider's order that waits for its payment.
 *
 * <p>Immutable.
 */
@Immutable
public final class PaymentDue {
  private final SessionId session;
  private final String providerOrderId;
  @Nullable private final Money goods;
  @Nullable private final Money total;
  @Nullable private final URI payLink;
  @Nullable private final Instant payBy;
  private final List<LineKey> lines;

  private PaymentDue(SessionId session, String providerOrderId, @Nullable Money goods, @Nullable Money total, @Nullable URI payLink, @Nullable Instant payBy, List<LineKey> lines) {
    this.session = session;
    this.providerOrderId = providerOrderId;
    this.goods = goods;
    this.total = total;
    this.payLink = PayLinks.safe(payLink);
    this.payBy = payBy;
    this.lines = List.copyOf(lines);
  }

  /**
   * @param session in whose name it was placed
   * @param providerOrderId the provider's
   * @param goods what its lines that we know cost, without freight; null if the provider did not say
   * @param total what is to pay in all, freight included; null if the provider did not say
   * @param payLink where a person pays, an https address; null if the provider gave none
   * @param payBy when the provider closes it unless it is paid; null if it did not say
   * @param lines the host's lines that it holds
   */
  public static PaymentDue of(SessionId session, String providerOrderId, @Nullable Money goods, @Nullable Money total, @Nullable URI payLink, @Nullable Instant payBy, List<LineKey> lines) {
    return new PaymentDue(session, providerOrderId, goods, total, payLink, payBy, lines);
  }

  /** The session that placed it. */
  public SessionId session() {
    return session;
  }

  /** The provider's. */
  public String providerOrderId() {
    return providerOrderId;
  }

  /** What its lines that we know cost, without freight; null if the provider did not say. */
  public @Nullable Money goods() {
    return goods;
  }

  /** What is to pay in all, freight included; null if the provider did not say. */
  public @Nullable Money total() {
    return total;
  }

  /** Where a person pays, an https address; null if the provider gave none. */
  public @Nullable URI payLink() {
    return payLink;
  }

  /** When the provider closes it unless it is paid; null if it did not say. */
  public @Nullable Instant payBy() {
    return payBy;
  }

  /** The host's lines that it holds. */
  public List<LineKey> lines() {
    return lines;
  }

  /** {@link #payBy()}; empty if the provider did not say. */
  public Optional<Instant> deadline() {
    return Optional.ofNullable(payBy);
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PaymentDue && all().equals(((PaymentDue) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(session, providerOrderId, goods, total, payLink, payBy, lines);
  }

  @Override
  public String toString() {
    return "PaymentDue" + all();
  }
}
