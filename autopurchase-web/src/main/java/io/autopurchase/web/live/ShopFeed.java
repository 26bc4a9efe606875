package io.autopurchase.web.live;

import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.EventFeedPage;
import io.autopurchase.Events;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Follows the feed of a shop's events, and says of each page of it what has changed. Only one thread reads at a time; what was read can be
 * asked for from any.
 */
final class ShopFeed {
  private static final int PAGE = 1000;
  /** The way to the end of a long feed, which is gone once: so many pages at a time. */
  private static final int PAGES_AT_ONCE = 20;
  /** So many messages are kept for browsers that come back. */
  private static final int KEPT = 120;
  /** More ids than that, and a page looks at everything again. */
  private static final int MOST_IDS = 50;

  private record Kept(String cursor, String message) {}

  private final Events events;
  @Nullable private String cursor;
  private boolean atEnd;
  private final Deque<Kept> recent = new ArrayDeque<>();

  ShopFeed(Events events) {
    this.events = events;
  }

  /** The next message; empty if nothing has changed. One query, if the end was reached before. */
  Optional<String> next() {
    if (!isAtEnd()) {
      return goToEnd();
    }
    EventFeedPage page = events.feed(position(), PAGE);
    if (page.events().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(keep(page.cursor(), message(page)));
  }

  /** What happened before a page listened concerns no page. */
  private Optional<String> goToEnd() {
    for (int i = 0; i < PAGES_AT_ONCE; i++) {
      EventFeedPage page = events.feed(position(), PAGE);
      synchronized (this) {
        cursor = page.cursor();
        atEnd = page.events().size() < PAGE;
        if (atEnd) {
          return Optional.of(refresh());
        }
      }
    }
    return Optional.empty();
  }

  private synchronized @Nullable String position() {
    return cursor;
  }

  private synchronized boolean isAtEnd() {
    return atEnd;
  }

  private synchronized String keep(String next, String message) {
    cursor = next;
    recent.add(new Kept(next, message));
    if (recent.size() > KEPT) {
      recent.remove();
    }
    return message;
  }

  /** What a browser has missed that was told last of a position. */
  synchronized String since(String position) {
    if (position.equals(cursor)) {
      return "";
    }
    List<Kept> kept = List.copyOf(recent);
    for (int i = 0; i < kept.size(); i++) {
      if (kept.get(i).cursor().equals(position)) {
        return kept.subList(i + 1, kept.size()).stream().map(Kept::message).collect(Collectors.joining());
      }
    }
    return refresh();
  }

  /** Everything may have changed. */
  private synchronized String refresh() {
    return (cursor == null ? "" : "id: " + cursor + "\n") + "event: refresh\ndata: {}\n\n";
  }

  private static String message(EventFeedPage page) {
    Set<String> activities = new LinkedHashSet<>();
    Set<String> orders = new LinkedHashSet<>();
    Set<String> sessions = new LinkedHashSet<>();
    for (AutoPurchaseEvent event : page.events()) {
      event.activity().ifPresent(id -> activities.add(id.value()));
      event.orderId().ifPresent(orders::add);
      event.session().ifPresent(id -> sessions.add(id.toString()));
    }
    String data = "{\"activities\":" + ids(activities) + ",\"orders\":" + ids(orders) + ",\"sessions\":" + ids(sessions) + "}";
    return "id: " + page.cursor() + "\nevent: changes\ndata: " + data + "\n\n";
  }

  /** Null stands for any: more than are worth naming. */
  private static String ids(Collection<String> ids) {
    return ids.size() > MOST_IDS ? "null" : ids.stream().map(ShopFeed::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  /** Of JSON, in one line. */
  private static String quoted(String id) {
    StringBuilder text = new StringBuilder("\"");
    for (char c : id.toCharArray()) {
      text.append(c == '"' || c == '\\' || c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
    }
    return text.append('"').toString();
  }
}
