package io.autopurchase.web.live;

import io.autopurchase.web.serve.Answer;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Shop;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells open pages what has changed, on whatever node. While at least one page of a shop listens, one thread asks the feed of the shop once
 * a second, however many pages there are; otherwise there is neither a thread nor a query. A message names what has changed and holds
 * nothing of it: the page fetches it with the rights of its reader. Thread-safe.
 */
public final class EventStreams implements AutoCloseable {
  /** Streams of this node; a page that gets none looks for itself, now and then. */
  public static final int MOST = 200;

  /** Streams of one user: a browser needs one, however many tabs it shows. One more ends the oldest, whose page is usually gone. */
  public static final int MOST_OF_USER = 4;

  /** In seconds. That a browser has gone shows only when something is written to it. */
  private static final int HEARTBEAT = 5;

  /** In seconds, after which a browser connects again: a load balancer may move it, and a right that was taken away is noticed. */
  private static final int LIFE = 600;

  private static final System.Logger LOG = System.getLogger("io.autopurchase.web");

  private static final class Room {
    final ShopFeed feed;
    final List<OpenStream> streams = new ArrayList<>();
    boolean failing;

    Room(ShopFeed feed) {
      this.feed = feed;
    }
  }

  private final Ticker ticker;
  private final Map<String, Room> rooms = new LinkedHashMap<>();
  @Nullable private Runnable stop;
  private boolean closed;

  /**
   * For some shops.
   *
   * @param shops of the console
   * @param ticker once a second, but for tests
   */
  public EventStreams(Iterable<Shop> shops, Ticker ticker) {
    this.ticker = ticker;
    shops.forEach(shop -> rooms.put(shop.id(), new Room(new ShopFeed(shop.engine().events()))));
  }

  /**
   * Lets a page listen.
   *
   * @param x asks for it
   */
  public Answer listen(Exchange x) {
    return response -> open(x, x.request(), response);
  }

  private void open(Exchange x, HttpServletRequest request, HttpServletResponse response) throws IOException {
    Room room = rooms.get(x.shop().id());
    if (room == null || !request.isAsyncSupported() || !makePlace(x.by())) {
      response.setHeader("Retry-After", "30");
      Answer.bytes(room == null || !request.isAsyncSupported() ? 501 : 429, "text/plain;charset=UTF-8", new byte[0]).send(response);
      return;
    }
    response.setStatus(200);
    response.setContentType("text/event-stream;charset=UTF-8");
    response.setHeader("X-Accel-Buffering", "no"); // a proxy would wait for more
    AsyncContext context = request.startAsync();
    context.setTimeout(0); // it ends by its age
    OpenStream stream = new OpenStream(context, response.getOutputStream(), x.by());
    context.addListener(stream);
    String last = Optional.ofNullable(request.getHeader("Last-Event-ID")).orElse("");
    stream.send("retry: 3000\n\n" + (last.isEmpty() ? "" : room.feed.since(last)));
    add(room, stream);
    response.getOutputStream().setWriteListener(stream);
  }

  private synchronized boolean makePlace(String user) {
    List<OpenStream> ofUser = open().filter(stream -> stream.user().equals(user)).toList();
    ofUser.stream().limit(Math.max(0, ofUser.size() - MOST_OF_USER + 1)).forEach(OpenStream::end);
    return !closed && open().count() < MOST;
  }

  /** Of each shop the oldest first. */
  private synchronized Stream<OpenStream> open() {
    return rooms.values().stream().flatMap(room -> room.streams.stream()).filter(stream -> !stream.isOver());
  }

  private synchronized void add(Room room, OpenStream stream) {
    room.streams.add(stream);
    if (stop == null && !closed) {
      stop = ticker.start(this::tick);
    }
  }

  /** A second has passed. */
  private void tick() {
    for (Room room : rooms.values()) {
      try {
        tick(room);
      } catch (RuntimeException | Error e) {
        report(room, e);
      }
    }
    stopIfNobodyListens();
  }

  private void tick(Room room) {
    List<OpenStream> listening = listening(room);
    if (listening.isEmpty()) {
      return;
    }
    room.feed.next().ifPresent(message -> listening.forEach(stream -> stream.send(message)));
    room.failing = false;
  }

  private synchronized List<OpenStream> listening(Room room) {
    room.streams.removeIf(stream -> stream.grow(HEARTBEAT, LIFE));
    return List.copyOf(room.streams);
  }

  /** Once, until it works again. Pages look for themselves in the meantime. */
  private static void report(Room room, Throwable e) {
    if (!room.failing) {
      LOG.log(System.Logger.Level.WARNING, "pages do not hear of changes", e);
    }
    room.failing = true;
  }

  private synchronized void stopIfNobodyListens() {
    if (stop != null && rooms.values().stream().allMatch(room -> room.streams.isEmpty())) {
      stop.run();
      stop = null;
    }
  }

  /** How many listen. */
  public synchronized int size() {
    return (int) open().count();
  }

  /** Ends all streams, so that a server that stops has not to wait for them. May be repeated. */
  @Override
  public synchronized void close() {
    closed = true;
    rooms.values().forEach(room -> room.streams.forEach(OpenStream::end));
    rooms.values().forEach(room -> room.streams.clear());
    stopIfNobodyListens();
  }
}
