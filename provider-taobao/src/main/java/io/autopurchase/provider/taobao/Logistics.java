package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.Parcel;
import io.autopurchase.provider.http.Fields;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** Reads where parcels are. Names, phones and addresses of receivers stay in the answer. */
final class Logistics {
  private static final int MOST_PARCELS = 100;
  private static final int MOST_TRACES = 1000;

  private Logistics() {}

  /** The parcels of a line; none if none has left yet; null if the answer is not clear. */
  @Nullable
  static List<Parcel> parcels(Reply reply) {
    List<JsonNode> list = Fields.objects(reply.data(), "pnm_logistics_details");
    if (!reply.isSuccess() || reply.data().isMissingNode() || list == null || list.size() > MOST_PARCELS) {
      return null;
    }
    List<Parcel> parcels = new ArrayList<>();
    for (JsonNode node : list) {
      List<JsonNode> partners = Fields.objects(node, "logistics_partner");
      List<JsonNode> traces = Fields.objects(node, "logistics_traces");
      if (partners == null || traces == null) {
        return null;
      }
      parcels.add(
          Parcel.of(
              carrier(partners),
              Fields.words(node, "mail_no"),
              Fields.words(node, "logistics_status"),
              traces.stream().limit(MOST_TRACES).map(Logistics::trace).toList()));
    }
    return parcels;
  }

  /** The first company that has a name; a parcel may pass through several hands. */
  private static String carrier(List<JsonNode> partners) {
    return partners.stream().map(partner -> Fields.words(partner, "company")).filter(name -> !name.isEmpty()).findFirst().orElse("");
  }

  private static Parcel.Trace trace(JsonNode trace) {
    // The format of times is not documented: numbers are read, the rest is left out. The misspelling is the platform's.
    return Parcel.Trace.of(
        Fields.instant(trace, "time"),
        Fields.words(trace, "status", "action"),
        Fields.words(trace, "standerd_desc", "status_desc"));
  }
}
