package io.autopurchase.integration.provider;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Choices of one value for each setting, such that every two values of two settings are chosen together at least once. */
final class Combinations {
  private static final int CANDIDATES = 30;

  private final List<String> names;
  private final Map<String, List<String>> values;
  private final Random random = new Random(1688);
  private final Set<Pair> open = new HashSet<>();

  private Combinations(Map<String, List<String>> values) {
    this.values = values;
    names = List.copyOf(values.keySet());
    for (String a : names) {
      for (String b : names.subList(names.indexOf(a) + 1, names.size())) {
        values.get(a).forEach(x -> values.get(b).forEach(y -> open.add(new Pair(a, x, b, y))));
      }
    }
  }

  /** The names in their order. */
  private record Pair(String a, String x, String b, String y) {}

  /** The same ones each time. */
  static List<Map<String, String>> ofPairs(Map<String, List<String>> values) {
    Combinations search = new Combinations(new LinkedHashMap<>(values));
    List<Map<String, String>> chosen = new ArrayList<>();
    while (!search.open.isEmpty()) {
      Map<String, String> best = search.best();
      search.open.removeAll(search.pairs(best));
      chosen.add(best);
    }
    return chosen;
  }

  /** Of some candidates the one with the most pairs that are missing; each begins with one of these. */
  private Map<String, String> best() {
    Pair first = open.stream().min((p, q) -> p.toString().compareTo(q.toString())).orElseThrow();
    Map<String, String> best = Map.of();
    long most = -1;
    for (int i = 0; i < CANDIDATES; i++) {
      Map<String, String> candidate = candidate(first);
      long missing = pairs(candidate).stream().filter(open::contains).count();
      if (missing > most) {
        most = missing;
        best = candidate;
      }
    }
    return best;
  }

  private Map<String, String> candidate(Pair first) {
    Map<String, String> chosen = new LinkedHashMap<>(Map.of(first.a, first.x, first.b, first.y));
    List<String> rest = new ArrayList<>(names);
    rest.removeAll(chosen.keySet());
    Collections.shuffle(rest, random);
    for (String name : rest) {
      List<String> choices = new ArrayList<>(values.get(name));
      Collections.shuffle(choices, random);
      String best = "";
      long most = -1;
      for (String value : choices) {
        Map<String, String> more = new LinkedHashMap<>(chosen);
        more.put(name, value);
        long missing = pairs(more).stream().filter(open::contains).count();
        if (missing > most) {
          most = missing;
          best = value;
        }
      }
      chosen.put(name, best);
    }
    return chosen;
  }

  private Set<Pair> pairs(Map<String, String> chosen) {
    Set<Pair> all = new HashSet<>();
    List<String> used = names.stream().filter(chosen::containsKey).toList();
    for (int i = 0; i < used.size(); i++) {
      for (int j = i + 1; j < used.size(); j++) {
        all.add(new Pair(used.get(i), chosen.get(used.get(i)), used.get(j), chosen.get(used.get(j))));
      }
    }
    return all;
  }
}
