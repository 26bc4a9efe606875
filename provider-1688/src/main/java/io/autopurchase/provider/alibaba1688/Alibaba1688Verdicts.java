package io.autopurchase.provider.alibaba1688;

import static io.autopurchase.provider.http.Verdicts.Meaning.NEEDS_AUTHORIZATION;
import static io.autopurchase.provider.http.Verdicts.Meaning.NOT_SENT;
import static io.autopurchase.provider.http.Verdicts.Meaning.REJECTED;
import static io.autopurchase.provider.http.Verdicts.Meaning.SEEMS_REJECTED;
import static io.autopurchase.provider.http.Verdicts.Meaning.UNKNOWN;
import static io.autopurchase.provider.http.Verdicts.Origin.BUSINESS;
import static io.autopurchase.provider.http.Verdicts.Origin.GATEWAY;

import io.autopurchase.provider.http.Verdicts;
import io.autopurchase.provider.http.Verdicts.Fits;
import io.autopurchase.provider.http.Verdicts.Row;
import java.time.Duration;

/** What the platform's codes mean. */
final class Alibaba1688Verdicts {
  /** The gateway refused the request's time: our word, since its code 400 has several meanings. */
  static final String EXPIRED = "REQUEST_EXPIRED";

  /** The gateway refused the request before any API ran, with its code 400. */
  static final String INVALID_REQUEST = "INVALID_REQUEST";

  /** For how long nothing is asked after "too fast" is a setting. */
  static final Verdicts TABLE =
      Verdicts.of(
          // Seen and documented: the API did not run.
          Row.exactly(GATEWAY, "gw.SignatureInvalid", REJECTED),
          Row.exactly(GATEWAY, "gw.SignatureMissing", REJECTED),
          Row.exactly(GATEWAY, "gw.APIUnsupported", REJECTED),
          Row.exactly(GATEWAY, "gw.APIACLDecline", REJECTED),
          Row.exactly(GATEWAY, "gw.ParamMissing", REJECTED),
          new Row(GATEWAY, Fits.EXACTLY, INVALID_REQUEST, UNKNOWN, REJECTED, Duration.ZERO),
          // A read finds the gateway's clock by this very answer, and fares better the next time.
          new Row(GATEWAY, Fits.EXACTLY, EXPIRED, UNKNOWN, NOT_SENT, Duration.ZERO),
          Row.limit("gw.QosAppFrequencyLimit", Duration.ZERO),
          Row.limit("gw.QosApiFrequencyLimit", Duration.ZERO),
          Row.limit("gw.QosRequestLimit", Duration.ZERO),
          Row.exactly(GATEWAY, "401", NEEDS_AUTHORIZATION),
          // gw.ISPInvokeTimeout, gw.ISPInvokeError, and all that are not known: the service may have run, or may run still.
          Row.rest(GATEWAY, UNKNOWN, UNKNOWN),

          // No complete table of business codes is known. What says "exists already" is there to be found; what speaks of trouble may
          // have happened; the rest sounds like a no.
          Row.word(BUSINESS, "not_exist", REJECTED, SEEMS_REJECTED),
          Row.word(BUSINESS, "notexist", REJECTED, SEEMS_REJECTED),
          Row.word(BUSINESS, "exist", REJECTED, UNKNOWN),
          Row.word(BUSINESS, "duplicate", REJECTED, UNKNOWN),
          Row.word(BUSINESS, "repeat", REJECTED, UNKNOWN),
          Row.word(BUSINESS, "system", UNKNOWN, UNKNOWN),
          Row.word(BUSINESS, "timeout", UNKNOWN, UNKNOWN),
          Row.word(BUSINESS, "isp", UNKNOWN, UNKNOWN),
          Row.rest(BUSINESS, REJECTED, SEEMS_REJECTED));

  private Alibaba1688Verdicts() {}
}
