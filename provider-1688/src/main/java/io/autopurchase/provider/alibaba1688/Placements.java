package io.autopurchase.provider.alibaba1688;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.autopurchase.provider.http.Json;
import io.autopurchase.spi.PlacementRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How an order is written on the wire, for its preview and for itself. */
final class Placements {
  private final Alibaba1688Settings settings;
  private final OfferMemory offers;

  Placements(Alibaba1688Settings settings, OfferMemory offers) {
    this.settings = settings;
    this.offers = offers;
  }

  /**
   * @param lines of the request, of one seller
   */
  Map<String, String> preview(PlacementRequest request, List<PlacementRequest.Line> lines) {
    return Map.of(
        "flow", settings.flow,
        "addressParam", Recipients.json(request.warehouse(), settings.sendsDistrictCode),
        "cargoParamList", cargo(lines));
  }

  Map<String, String> order(String clientOrderId, PlacementRequest request) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("flow", settings.flow);
    parameters.put("addressParam", Recipients.json(request.warehouse(), settings.sendsDistrictCode));
    parameters.put("cargoParamList", cargo(request.lines()));
    parameters.put("message", Marker.message(clientOrderId, request, settings.marks));
    parameters.put("outOrderId", clientOrderId);
    // Without it an account may buy on credit: then an unpaid order costs something.
    parameters.put("tradeType", tradeType(request.lines()));
    return parameters;
  }

  /** Escrow as it is offered for these lines; never on credit. */
  private String tradeType(List<PlacementRequest.Line> lines) {
    return settings.tradeType == Alibaba1688Settings.TradeType.ESCROW
        ? offers.escrow(lines.stream().map(PlacementRequest.Line::orderItemId).toList())
        : settings.tradeType.word;
  }

  private static String cargo(List<PlacementRequest.Line> lines) {
    ArrayNode cargo = Json.MAPPER.createArrayNode();
    for (PlacementRequest.Line line : lines) {
      ObjectNode node = cargo.addObject();
      if (Json.isNumber(line.orderItemId())) {
        node.putRawValue("offerId", new RawValue(line.orderItemId()));
      } else {
        node.put("offerId", line.orderItemId());
      }
      if (!line.orderSkuId().isEmpty()) {
        node.put("specId", line.orderSkuId());
      }
      node.put("quantity", line.quantity());
    }
    return cargo.toString();
  }
}
