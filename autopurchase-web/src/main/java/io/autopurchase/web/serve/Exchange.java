package io.autopurchase.web.serve;

import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseException;
import io.autopurchase.web.spi.ConsoleUser;
import io.autopurchase.web.spi.FormToken;
import io.autopurchase.web.spi.OrderSource;
import io.autopurchase.web.spi.Permission;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A request, with who sends it, which shop it is about, and how its page is written. For the thread of the request. */
public final class Exchange {
  private static final int MOST_VALUES = 1000;

  private final Settings settings;
  private final HttpServletRequest request;
  private final Shop shop;
  private final ConsoleUser user;
  private final Texts texts;
  private final String root;
  private final List<String> variables;

  /**
   * A request for a page.
   *
   * @param settings of the console
   * @param request as it came in
   * @param shop that it is about
   * @param user who sends it
   * @param texts in the reader's language
   * @param root leads from the page to the shop's first page; empty, or ends with a slash
   * @param variables what stands in the variable parts of the address
   */
  public Exchange(Settings settings, HttpServletRequest request, Shop shop, ConsoleUser user, Texts texts, String root, List<String> variables) {
    this.settings = settings;
    this.request = request;
    this.shop = shop;
    this.user = user;
    this.texts = texts;
    this.root = root;
    this.variables = variables;
  }

  /** How the console was built. */
  public Settings settings() {
    return settings;
  }

  /** As it came in. */
  public HttpServletRequest request() {
    return request;
  }

  /** That it is about. */
  public Shop shop() {
    return shop;
  }

  /** The shop's engine. */
  public AutoPurchase engine() {
    return shop.engine();
  }

  /** The shop's orders, if the console knows them. */
  public Optional<OrderSource> orders() {
    return shop.orders();
  }

  /** The name of who sends it, for the audit trail. */
  public String by() {
    return user.name();
  }

  /** Who sends it. */
  public ConsoleUser user() {
    return user;
  }

  /** In the reader's language. */
  public Texts texts() {
    return texts;
  }

  /**
   * A text of the console, see {@link Texts#t}.
   *
   * @param key must be there
   * @param values name, value, name, value ...
   */
  public String t(String key, Object... values) {
    return texts.t(key, values);
  }

  /**
   * Whether the user may do something.
   *
   * @param permission what is asked about
   */
  public boolean may(Permission permission) {
    return user.may(permission);
  }

  /**
   * Ends the request unless the user may do something.
   *
   * @param permission what is needed
   */
  public void require(Permission permission) {
    if (!may(permission)) {
      throw new Refusal(403, "NOT_PERMITTED");
    }
  }

  /**
   * An address of this shop.
   *
   * @param segments words and ids
   */
  public Address at(String... segments) {
    return Address.of(root, segments);
  }

  /**
   * An address that the host has given.
   *
   * @param address relative to the console's mount, or from the root of the server
   */
  public Address atHost(String address) {
    // One shop's pages are below the mount, those of several a step deeper.
    String up = root + (shop.id().isEmpty() ? "" : "../");
    return Address.ofHost(address.startsWith("/") ? address : (up.isEmpty() ? "./" : up) + address);
  }

  /**
   * An address of another shop of this console.
   *
   * @param other the id of the shop
   * @param segments words and ids
   */
  public Address atShop(String other, String... segments) {
    String[] path = new String[segments.length + 1];
    path[0] = other;
    System.arraycopy(segments, 0, path, 1, segments.length);
    return Address.of(root + "../", path);
  }

  /**
   * The page of this request in another language.
   *
   * @param language one of {@link Texts#LANGUAGES}
   */
  public Address inLanguage(String language) {
    String query = Language.queryWithout(request);
    return Address.ofHost((query.isEmpty() ? "?" : "?" + query + "&") + "lang=" + language);
  }

  /**
   * What stands in a variable part of the address.
   *
   * @param index from 0
   */
  public String variable(int index) {
    return variables.get(index);
  }

  /**
   * A parameter, without blanks around it.
   *
   * @param name of the parameter
   * @return empty if it is missing or blank
   */
  public Optional<String> param(String name) {
    return Optional.ofNullable(request.getParameter(name)).map(String::strip).filter(value -> !value.isEmpty());
  }

  /**
   * A parameter as text.
   *
   * @param name of the parameter
   * @return an empty text if it is missing
   */
  public String typed(String name) {
    return param(name).orElse("");
  }

  /**
   * All values of a parameter; each once, in their order.
   *
   * @param name of the parameter
   * @throws Refusal if there are more than any page sends
   */
  public List<String> params(String name) {
    String[] values = request.getParameterValues(name);
    List<String> all = values == null ? List.of() : Arrays.stream(values).map(String::strip).filter(value -> !value.isEmpty()).distinct().toList();
    if (all.size() > MOST_VALUES) {
      throw new Refusal(400, "TOO_MANY_VALUES");
    }
    return all;
  }

  /** The host's hidden field for forms. */
  public Optional<FormToken.Field> formField() {
    return settings.formToken().field(request);
  }

  /**
   * Carries a form out.
   *
   * @param deed what is done, and where the browser goes then
   * @param again shows the page that sent the form once more, if the library refuses it
   */
  public Answer attempt(Supplier<Address> deed, Function<Failure, Answer> again) {
    try {
      return Answer.seeOther(deed.get());
    } catch (AutoPurchaseException e) {
      return again.apply(Failure.of(texts, e));
    }
  }
}
