package io.autopurchase.web.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which requests a handler takes.
 *
 * @param method GET or POST
 * @param pattern segments with slashes between, {@code *} for a variable one
 * @param handler answers
 */
public record Route(String method, String pattern, Function<Exchange, Answer> handler) {
  /**
   * The variable segments of a path.
   *
   * @param path its segments
   * @return empty if it is not one of this route
   */
  public Optional<List<String>> match(List<String> path) {
    String[] parts = pattern.split("/");
    if (parts.length != path.size()) {
      return Optional.empty();
    }
    List<String> variables = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].equals("*")) {
        variables.add(Segment.decode(path.get(i)));
      } else if (!parts[i].equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }
}
