package io.autopurchase.provider.alibaba1688;

import io.autopurchase.provider.http.CallLimits;
import io.autopurchase.provider.http.SignatureWindow;
import io.autopurchase.provider.http.Transport;
import io.autopurchase.provider.http.WireLog;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/** Signs calls, sends them within the limits, and judges what comes back; learns the gateway's clock by it. Thread-safe. */
@ThreadSafe
final class Gateway implements AutoCloseable {
  private static final String APP_LIMIT = "gw.QosAppFrequencyLimit";

  private final Alibaba1688Settings settings;
  private final Signer signer;
  private final Transport transport;
  private final SignatureWindow window;
  private final CallLimits limits;
  private final WireLog log = Alibaba1688Log.create();

  Gateway(Alibaba1688Settings settings) {
    this.settings = settings;
    signer = new Signer(settings.appSecret);
    transport = new Transport(settings.http);
    window = settings.window();
    limits = new CallLimits(settings.http.callsPerSecond(), settings.http.apiCallsPerSecond());
  }

  /** The gateway's clock at a moment of ours, as well as it is known. */
  Instant time(Instant now) {
    return window.gatewayTime(now);
  }

  /** Under which a mutating request would be sent; empty if {@link #prepare} must be called first. */
  Optional<RequestValidity> validity(Instant now) {
    return window.validity(now);
  }

  /** Sends what changes nothing, or has no terms, such as a refresh of tokens. */
  <T> ProviderResult<T> send(ApiCall<T> call, CallContext context) {
    Optional<ProviderResult<T>> tooMany = limits.take(call.api().toString(), context.now());
    return tooMany.isPresent() ? tooMany.get() : exchange(call, context);
  }

  /**
   * Counts the requests of one reading call before the first of them leaves, so that it does not end half-way.
   *
   * @param api of most of them
   * @param requests how many there may be
   */
  <T> Optional<ProviderResult<T>> take(Api api, int requests, CallContext context) {
    return limits.take(api.toString(), requests, context.now());
  }

  /** Counts requests of a reading call of which it shows only on its way that they are needed. */
  void charge(Api api, int requests, CallContext context) {
    limits.charge(api.toString(), requests, context.now());
  }

  /** Sends a request that was counted. */
  <T> ProviderResult<T> exchange(ApiCall<T> call, CallContext context) {
    Instant signedAt = window.gatewayTime(context.now());
    // A time is optional where nothing is changed, and a wrong one is refused.
    Transport.Answer answer = post(call, window.isClockKnown() ? signedAt : null, context);
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
    Optional<ProviderResult<T>> tooMany = limits.take(call.api().toString(), context.now());
    if (tooMany.isPresent()) {
      return tooMany.get();
    }
    ProviderResult<T> result = judge(post(call, validity.signedAt(), context), call, validity.signedAt(), context);
    if (result instanceof ProviderResult.NotSent<T> notSent) {
      // It is refused, and may go again with a newer time; if it was old on purpose, the next one is not.
      window.isStale(notSent.code(), validity.signedAt(), context.now());
    }
    return result;
  }

  /** Finds out which times the gateway refuses. The probe reads orders, in the namespace in which they are placed. */
  ProviderResult<Boolean> prepare(CallContext context) {
    Optional<ProviderResult<Boolean>> tooMany = limits.take(Api.ORDERS.toString(), context.now());
    if (tooMany.isPresent()) {
      return tooMany.get();
    }
    ApiCall<Boolean> probe = ApiCall.read(Api.ORDERS, OrderQuery.probe(window.gatewayTime(context.now())), reply -> OrderQuery.isList(reply) ? false : null);
    Reads reads = new Reads(context);
    ProviderResult<Boolean> result;
    boolean isKnown;
    int requests = 0;
    do {
      CallContext next = reads.next();
      Instant signedAt = window.probeTime(context.now());
      Transport.Answer answer = post(probe, signedAt, next);
      if (answer.status() > 0 && !window.learn(context.now(), answer.askedAt())) {
        // Our clock is off, so this probe has probed another time: the next one knows better.
        isKnown = false;
        result = new ProviderResult.Success<>(false);
      } else {
        result = judge(answer, probe, signedAt, context);
        if (code(result).equals(Alibaba1688Verdicts.EXPIRED) && settings.probesTime) {
          window.refused(context.now(), Alibaba1688Verdicts.EXPIRED);
          return new ProviderResult.Success<>(true);
        }
        if (!(result instanceof ProviderResult.Success<Boolean>) && !code(result).equals(Alibaba1688Verdicts.EXPIRED)) {
          return result; // it proves nothing: an outage must not pass for a window that is enforced
        }
        isKnown = window.answered(context.now());
        while (!settings.probesTime && !isKnown) {
          isKnown = window.answered(context.now());
        }
        result = new ProviderResult.Success<>(false);
      }
      requests++;
    } while (!isKnown && requests < settings.capabilities.maxRequestsPerRead() && !reads.isOver());
    return result;
  }

  private static String code(ProviderResult<?> result) {
    return result instanceof ProviderResult.Unknown<?> unknown ? unknown.code() : "";
  }

  private <T> ProviderResult<T> judge(Transport.Answer answer, ApiCall<T> call, Instant signedAt, CallContext context) {
    Instant dated = settings.trustsDate ? answer.askedAt() : null;
    ProviderResult<T> result = Reply.judge(answer, call, dated == null ? window.gatewayTime(context.now()) : dated, settings.limitPause);
    if (result instanceof ProviderResult.Limited<T> limited && limited.code().equals(APP_LIMIT)) {
      limits.banAll(limited.code(), limited.retryAfter(), context.now());
    } else if (result instanceof ProviderResult.Limited<T> limited) {
      limits.ban(call.api().toString(), limited.code(), limited.retryAfter(), context.now());
    }
    return result;
  }

  /**
   * @param signedAt the time that the request states; null if it states none
   */
  private Transport.Answer post(ApiCall<?> call, @Nullable Instant signedAt, CallContext context) {
    SortedMap<String, String> all = new TreeMap<>(call.parameters());
    all.values().removeIf(String::isEmpty);
    String path = call.api().path(settings.appKey);
    if (call.api().isSigned()) {
      if (signedAt != null) {
        all.put("_aop_timestamp", Long.toString(signedAt.toEpochMilli()));
      }
      context.accessToken().ifPresent(token -> all.put("access_token", token.reveal()));
      all.put("_aop_signature", signer.sign(path, all));
    } else {
      all.putAll(Map.of("client_id", settings.appKey, "client_secret", settings.appSecret.reveal()));
    }
    log.request(call.api().toString(), all);
    Transport.Answer answer = transport.post("/" + path, all, Alibaba1688Log.redaction(all), context);
    log.answer(call.api().toString(), answer);
    return answer;
  }

  @Override
  public void close() {
    transport.close();
  }
}
