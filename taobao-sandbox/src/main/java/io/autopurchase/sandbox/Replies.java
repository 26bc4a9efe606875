package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.concurrent.atomic.AtomicLong;
import javax.annotation.concurrent.ThreadSafe;

/** The gateway's envelopes. Thread-safe. */
@ThreadSafe
final class Replies {
  private final AtomicLong requests = new AtomicLong();

  ObjectNode success(boolean nested, JsonNode data) {
    ObjectNode top = flat(Json.MAPPER.createObjectNode());
    ObjectNode business = nested ? top.putObject("result") : top;
    business.put("success", true);
    if (!data.isEmpty()) {
      business.set("data", data);
    }
    return top;
  }

  /** An answer whose members are at the top. */
  ObjectNode flat(ObjectNode members) {
    return members.put("code", "0").put("request_id", requestId()).put("_trace_id_", "21" + requests.get());
  }

  ObjectNode refusal(boolean nested, Refusal refusal) {
    if (!refusal.type.isEmpty()) {
      return Json.MAPPER
          .createObjectNode()
          .put("type", refusal.type)
          .put("code", refusal.code)
          .put("message", refusal.getMessage())
          .put("request_id", requestId());
    }
    ObjectNode top = flat(Json.MAPPER.createObjectNode());
    (nested ? top.putObject("result") : top).put("success", false).put("error_code", refusal.code).put("error_msg", refusal.getMessage());
    return top;
  }

  private String requestId() {
    return String.format("%016x", 0x0be6e79215428302L + requests.incrementAndGet());
  }
}
