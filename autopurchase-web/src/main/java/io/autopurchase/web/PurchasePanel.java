package io.autopurchase.web;

import io.autopurchase.NotFoundException;
import io.autopurchase.web.page.Pages;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Settings;
import io.autopurchase.web.serve.Shop;
import io.autopurchase.web.serve.Texts;
import io.autopurchase.web.spi.ConsoleUser;
import io.autopurchase.web.spi.OrderSource;
import io.autopurchase.web.spi.Permission;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The lines of an order with what can be done with them, as HTML for a page of the host's: sessions, preview, booking, binding, unbinding,
 * statuses, progress. Its forms go to the console, which sends the browser back to {@link OrderSource#address}. What it shows depends on
 * parameters of the host's page, whose names begin with {@code ap-}. Immutable; thread-safe.
 */
public final class PurchasePanel {
  private final Settings settings;
  private final String mount;

  PurchasePanel(Settings settings, String mount) {
    if (!mount.endsWith("/")) {
      throw new IllegalArgumentException("the mount must end with a slash: " + mount);
    }
    this.settings = settings;
    this.mount = mount;
  }

  /**
   * The stylesheet and the script that the panel needs, for the head of the host's page. They concern nothing but the panel.
   *
   * @param request for the host's page
   */
  public String head(HttpServletRequest request) {
    Shop any = settings.shops().values().iterator().next();
    return Pages.assets(exchange(request, any, ConsoleUser.of("", Set.of()), Locale.ENGLISH)).toString();
  }

  /**
   * The panel of an order of the only shop.
   *
   * @param request for the host's page, by a user whom the console's access knows
   * @param orderId the host's order
   * @param locale the language of the host's page
   * @return to be put into the page as it is; empty if the user may not see it
   * @throws NotFoundException if neither the host nor the library knows the order
   */
  public String render(HttpServletRequest request, String orderId, Locale locale) {
    return render(request, "", orderId, locale);
  }

  /**
   * The panel of an order of one of several shops.
   *
   * @param request for the host's page, by a user whom the console's access knows
   * @param shop the id of the shop
   * @param orderId the host's order
   * @param locale the language of the host's page
   * @return to be put into the page as it is; empty if the user may not see it
   * @throws NotFoundException if there is no such shop, or neither the host nor the library knows the order
   */
  public String render(HttpServletRequest request, String shop, String orderId, Locale locale) {
    Shop found = Optional.ofNullable(settings.shops().get(shop)).orElseThrow(() -> new NotFoundException("shop", shop));
    return settings
        .access()
        .user(request, shop)
        .filter(user -> user.may(Permission.VIEW))
        .map(user -> Pages.panel(exchange(request, found, user, locale), orderId).toString())
        .orElse("");
  }

  private Exchange exchange(HttpServletRequest request, Shop shop, ConsoleUser user, Locale locale) {
    String root = shop.id().isEmpty() ? mount : mount + shop.id() + "/";
    return new Exchange(settings, request, shop, user, Texts.in(locale), root, List.of());
  }
}
