package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.Parcel;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** Reads where parcels are. Names, phones and addresses of receivers stay in the answer. */
final class Logistics {
  private static final int MOST_PARCELS = 100;
  private static final int MOST_TRACES = 1000;

  private Logistics() {}

  /** The parcels of a line; none where none has left yet; null where the answer is no clear one. */
  @Nullable
  static List<Parcel> parcels(Reply reply) {
    JsonNode list = reply.data().path("pnm_logistics_details");
    boolean none = list.isMissingNode() || list.isNull();
    if (!reply.isSuccess() || reply.data().isMissingNode() || !none && !list.isArray() || list.size() > MOST_PARCELS) {
      return null;
    }
    List<Parcel> parcels = new ArrayList<>();
    for (JsonNode node : list) {
      parcels.add(
          new Parcel(carrier(node), Fields.text(node, "mail_no"), Fields.text(node, "logistics_status"), traces(node)));
    }
    return parcels;
  }

  /** The first company that has a name; a parcel may pass through several hands. */
  private static String carrier(JsonNode node) {
    for (JsonNode partner : node.path("logistics_partner")) {
      String name = Fields.text(partner, "company");
      if (!name.isEmpty()) {
        return name;
      }
    }
    return Fields.first(node, "company", "logistic_company_name");
  }

  private static List<Parcel.Trace> traces(JsonNode node) {
    List<Parcel.Trace> traces = new ArrayList<>();
    for (JsonNode trace : node.path("logistics_traces")) {
      if (traces.size() == MOST_TRACES) {
        break;
      }
      traces.add(
          new Parcel.Trace(
              Fields.instant(trace, "time"),
              Fields.first(trace, "status", "action"),
              // The platform's misspelling (documented).
              Fields.first(trace, "standerd_desc", "standard_desc", "status_desc")));
    }
    return traces;
  }
}
