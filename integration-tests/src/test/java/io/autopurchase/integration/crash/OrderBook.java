package io.autopurchase.integration.crash;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the host knows of its orders: which it wants booked, which are acknowledged, and which events it was given. */
final class OrderBook {
  private static final Set<String> ENDS = Set.of("COMPLETED", "FAILED", "INTERRUPTED");

  private final Deque<Order> wanted = new ArrayDeque<>();
  private final List<Order> all = new ArrayList<>();
  private final Map<Order, String> activities = new HashMap<>();
  private final Set<String> ended = new HashSet<>();
  private final Set<String> parked = new HashSet<>();
  private final Set<String> events = new HashSet<>();
  private final List<String> problems = new ArrayList<>();

  void open(Order order) {
    all.add(order);
    wanted.add(order);
  }

  /** To be asked for, for the first time or again. */
  Optional<Order> next() {
    return Optional.ofNullable(wanted.poll());
  }

  void again(Collection<Order> orders) {
    wanted.addAll(orders);
  }

  void acknowledged(Order order, String activity) {
    String known = activities.putIfAbsent(order, activity);
    if (known != null && !known.equals(activity)) {
      problems.add(order.id() + " was booked as " + known + " and again as " + activity);
    }
  }

  /** An event as a node tells it: its id, activity, type, new value and reason. */
  void event(List<String> words) {
    events.add(words.get(1));
    if (words.get(3).equals("ACTIVITY_CHANGED")) {
      if (ENDS.contains(words.get(4))) {
        ended.add(words.get(2));
      } else if (words.get(5).equals("PARKED")) {
        parked.add(words.get(2));
      }
    }
  }

  List<Order> all() {
    return List.copyOf(all);
  }

  int size() {
    return all.size();
  }

  /** How many have not ended. */
  int unfinished() {
    return all.size() - (int) activities.values().stream().filter(ended::contains).count();
  }

  boolean isAtRest() {
    return all.stream()
        .allMatch(order -> activities.containsKey(order) && (ended.contains(activities.get(order)) || parked.contains(activities.get(order))));
  }

  /** Those that were left for a person to look at. */
  Set<String> parked() {
    Set<String> result = new HashSet<>(parked);
    result.removeAll(ended);
    return result;
  }

  /** A person lets them go on. */
  void forgetParked() {
    parked.clear();
  }

  void heard(Set<String> eventIds) {
    events.addAll(eventIds);
  }

  Set<String> events() {
    return Set.copyOf(events);
  }

  List<String> problems() {
    return List.copyOf(problems);
  }
}
