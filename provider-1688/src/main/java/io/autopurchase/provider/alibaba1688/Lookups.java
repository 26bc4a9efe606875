package io.autopurchase.provider.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/**
 * Finds the orders of a placement. The list does not show {@code outOrderId} (documented), and may ignore it as a filter: so all orders that
 * were placed at the time are gone through. Those that show another id of ours are left out; of the rest the ids are named, and the engine
 * reads them. As long as no order has shown an id of ours, a look-up that finds nothing has a last page that is refused: then it never comes
 * to its end, and a person is asked.
 */
final class Lookups {
  /** As long as no order has shown our id, orders are read here, to see whether any does. */
  static final int UNPROVEN_PAGE_SIZE = 4;

  /** How far the clocks of the platform's machines may be apart. */
  private static final Duration TOLERANCE = Duration.ofSeconds(5);

  private static final long TOTAL_UNKNOWN = -1;

  private static final Pattern CURSOR = Pattern.compile("([nhp]):([1-9][0-9]{0,5}):([1-9][0-9]?):(-?[0-9]{1,15}):(-1|[0-9]{1,9}):([0-9]{0,19})");

  private final Alibaba1688Settings settings;
  private final Gateway gateway;
  private final EchoProof echo;

  Lookups(Alibaba1688Settings settings, Gateway gateway, EchoProof echo) {
    this.settings = settings;
    this.gateway = gateway;
    this.echo = echo;
  }

  /** What is read. */
  private enum Table {
    PRESENT("n"),
    HISTORY("h"),
    /** Nothing: whether the pages before prove anything. */
    PROOF("p");

    private final String letter;

    Table(String letter) {
      this.letter = letter;
    }

    static Table of(String letter) {
      return letter.equals("n") ? PRESENT : letter.equals("h") ? HISTORY : PROOF;
    }
  }

  /**
   * Where a look-up is.
   *
   * @param page from 1
   * @param end of the window, the same for all pages: what is placed while they are read moves none
   * @param total of the page before; -1 on the first page of a table, and if the platform does not say
   * @param last order of the page before; empty on the first page of a table
   */
  private record Place(Table table, int page, int size, Instant end, long total, String last) {
    static Optional<Place> parse(String cursor) {
      Matcher parts = CURSOR.matcher(cursor);
      if (!parts.matches()) {
        return Optional.empty();
      }
      return Optional.of(
          new Place(
              Table.of(parts.group(1)),
              Integer.parseInt(parts.group(2)),
              Integer.parseInt(parts.group(3)),
              Instant.ofEpochMilli(Long.parseLong(parts.group(4))),
              Long.parseLong(parts.group(5)),
              parts.group(6)));
    }

    Place next(OrderQuery.Listing listing) {
      List<JsonNode> rows = listing.rows();
      return new Place(table, page + 1, size, end, listing.total(), rows.isEmpty() ? "" : Orders.id(rows.get(rows.size() - 1)));
    }

    Place first(Table other) {
      return new Place(other, 1, size, end, TOTAL_UNKNOWN, "");
    }

    @Override
    public String toString() {
      return table.letter + ":" + page + ":" + size + ":" + end.toEpochMilli() + ":" + total + ":" + last;
    }
  }

  ProviderResult<OrderLookup> page(OrderLookupRequest request, CallContext context) {
    Optional<Place> at = request.cursor().isEmpty() ? Optional.of(first(request, context)) : Place.parse(request.cursor().get());
    if (at.isEmpty()) {
      return new ProviderResult.Rejected<>("CURSOR_INVALID", "the cursor is not one of a look-up", null);
    }
    Place place = at.get();
    echo.sent(request.clientOrderId());
    if (place.table == Table.PROOF) {
      return proof(context);
    }
    boolean reads = !echo.isProven();
    Optional<ProviderResult<OrderLookup>> tooMany = gateway.take(Api.ORDERS, reads ? 1 + place.size : 1, context);
    if (tooMany.isPresent()) {
      return tooMany.get();
    }
    Reads requests = new Reads(context);
    ProviderResult<Found> listed =
        gateway.exchange(ApiCall.read(Api.ORDERS, parameters(request, place), reply -> found(reply, request, place)), requests.next());
    return listed instanceof ProviderResult.Success<Found> yes
        ? decide(yes.value(), request, place, reads, requests)
        : Results.failure(listed);
  }

  private Place first(OrderLookupRequest request, CallContext context) {
    Instant soon = gateway.time(context.now()).plus(TOLERANCE);
    Instant end = request.until().isBefore(soon) ? request.until() : soon;
    int size = echo.isProven() ? settings.lookupPageSize : Math.min(UNPROVEN_PAGE_SIZE, settings.lookupPageSize);
    return new Place(Table.PRESENT, 1, size, end, TOTAL_UNKNOWN, "");
  }

