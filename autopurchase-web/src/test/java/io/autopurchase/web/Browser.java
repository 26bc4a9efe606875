package io.autopurchase.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What a browser without a script does: it follows links, fills forms in, keeps cookies, and says where a form comes from. */
final class Browser {
  private final URI mount;
  private final String user;
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private String language = "en";

  Browser(URI mount, String user) {
    this.mount = mount;
    this.user = user;
  }

  Browser language(String value) {
    language = value;
    return this;
  }

  /** A page as it came. */
  record Page(URI address, HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    Document html() {
      return Jsoup.parse(response.body(), address.toString());
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String location() {
      return header("Location");
    }

    /** The text that a person reads. */
    String text() {
      return html().body().text();
    }

    Element one(String css) {
      List<Element> found = html().select(css);
      if (found.size() != 1) {
        throw new AssertionError(found.size() + " of " + css + " in " + html().body());
      }
      return found.get(0);
    }

    /** A button by its label; of several the first. */
    Element button(String label) {
      return html().select("button").stream().filter(button -> button.text().equals(label)).findFirst()
          .orElseThrow(() -> new AssertionError("no button " + label + " in " + html().body().text()));
    }

    boolean hasButton(String label) {
      return html().select("button").stream().anyMatch(button -> button.text().equals(label));
    }

    Element link(String label) {
      return html().select("a").stream().filter(link -> link.text().equals(label)).findFirst()
          .orElseThrow(() -> new AssertionError("no link " + label + " in " + html().body().text()));
    }
  }

  Page get(String path) {
    return get(mount.resolve(path));
  }

  Page get(URI address) {
    return send(request(address).GET().build());
  }

  Page click(Page page, String link) {
    return get(URI.create(page.link(link).absUrl("href")));
  }

  /** As a person does: presses a button, and is led on. */
  Page press(Page page, String button, String... values) {
    return follow(submit(page, button, values));
  }

  Page follow(Page page) {
    return page.status() == 303 ? follow(get(page.address().resolve(page.location()))) : page;
  }

  /** Sends the form that a button belongs to; values alternate with names and replace what the form holds. */
  Page submit(Page page, String label, String... values) {
    Element button = page.button(label);
    Element form = button.hasAttr("form") ? page.one("form#" + button.attr("form")) : button.closest("form");
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (Element field : page.html().select("input, select")) {
      boolean belongs = field.hasAttr("form") ? field.attr("form").equals(form.id()) && !form.id().isEmpty() : sameForm(field, form);
      boolean counts = !field.attr("type").matches("checkbox|radio") || field.hasAttr("checked");
      if (belongs && counts && field.hasAttr("name")) {
        fields.add(Map.entry(field.attr("name"), field.tagName().equals("select") ? chosen(field) : field.attr("value")));
      }
    }
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i += 2) {
      given.computeIfAbsent(values[i], name -> new ArrayList<>()).add(values[i + 1]);
    }
    fields.removeIf(field -> given.containsKey(field.getKey()));
    given.forEach((name, all) -> all.forEach(value -> fields.add(Map.entry(name, value))));
    String action = button.hasAttr("formaction") ? button.absUrl("formaction") : form.absUrl("action");
    String query = fields.stream().map(field -> encode(field.getKey()) + "=" + encode(field.getValue())).collect(Collectors.joining("&"));
    return form.attr("method").equals("get") ? get(URI.create(action + "?" + query)) : post(URI.create(action), query);
  }

  private static boolean sameForm(Element field, Element form) {
    Element own = field.closest("form");
    return own != null && own.cssSelector().equals(form.cssSelector());
  }

  private static String chosen(Element select) {
    Element option = select.selectFirst("option[selected]");
    Element first = option == null ? select.selectFirst("option") : option;
    return first == null ? "" : first.attr("value");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A form that was made by hand. */
  Page post(String path, String... values) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < values.length; i += 2) {
      fields.add(encode(values[i]) + "=" + encode(values[i + 1]));
    }
    return post(mount.resolve(path), String.join("&", fields));
  }

  private Page post(URI address, String body) {
    return post(address, body, Map.of("Sec-Fetch-Site", "same-origin"));
  }

  Page post(URI address, String body, Map<String, String> headers) {
    HttpRequest.Builder request = request(address).header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return send(request.build());
  }

  private HttpRequest.Builder request(URI address) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept-Language", language);
    return user.isEmpty() ? request : request.header("X-User", user);
  }

  private Page send(HttpRequest request) {
    try {
      return new Page(request.uri(), client.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
