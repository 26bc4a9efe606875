package io.autopurchase.spi;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Payment links of a provider. Shops put them into pages and people follow them, so only {@code https} addresses are accepted: a {@code
 * javascript:} or {@code data:} link would run in the shop's own page.
 */
public final class PayLinks {
  private static final int LONGEST = 2000;

  private PayLinks() {}

  /**
   * A link, if a page of a shop may show it.
   *
   * @param link as the provider gives it; null if it gives none
   * @return the link; null if it is null, is not {@code https}, has no host, holds a user, has more than 2000 characters or one
   *     that cannot be printed
   */
  @Nullable
  public static URI safe(@Nullable URI link) {
    boolean safe =
        link != null
            && "https".equalsIgnoreCase(link.getScheme())
            && link.getHost() != null
            && link.getRawUserInfo() == null
            && link.toString().length() <= LONGEST
            && PlainText.unprintable(link.toString()).isEmpty();
    return safe ? link : null;
  }

  /**
   * The same of a text; null also if it is not a URI.
   *
   * @param link as the provider gives it; null if it gives none
   */
  @Nullable
  public static URI safe(@Nullable String link) {
    try {
      return link == null || link.length() > LONGEST ? null : safe(URI.create(link));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
