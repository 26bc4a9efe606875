package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Answer;
import io.autopurchase.sandbox.common.Delays;
import io.autopurchase.sandbox.common.FaultRules;
import io.autopurchase.sandbox.common.Json;
import io.autopurchase.sandbox.common.Parameters;
import io.autopurchase.sandbox.common.Request;
import io.autopurchase.sandbox.common.ResponseCorruption;
import io.autopurchase.sandbox.common.WireFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/** All below {@code /openapi}: checks a request as the real gateway does, lets the API do its work, and injects the configured faults. */
final class Gateway {
  static final String BASE = "/openapi/";
  private static final Refusal TOO_SLOW = Refusal.gateway("gw.ISPInvokeTimeout", "ISP invoke timeout");

  private final Marketplace market;
  private final Apis apis;
  private final RequestValidator validator;
  private final Ledger ledger;
  private final Faults faults;
  private final Delays delays;
  private final AtomicLong requests = new AtomicLong();

  Gateway(Marketplace market, Apis apis, RequestValidator validator, Ledger ledger, Faults faults, Delays delays) {
    this.market = market;
    this.apis = apis;
    this.validator = validator;
    this.ledger = ledger;
    this.faults = faults;
    this.delays = delays;
  }

  /**
   * An answer before it is spoiled.
   *
   * @param outcome {@code ok}, or the code of the error
   */
  private record Reply(int status, JsonNode body, String outcome) {}

  Answer handle(Request request) {
    String path = request.path().substring(BASE.length());
    String name = name(path);
    Faults.Plan plan = faults.next(name);
    Optional<Fault> fault = plan.fault();
    if (fault.filter(it -> it.kind() == Fault.Kind.LATE_WORK && !delays.pass(it.time())).isPresent()) {
      return Answer.of(200, Answer.JSON, "").delivered(Answer.Delivery.NOTHING);
    }
    List<String> anomalies = new ArrayList<>();
    Map<String, String> parameters = Parameters.of(request, anomalies);
    if (request.query().contains("access_token=") || request.query().contains("client_secret=")) {
      anomalies.add("a secret is in the query, which is logged");
    }
    Api api = apis.at(name).orElse(null);
    if (api != null) {
      api.inspect(parameters, anomalies);
    }
    boolean works = fault.isEmpty() || fault.get().workDone();
    Reply worked = works ? reply(request, path, parameters, api, fault, anomalies) : refused(api, TOO_SLOW);
    Reply reply = fault.flatMap(it -> faultReply(api, it)).orElse(worked);
    ledger.add(request, name, (works ? worked : reply).outcome(), plan.name(), outOrderId(parameters), anomalies);
    byte[] body = write(reply.body(), plan.spellings());
    return fault.isPresent() ? corrupt(fault.get(), reply.status(), body) : Answer.of(reply.status(), Answer.JSON, body);
  }

  /** Namespace and name of the API; empty if the path has none. */
  private static String name(String path) {
    String[] parts = path.split("/");
    return parts.length < 4 ? "" : parts[2] + "/" + parts[3];
  }

  @Nullable
  private static String outOrderId(Map<String, String> parameters) {
    return parameters.get("outOrderId");
  }

  private Reply reply(
      Request request, String path, Map<String, String> parameters, @Nullable Api api, Optional<Fault> fault, List<String> anomalies) {
    try {
      String account = validator.check(request.method(), path, parameters, api);
      api.check(parameters, market.settings.unlistedCode);
      return new Reply(200, api.work.apply(new Call(api.path, parameters, account, fault, anomalies)), "ok");
    } catch (Refusal refusal) {
      return refused(api, refusal);
    }
  }

  private Reply refused(@Nullable Api api, Refusal refusal) {
    boolean isOk = market.settings.errorStatus == Settings.ErrorStatus.OK;
    if (api != null && api.isOauth && !refusal.isGateway) {
      boolean isOauth = market.settings.oauthErrors == Settings.OauthErrors.OAUTH;
      ObjectNode body =
          Json.MAPPER
              .createObjectNode()
              .put(isOauth ? "error" : "error_code", refusal.code)
              .put(isOauth ? "error_description" : "error_message", refusal.getMessage());
      return new Reply(isOk ? 200 : 400, body, refusal.code);
    }
    if (!refusal.isGateway) {
      return new Reply(200, api == null ? Json.MAPPER.createObjectNode() : api.failure.write(refusal), refusal.code);
    }
    ObjectNode body = Json.MAPPER.createObjectNode().put("error_code", refusal.code).put("error_message", refusal.getMessage());
    if (!refusal.exception.isEmpty()) {
      body.put("exception", refusal.exception);
    }
    body.put("request_id", String.format("0b%030x", requests.incrementAndGet()));
    return new Reply(isOk ? 200 : refusal.code.equals("401") ? 401 : 400, body, refusal.code);
  }

  /** The answer that a fault puts in place of the right one; empty if it spoils only the way. */
  private Optional<Reply> faultReply(@Nullable Api api, Fault fault) {
    return Optional.ofNullable(
            switch (fault.kind()) {
              case CALL_LIMIT -> validator.pause(api == null ? "" : api.path, fault.code(), fault.number());
              case APP_CALL_LIMIT -> validator.pause(FaultRules.ALL, fault.code(), fault.number());
              case EXPIRED_TOKEN -> Refusal.unauthorized("Request need user authorized");
              case SERVICE_TIMEOUT -> TOO_SLOW;
              case GATEWAY_ERROR -> Refusal.gateway(fault.code(), "the service is currently unavailable");
              case BUSINESS_ERROR, FALSE_NO -> Refusal.business(fault.code(), "refused by order");
              default -> null;
            })
        .map(refusal -> refused(api, refusal));
  }

  private byte[] write(JsonNode body, List<Faults.Spelling> spellings) {
    Set<String> doubled = Set.of();
    if (body instanceof ObjectNode object) {
      Deviations.apply(object, market.settings.idTypes);
      spellings.forEach(spelling -> Deviations.apply(object, spelling.deviation(), spelling.field()));
      doubled =
          spellings.stream().filter(it -> it.deviation() == Deviation.DOUBLED_FIELD).map(Faults.Spelling::field).collect(Collectors.toSet());
    }
    return Json.write(body, doubled);
  }

  private Answer corrupt(Fault fault, int status, byte[] body) {
    return WireFault.named(fault.kind().name(), fault.number(), fault.code(), fault.time())
        .map(wire -> ResponseCorruption.spoil(wire, status, body, delays))
        .orElseGet(() -> Answer.of(status, Answer.JSON, body));
  }
}
