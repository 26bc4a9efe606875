package io.autopurchase.provider.taobao;

import static io.autopurchase.provider.http.Verdicts.Meaning.NEEDS_AUTHORIZATION;
import static io.autopurchase.provider.http.Verdicts.Meaning.REJECTED;
import static io.autopurchase.provider.http.Verdicts.Meaning.SEEMS_REJECTED;
import static io.autopurchase.provider.http.Verdicts.Meaning.UNKNOWN;
import static io.autopurchase.provider.http.Verdicts.Origin.BUSINESS;
import static io.autopurchase.provider.http.Verdicts.Origin.GATEWAY;

import io.autopurchase.provider.http.Verdicts;
import io.autopurchase.provider.http.Verdicts.Row;
import java.time.Duration;

/** What the platform's codes mean: those of the member {@code code} are the gateway's, those of {@code error_code} the business's. */
final class TaobaoVerdicts {
  static final Verdicts TABLE =
      Verdicts.of(
          // Documented: the gateway checks these before the call reaches a service.
          Row.exactly(GATEWAY, "MissingParameter", REJECTED),
          Row.exactly(GATEWAY, "IncompleteSignature", REJECTED),
          Row.exactly(GATEWAY, "InvalidAppKey", REJECTED),
          Row.exactly(GATEWAY, "InvalidApi", REJECTED),
          Row.exactly(GATEWAY, "InvalidApiPath", REJECTED),
          Row.exactly(GATEWAY, "IllegalAccessToken", NEEDS_AUTHORIZATION),
          Row.exactly(GATEWAY, "IllegalRefreshToken", REJECTED),
          Row.exactly(GATEWAY, "InvalidCode", REJECTED),
          Row.exactly(GATEWAY, "AUTH_TYPE_UNSUPPORTED", REJECTED),
          Row.limit("ApiCallLimit", Duration.ofSeconds(1)),
          Row.limit("AppCallLimit", Duration.ofMinutes(1)),
          Row.limit("998", Duration.ofHours(1)),
          // ServiceTimeout, those of type ISP or SYSTEM, and all that are not known. Those of type ISV are the next row.
          Row.rest(GATEWAY, UNKNOWN, UNKNOWN),

          // No table of business codes is known. What says "exists already" is there to be found; what speaks of trouble may
          // have happened; the rest sounds like a no.
          Row.word(BUSINESS, "not_exist", REJECTED, SEEMS_REJECTED),
          Row.word(BUSINESS, "notexist", REJECTED, SEEMS_REJECTED),
          Row.word(BUSINESS, "exist", REJECTED, UNKNOWN),
          Row.word(BUSINESS, "duplicate", REJECTED, UNKNOWN),
          Row.word(BUSINESS, "repeat", REJECTED, UNKNOWN),
          Row.word(BUSINESS, "system", UNKNOWN, UNKNOWN),
          Row.word(BUSINESS, "timeout", UNKNOWN, UNKNOWN),
          Row.word(BUSINESS, "service_unavailable", UNKNOWN, UNKNOWN),
          Row.word(BUSINESS, "serviceunavailable", UNKNOWN, UNKNOWN),
          Row.word(BUSINESS, "unavailable", REJECTED, UNKNOWN),
          Row.rest(BUSINESS, REJECTED, SEEMS_REJECTED));

  /** A code of the gateway's that is in no row, if the gateway says that it is the caller's fault ({@code ISV}). */
  private static final Row CALLERS_FAULT = Row.rest(GATEWAY, UNKNOWN, SEEMS_REJECTED);

  private TaobaoVerdicts() {}

  static Row gateway(String code, boolean isCallersFault) {
    Row row = TABLE.find(GATEWAY, code);
    return row.fits() == Verdicts.Fits.ALL && isCallersFault && !code.isEmpty() ? CALLERS_FAULT : row;
  }
}
