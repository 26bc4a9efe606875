package io.autopurchase.web.html;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An address that may stand in a link or a form: one of the console's own, or one with http or https. Immutable. */
public final class Url {
  private final String value;

  private Url(String value) {
    this.value = value;
  }

  /**
   * An address that the program has put together of encoded parts, relative to the page.
   *
   * @param relative never of a user or a provider as it is
   */
  public static Url own(String relative) {
    return new Url(Objects.requireNonNull(relative, "relative"));
  }

  /**
   * An address that comes from elsewhere.
   *
   * @param text any text
   * @return empty unless it is a whole address with http or https and a host
   */
  public static Optional<Url> external(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text.strip());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean safe = (scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null && uri.getUserInfo() == null;
      return safe ? Optional.of(new Url(uri.toASCIIString())) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty(); // shown as text
    }
  }

  /**
   * An address of the host's.
   *
   * @param text a path from the root of the host, or a whole address
   * @return empty unless it begins with one slash, or is as {@link #external} asks for it
   */
  public static Optional<Url> host(String text) {
    boolean isPath = text.startsWith("/") && !text.startsWith("//") && !text.startsWith("/\\");
    return isPath ? external("https://host" + text).map(url -> new Url(url.toString().substring("https://host".length()))) : external(text);
  }

  /** The address. */
  @Override
  public String toString() {
    return value;
  }
}
