package io.autopurchase.sandbox.common;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The site's side for scripts in any language: under {@code /sandbox}, with parameters as a form or as flat JSON, and answers as JSON.
 * With {@code back} it goes back to the page, for which the forms there use it.
 */
public final class ControlApi {
  private final Routes routes;

  /** What there is to do. */
  public interface Routes {
    /**
     * @param route the method and the path below {@code /sandbox}, with {@code {}} for what comes after its first part, such as {@code
     *     POST orders/{}/{}}
     * @param id the second part; empty if there is none
     * @param action the third part; empty if there is none
     * @throws NoSuchPath if there is no such route
     * @throws IllegalArgumentException if the inputs do not fit
     * @throws IllegalStateException if what is wanted cannot be done now
     */
    Object run(String route, String id, String action, Inputs inputs);
  }

  /** There is nothing at a path. */
  public static final class NoSuchPath extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  public ControlApi(Routes routes) {
    this.routes = routes;
  }

  public Answer handle(Request request) {
    Inputs inputs = new Inputs(Parameters.ofScript(request));
    try {
      Object result = run(request.method(), List.of(request.path().substring(1).split("/")), inputs);
      return inputs.has("back") ? Answer.redirect(303, "/") : json(200, result);
    } catch (NoSuchPath e) {
      return json(404, Map.of("error", "there is nothing at " + request.method() + " " + request.path()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      String message = String.valueOf(e.getMessage());
      return inputs.has("back")
          ? Answer.of(400, Answer.HTML, Html.page("That did not work", "<p>" + Html.escape(message) + "<p><a href=\"/\">Back</a>"))
          : json(400, Map.of("error", message));
    }
  }

  private Object run(String method, List<String> path, Inputs inputs) {
    String what = path.size() < 2 || !path.get(0).equals("sandbox") ? "" : path.get(1);
    String route = method + " " + what + (path.size() == 3 ? "/{}" : path.size() == 4 ? "/{}/{}" : "");
    return routes.run(route, path.size() > 2 ? path.get(2) : "", path.size() > 3 ? path.get(3) : "", inputs);
  }

  private static Answer json(int status, Object value) {
    try {
      return Answer.of(status, Answer.JSON, Json.MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
