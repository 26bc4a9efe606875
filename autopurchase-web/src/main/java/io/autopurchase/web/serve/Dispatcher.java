package io.autopurchase.web.serve;

import io.autopurchase.AutoPurchaseException;
import io.autopurchase.web.spi.ConsoleUser;
import io.autopurchase.web.spi.Permission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings each request to the handler of its address, with who sends it and in which language the answer is. Thread-safe. */
public final class Dispatcher {
  private static final System.Logger LOG = System.getLogger("io.autopurchase.web");

  /** Everything from this very site and nothing inline. Links to providers are links, which no directive concerns. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
          + "frame-ancestors 'self'; base-uri 'none'";

  private final Settings settings;
  private final List<Route> routes;
  private final ErrorPages errors;

  /** Shows what went wrong. */
  @FunctionalInterface
  public interface ErrorPages {
    /**
     * A page, or its like for programs.
     *
     * @param x the request; its user has no name and no right if no one is signed in
     * @param code of the reason
     * @param failure with the status and the text
     */
    Answer show(Exchange x, String code, Failure failure);
  }

  /**
   * The whole console.
   *
   * @param settings how it was built
   * @param routes of which the first that fits is taken
   * @param errors for what no page shows
   */
  public Dispatcher(Settings settings, List<Route> routes, ErrorPages errors) {
    this.settings = settings;
    this.routes = List.copyOf(routes);
    this.errors = errors;
  }

  /**
   * Answers a request.
   *
   * @param request any
   * @param response to it
   */
  public void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    headers(response);
    if (request.getCharacterEncoding() == null) {
      request.setCharacterEncoding("UTF-8");
    }
    String path = request.getPathInfo() == null ? "" : request.getPathInfo();
    guarded(request, path).send(response);
  }

  /** What the host is asked before there is a page, such as who the user is, may fail, too. */
  private Answer guarded(HttpServletRequest request, String path) {
    try {
      return answer(request, path);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a request to the console failed", e);
      return Answer.bytes(500, "text/plain;charset=UTF-8", new byte[0]);
    }
  }

  private static void headers(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    // To other sites nothing: payment links must not carry order numbers. To this one the origin, by which forms are recognized.
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cache-Control", "no-store");
  }

  private Answer answer(HttpServletRequest request, String path) {
    List<String> segments = Arrays.asList(path.split("/")); // the first one is empty
    int first = settings.shops().containsKey("") ? 1 : 2;
    int assets = segments.indexOf("assets");
    if (assets > 0 && assets <= first && segments.size() == assets + 2 && isReading(request)) {
      return Assets.answer(segments.get(assets + 1));
    }
    if (segments.size() < first && first == 2) {
      return toFirstShop(request, path);
    }
    String id = first == 1 ? "" : Segment.decode(segments.get(1));
    String rest = path.substring(first == 1 ? 0 : segments.get(1).length() + 1);
    String root = "../".repeat(Math.max(0, (int) rest.chars().filter(c -> c == '/').count() - 1));
    Shop shop = settings.shops().get(id);
    Exchange anonymous = exchange(request, shop == null ? anyShop() : shop, noUser(), root, List.of());
    if (shop == null) {
      return refuse(anonymous, Refusal.notFound());
    }
    Optional<ConsoleUser> user = settings.access().user(request, id);
    if (user.isEmpty() || !user.get().may(Permission.VIEW)) {
      return refuse(anonymous, first == 1 ? new Refusal(403, user.isEmpty() ? "SIGN_IN" : "NOT_PERMITTED") : Refusal.notFound());
    }
    if (rest.length() < 2) {
      return Answer.seeOther(Address.ofHost(rest.isEmpty() ? lastSegment(request) + "/activities" : "./activities"));
    }
    return answer(request, shop, user.get(), root, segments.subList(first, segments.size()));
  }

  private Answer answer(HttpServletRequest request, Shop shop, ConsoleUser user, String root, List<String> path) {
    Exchange x = exchange(request, shop, user, root, List.of());
    try {
      Optional<String> language = path.get(0).equals("language") ? Optional.empty() : Language.wanted(request, settings);
      if (language.isPresent() && isReading(request)) {
        String query = Language.queryWithout(request);
        String page = Address.of("", path.toArray(String[]::new)).toString().substring(2);
        return Answer.seeOther(x.at("language").with("lang", language.get()).with("to", page + (query.isEmpty() ? "" : "?" + query)));
      }
      if (path.equals(List.of("language")) && isReading(request)) {
        return Language.keep(x);
      }
      return handle(request, shop, user, root, path);
    } catch (Refusal e) {
      return refuse(x, e);
    } catch (AutoPurchaseException e) {
      LOG.log(System.Logger.Level.DEBUG, "not shown: {0}", e.toString());
      return errors.show(x, e.code(), Failure.of(x.texts(), e));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a page of the console failed", e);
      return refuse(x, new Refusal(500, "INTERNAL"));
    }
  }

  private Answer handle(HttpServletRequest request, Shop shop, ConsoleUser user, String root, List<String> path) {
    boolean known = false;
    String method = isReading(request) ? "GET" : request.getMethod();
    for (Route route : routes) {
      Optional<List<String>> variables = route.match(path);
      if (variables.isPresent() && route.method().equals(method)) {
        if (method.equals("POST") && !RequestGuard.accepts(request, settings)) {
          throw new Refusal(403, "FORGED");
        }
        return route.handler().apply(exchange(request, shop, user, root, variables.get()));
      }
      known |= variables.isPresent();
    }
    throw known ? new Refusal(405, "WRONG_METHOD") : Refusal.notFound();
  }

  private Answer refuse(Exchange x, Refusal refusal) {
    Failure failure = new Failure(refusal.status(), x.texts().orElse("error." + refusal.code(), refusal.code()), Map.of(), Optional.empty());
    return errors.show(x, refusal.code(), failure);
  }

  private Answer toFirstShop(HttpServletRequest request, String path) {
    for (Shop shop : settings.shops().values()) {
      if (settings.access().user(request, shop.id()).filter(user -> user.may(Permission.VIEW)).isPresent()) {
        String up = path.isEmpty() ? lastSegment(request) + "/" : "./";
        return Answer.seeOther(Address.ofHost(up + Segment.encode(shop.id()) + "/activities"));
      }
    }
    return refuse(exchange(request, anyShop(), noUser(), "", List.of()), new Refusal(403, "SIGN_IN"));
  }

  /** Of the address without a slash at its end, to which the browser resolves what is relative one step higher. */
  private static String lastSegment(HttpServletRequest request) {
    String uri = request.getRequestURI();
    return "./" + uri.substring(uri.lastIndexOf('/') + 1);
  }

  private static boolean isReading(HttpServletRequest request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }

  private Shop anyShop() {
    return settings.shops().values().iterator().next();
  }

  private static ConsoleUser noUser() {
    return ConsoleUser.of("", Set.of());
  }

  private Exchange exchange(HttpServletRequest request, Shop shop, ConsoleUser user, String root, List<String> variables) {
    return new Exchange(settings, request, shop, user, Texts.in(Language.of(request, settings)), root, variables);
  }
}