  private Map<String, String> parameters(OrderLookupRequest request, Place place) {
    Map<String, String> parameters = new TreeMap<>(OrderQuery.created(request.since(), place.end, place.table == Table.HISTORY, place.page, place.size));
    if (settings.filtersByClientOrderId) {
      parameters.put("outOrderId", request.clientOrderId());
    }
    return parameters;
  }

  /**
   * What a page of the list says.
   *
   * @param ours orders that show our id
   * @param silent orders that show none: they may be ours
   * @param others orders that show another id
   */
  private record Found(List<String> ours, List<String> silent, List<String> others, OrderQuery.Listing listing, Instant asOf) {}

  /** Null if the answer is not clear, or an answer to another question: the list repeats nothing of the request but times. */
  @Nullable
  private Found found(Reply reply, OrderLookupRequest request, Place place) {
    OrderQuery.Listing listing = OrderQuery.listing(reply, place.page, place.size, settings.trustsEmptyList);
    if (listing == null) {
      return null;
    }
    List<String> ours = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (JsonNode row : listing.rows()) {
      String id = Orders.id(row);
      Instant created = Dates.read(row.path("baseInfo"), "createTime");
      boolean isOutside =
          created != null && (created.isBefore(request.since().minus(TOLERANCE)) || created.isAfter(place.end.plus(TOLERANCE)));
      if (isOutside) {
        return null;
      }
      String shown = echo.learn(row);
      if (shown.equals(request.clientOrderId())) {
        ours.add(id);
      } else {
        (shown.isEmpty() ? silent : others).add(id);
      }
    }
    return new Found(ours, silent, others, listing, reply.asOf());
  }

  private ProviderResult<OrderLookup> decide(Found found, OrderLookupRequest request, Place place, boolean reads, Reads requests) {
    // One fewer may have moved an order to a page that was read before; one that comes again was on a page that has left out another.
    boolean hasMoved = !place.last.isEmpty() && found.listing.rows().stream().anyMatch(row -> Orders.id(row).equals(place.last));
    if (found.listing.total() < place.total || hasMoved) {
      return new ProviderResult.Rejected<>("LIST_CHANGED", "the list has moved since the page before", null);
    }
    boolean isBegin = place.table == Table.PRESENT && place.page == 1;
    if (isBegin && place.end.isBefore(request.until()) && place.end.isBefore(found.asOf)) {
      // Our clock was behind, and this answer has shown by how much: the window has ended before the question was asked.
      return new ProviderResult.Unknown<>("CLOCK_BEHIND", "the window of the look-up had ended too early", null, false);
    }
    List<String> ids = new ArrayList<>(found.ours);
    if (!reads) {
      ids.addAll(found.silent);
    }
    for (String id : reads ? found.silent : List.<String>of()) {
      ProviderResult<Optional<ProviderOrder>> read = gateway.exchange(OrderReads.call(id, settings, echo), requests.next());
      if (!(read instanceof ProviderResult.Success<Optional<ProviderOrder>> yes)) {
        return Results.failure(read);
      }
      // One that is listed and not shown may be ours: it is read again.
      String shown = yes.value().map(ProviderOrder::clientOrderId).orElse(request.clientOrderId());
      if (shown.equals(request.clientOrderId())) {
        ids.add(id);
      }
    }
    if (ids.isEmpty() && !found.others.isEmpty()) {
      // A witness: only an order of this account can be read, so that a list of another account is not taken for a "not found".
      ids.add(found.others.get(0));
    }
    Optional<Place> next = next(found, request, place);
    return new ProviderResult.Success<>(OrderLookup.of(List.of(), ids, found.asOf, next.map(Place::toString)));
  }

  private Optional<Place> next(Found found, OrderLookupRequest request, Place place) {
    if (!OrderQuery.isLast(found.listing, place.page, place.size)) {
      return Optional.of(place.next(found.listing));
    }
    boolean mayBeHistory = request.since().isBefore(found.asOf.minus(settings.historyAfter));
    if (place.table == Table.PRESENT && mayBeHistory) {
      return Optional.of(place.first(Table.HISTORY));
    }
    return echo.isProven() ? Optional.empty() : Optional.of(place.first(Table.PROOF));
  }

  /** The end of a look-up, if orders are known to show our id by now. */
  private ProviderResult<OrderLookup> proof(CallContext context) {
    return echo.isProven()
        ? new ProviderResult.Success<>(OrderLookup.of(List.of(), gateway.time(context.now())))
        : new ProviderResult.Rejected<>(
            "ECHO_UNPROVEN", "no order has shown an id of ours yet, so that a list without it proves nothing", null);
  }
}
