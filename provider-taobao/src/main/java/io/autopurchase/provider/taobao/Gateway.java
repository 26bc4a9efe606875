package io.autopurchase.provider.taobao;

import io.autopurchase.provider.http.CallLimits;
import io.autopurchase.provider.http.SignatureWindow;
import io.autopurchase.provider.http.Transport;
import io.autopurchase.provider.http.WireLog;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.concurrent.ThreadSafe;

/** Signs calls, sends them within the limits, and judges what comes back; learns the gateway's clock by it. Thread-safe. */
@ThreadSafe
final class Gateway implements AutoCloseable {
  private final TaobaoSettings settings;
  private final Signer signer;
  private final Transport transport;
  private final SignatureWindow window;
  private final CallLimits limits;
  private final WireLog log = TaobaoLog.create();

  Gateway(TaobaoSettings settings) {
    this.settings = settings;
    signer = new Signer(settings.appSecret);
    transport = new Transport(settings.http);
    window = SignatureWindow.of(settings.window, settings.requestTtl, settings.window, settings.visibilityLag, settings.trustsDate);
    limits = new CallLimits(settings.http.callsPerSecond(), settings.http.apiCallsPerSecond());
  }

  /** The gateway's clock at a moment of ours, as well as it is known. */
  Instant time(Instant now) {
    return window.gatewayTime(now);
  }

  /** Under which an effect would be sent; empty if {@link #prepare} must be called first. */
  Optional<RequestValidity> validity(Instant now) {
    return window.validity(now);
  }

  /** Sends what changes nothing; also what has no terms, such as a refresh of tokens. */
  <T> ProviderResult<T> send(ApiCall<T> call, CallContext context) {
    Optional<ProviderResult<T>> tooMany = limits.take(call.path(), context.now());
    if (tooMany.isPresent()) {
      return tooMany.get();
    }
    Instant signedAt = window.gatewayTime(context.now());
    Transport.Answer answer = post(call, signedAt, context);
    if (answer.status() > 0) {
      window.learn(context.now(), answer.askedAt());
    }
    return judge(answer, call, signedAt, context);
  }

  /** Sends what changes something, signed with the time of its terms, or not at all. */
  <T> ProviderResult<T> send(ApiCall<T> call, RequestValidity validity, CallContext context) {
    if (window.gatewayTime(context.now()).isAfter(validity.acceptedUntil())) {
      return new ProviderResult.NotSent<>("TOO_LATE", "the request has outlived its time");
    }
    Optional<ProviderResult<T>> tooMany = limits.take(call.path(), context.now());
    if (tooMany.isPresent()) {
      return tooMany.get();
    }
    ProviderResult<T> result = judge(post(call, validity.signedAt(), context), call, validity.signedAt(), context);
    if (window.isStale(refusalCode(result), validity.signedAt(), context.now())) {
      return new ProviderResult.NotSent<>("STALE_TIMESTAMP", "the gateway refused the request's time");
    }
    return result;
  }

  /** Finds out whether the gateway refuses a time outside of its window. */
  ProviderResult<Boolean> prepare(CallContext context) {
    Optional<ProviderResult<Boolean>> tooMany = limits.take(OrderQuery.PATH, context.now());
    if (tooMany.isPresent()) {
      return tooMany.get();
    }
    ApiCall<Boolean> probe =
        ApiCall.read(OrderQuery.PATH, OrderQuery.probe(context.now()), reply -> Orders.found(reply, true) == null ? null : false);
    Instant signedAt = window.probeTime(context.now());
    Transport.Answer answer = post(probe, signedAt, context);
    if (answer.status() > 0 && !window.learn(context.now(), answer.askedAt())) {
      // Our clock is off, so this probe has probed another time: the next one knows better.
      return new ProviderResult.Success<>(false);
    }
    ProviderResult<Boolean> result = judge(answer, probe, signedAt, context);
    if (result instanceof ProviderResult.Success<Boolean>) {
      window.answered(context.now());
      return result;
    }
    String code = refusalCode(result);
    if (isAboutTime(code)) {
      window.refused(context.now(), code);
      return new ProviderResult.Success<>(true);
    }
    return result;
  }

  /**
   * The code for a wrong time is not documented: it is known by the word in it, or is that of a wrong signature. Any other
   * answer to the probe proves nothing: an outage must not pass for a window that is enforced.
   */
  private static boolean isAboutTime(String code) {
    return code.equals("IncompleteSignature") || code.toLowerCase(Locale.ROOT).contains("timestamp");
  }

  private static String refusalCode(ProviderResult<?> result) {
    if (result instanceof ProviderResult.Rejected<?> no) {
      return no.code();
    }
    return result instanceof ProviderResult.Unknown<?> unknown ? unknown.code() : "";
  }

  private <T> ProviderResult<T> judge(Transport.Answer answer, ApiCall<T> call, Instant signedAt, CallContext context) {
    Instant dated = settings.trustsDate ? answer.askedAt() : null;
    ProviderResult<T> result = Reply.judge(answer, call, dated == null ? signedAt : dated);
    if (result instanceof ProviderResult.Limited<T> limited) {
      // "ApiCallLimit" and "998" close an API, "AppCallLimit" all of them (documented).
      if (limited.code().equals("AppCallLimit")) {
        limits.banAll(limited.code(), limited.retryAfter(), context.now());
      } else {
        limits.ban(call.path(), limited.code(), limited.retryAfter(), context.now());
      }
    }
    return result;
  }

  private Transport.Answer post(ApiCall<?> call, Instant signedAt, CallContext context) {
    SortedMap<String, String> all = new TreeMap<>(call.parameters());
    all.values().removeIf(String::isEmpty);
    all.put("app_key", settings.appKey);
    all.put("sign_method", "sha256");
    all.put("timestamp", Long.toString(signedAt.toEpochMilli()));
    context.accessToken().ifPresent(token -> all.put("access_token", token.reveal()));
    all.put("sign", signer.sign(call.path(), all));
    log.request(call.path(), all);
    Transport.Answer answer = transport.post(call.path(), all, TaobaoLog.redaction(all), context);
    log.answer(call.path(), answer);
    return answer;
  }

  @Override
  public void close() {
    transport.close();
  }
}
