package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Answer;
import io.autopurchase.sandbox.common.Delays;
import io.autopurchase.sandbox.common.Json;
import io.autopurchase.sandbox.common.Parameters;
import io.autopurchase.sandbox.common.Request;
import io.autopurchase.sandbox.common.ResponseCorruption;
import io.autopurchase.sandbox.common.WireFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.Nullable;

/** The REST base: checks a request as the real gateway does, lets the API do its work, and injects the configured faults. */
final class Gateway {
  private static final Refusal TOO_SLOW = Refusal.gateway("ISP", "ServiceTimeout", "the back end is too slow");

  private final Marketplace market;
  private final Apis apis;
  private final RequestValidator validator;
  private final Replies replies = new Replies();
  private final Ledger ledger;
  private final Faults faults;
  private final Delays delays;

  Gateway(Marketplace market, Apis apis, RequestValidator validator, Ledger ledger, Faults faults, Delays delays) {
    this.market = market;
    this.apis = apis;
    this.validator = validator;
    this.ledger = ledger;
    this.faults = faults;
    this.delays = delays;
  }

  Answer handle(Request request) {
    String path = request.path().substring("/rest".length());
    Faults.Plan plan = faults.next(path);
    Optional<Fault> fault = plan.fault();
    if (fault.filter(it -> it.kind() == Fault.Kind.LATE_WORK && !delays.pass(it.time())).isPresent()) {
      return Answer.of(200, Answer.JSON, "").delivered(Answer.Delivery.NOTHING);
    }
    List<String> anomalies = new ArrayList<>();
    Map<String, String> parameters = Parameters.of(request, anomalies);
    Api api = apis.at(path).orElse(null);
    if (api != null) {
      api.inspect(request.method(), parameters, anomalies);
    }
    boolean works = fault.isEmpty() || fault.get().workDone();
    ObjectNode worked = works ? answer(request, path, parameters, api, fault, anomalies) : replies.refusal(false, TOO_SLOW);
    ObjectNode answer = fault.flatMap(it -> faultAnswer(path, api, it)).orElse(worked);
    ledger.add(request, path, outcome(works ? worked : answer), plan.name(), parameters.get("outer_purchase_id"), anomalies);
    if (market.settings.jsonTypes == JsonTypes.DOCUMENTED) {
      DocumentedTypes.apply(path, answer);
    }
    byte[] body = AnswerWriter.write(answer, plan.spellings());
    return fault.isPresent() ? corrupt(fault.get(), body) : Answer.of(200, Answer.JSON, body);
  }

  private Answer corrupt(Fault fault, byte[] body) {
    return WireFault.named(fault.kind().name(), fault.number(), fault.code(), fault.time())
        .map(wire -> ResponseCorruption.spoil(wire, 200, body, delays))
        .orElseGet(() -> Answer.of(200, Answer.JSON, body));
  }

  private ObjectNode answer(
      Request request, String path, Map<String, String> parameters, @Nullable Api api, Optional<Fault> fault, List<String> anomalies) {
    try {
      String account = validator.check(request.method(), path, parameters, api);
      api.check(parameters);
      JsonNode data = api.work.apply(new Call(path, parameters, account, fault, anomalies));
      return api.needsToken ? replies.success(api.nested, data) : replies.flat((ObjectNode) data);
    } catch (Refusal refusal) {
      return replies.refusal(api != null && api.nested, refusal);
    }
  }

  /** The answer that a fault puts in place of the right one; empty if it spoils only the way. */
  private Optional<ObjectNode> faultAnswer(String path, @Nullable Api api, Fault fault) {
    boolean nested = api != null && api.nested;
    return Optional.ofNullable(
        switch (fault.kind()) {
          case CALL_LIMIT, CAMPAIGN -> replies.refusal(nested, validator.ban(path, fault.code(), fault.number()));
          case APP_CALL_LIMIT -> replies.refusal(nested, validator.ban(RequestValidator.ALL, fault.code(), fault.number()));
          case EXPIRED_TOKEN -> replies.refusal(nested, Refusal.gateway("ISV", fault.code(), "The specified access token is invalid or expired"));
          case SERVICE_TIMEOUT -> replies.refusal(nested, TOO_SLOW);
          case GATEWAY_ERROR -> replies.refusal(nested, gatewayError(fault.code()));
          case BUSINESS_ERROR -> replies.refusal(nested, Refusal.business(fault.code(), "refused by order"));
          case INNER_ERROR ->
              replies.success(
                  nested,
                  Json.MAPPER.createObjectNode().put("success", false).put("error_code", fault.code()).put("error_message", "refused by order"));
          default -> null;
        });
  }

  /** The code may name its type, as in {@code ISV:AUTH_TYPE_UNSUPPORTED}. */
  private static Refusal gatewayError(String code) {
    int colon = code.indexOf(':');
    return Refusal.gateway(colon < 0 ? "ISP" : code.substring(0, colon), code.substring(colon + 1), "the service is currently unavailable");
  }

  private static String outcome(ObjectNode answer) {
    JsonNode business = answer.path("result").isObject() ? answer.path("result") : answer;
    String code = answer.path("code").asText();
    return business.has("error_code") ? code + " " + business.path("error_code").asText() : code;
  }
}
