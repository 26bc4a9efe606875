package io.autopurchase.provider.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.Parcel;
import io.autopurchase.provider.http.Fields;
import io.autopurchase.provider.http.Json;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.ProviderResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.Nullable;

/** Reads where parcels are: the parcels of an order, then the stations of each. Names, phones and addresses stay in the answers. */
final class Logistics {
  private static final int MOST_TRACES = 1000;

  /** A parcel that has not moved yet (seen); some applications may not read stations at all. */
  private static final String NO_TRACE = "404";

  private final Gateway gateway;
  private final int mostRequests;

  /**
   * @param mostRequests of one call
   */
  Logistics(Gateway gateway, int mostRequests) {
    this.gateway = gateway;
    this.mostRequests = mostRequests;
  }

  record Box(String logisticsId, String carrier, String number, String status) {}

  ProviderResult<List<Parcel>> parcels(ProviderLineId line, CallContext context) {
    if (!Json.isNumber(line.orderId())) {
      return new ProviderResult.Success<>(List.of());
    }
    Optional<ProviderResult<List<Parcel>>> tooMany = gateway.take(Api.PARCELS, mostRequests, context);
    if (tooMany.isPresent()) {
      return tooMany.get();
    }
    Reads requests = new Reads(context);
    ProviderResult<List<Box>> listed =
        gateway.exchange(ApiCall.read(Api.PARCELS, OrderQuery.order(line.orderId()), reply -> boxes(line, reply)), requests.next());
    if (!(listed instanceof ProviderResult.Success<List<Box>> boxes)) {
      return Results.failure(listed);
    }
    List<Parcel> parcels = new ArrayList<>();
    for (Box box : boxes.value()) {
      boolean isTraced = !box.logisticsId.isEmpty() && parcels.size() + 1 < mostRequests;
      ProviderResult<List<Parcel.Trace>> traced =
          isTraced ? gateway.exchange(trace(line, box), requests.next()) : new ProviderResult.Success<>(List.of());
      if (traced instanceof ProviderResult.Success<List<Parcel.Trace>> traces) {
        parcels.add(Parcel.of(box.carrier, box.number, box.status, traces.value()));
      } else if (traced instanceof ProviderResult.Rejected) {
        // The application may not read stations, but the parcel is there.
        parcels.add(Parcel.of(box.carrier, box.number, box.status, List.of()));
      } else {
        return Results.failure(traced);
      }
    }
    return new ProviderResult.Success<>(parcels);
  }

  /** The parcels that hold a line; null if the answer is not clear. */
  @Nullable
  static List<Box> boxes(ProviderLineId line, Reply reply) {
    List<JsonNode> list = Fields.objects(reply.top(), "result");
    if (!reply.saysYes() || list == null) {
      return null;
    }
    List<Box> boxes = new ArrayList<>();
    for (JsonNode node : list) {
      List<String> lines = Arrays.stream(Fields.text(node, "orderEntryIds").split(",")).map(String::strip).filter(id -> !id.isEmpty()).toList();
      if (lines.isEmpty() || lines.contains(line.lineId()) || lines.contains(line.orderId())) {
        boxes.add(
            new Box(
                Fields.words(node, "logisticsId"),
                Fields.words(node, "logisticsCompanyName"),
                Fields.words(node, "logisticsBillNo"),
                Fields.words(node, "status")));
      }
    }
    return boxes;
  }

  private static ApiCall<List<Parcel.Trace>> trace(ProviderLineId line, Box box) {
    Map<String, String> parameters = Map.of("webSite", "1688", "orderId", line.orderId(), "logisticsId", box.logisticsId);
    return ApiCall.read(Api.TRACE, parameters, Logistics::traces).ifAbsent(NO_TRACE::equals, List.of());
  }

  /** The stations; none if there is none yet, which some answers say in words. */
  @Nullable
  static List<Parcel.Trace> traces(Reply reply) {
    List<JsonNode> list = Fields.objects(reply.top(), "logisticsTrace");
    if (!reply.saysYes() || list == null) {
      return null;
    }
    List<Parcel.Trace> traces = new ArrayList<>();
    for (JsonNode parcel : list) {
      List<JsonNode> steps = Fields.objects(parcel, "logisticsSteps");
      if (steps == null) {
        return null;
      }
      steps.forEach(step -> traces.add(Parcel.Trace.of(Dates.read(step, "acceptTime"), "", Fields.words(step, "remark"))));
    }
    return traces.subList(0, Math.min(traces.size(), MOST_TRACES));
  }
}
