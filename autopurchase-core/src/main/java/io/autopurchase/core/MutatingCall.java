package io.autopurchase.core;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.autopurchase.spi.RequestValidity;
import java.time.Duration;
import java.time.Instant;
import javax.annotation.Nullable;

/**
 * A call that changes something at the provider, with all its attempts: each is an intent that is committed, a call, and an
 * outcome that is committed. Mutable, as {@link ActivityRecord}.
 */
abstract class MutatingCall {
  /** From the reading of the clock before the intent's commit; then the intent is not sent any more. */
  static final Duration SEND_WITHIN = Duration.ofSeconds(4);

  int attempt;
  @Nullable Instant sentAt;
  @Nullable Instant sendBy;
  @Nullable Instant signedAt;
  @Nullable Instant acceptedUntil;

  /** What was asked after this moment shows whether it was carried out. Never goes back. */
  @JsonAlias("visibleBy")
  @Nullable Instant conclusiveAt;

  /** Whether an attempt before the present one may still be carried out. */
  boolean inDoubt;

  /** Notes another attempt; the commit that follows makes it an intent. */
  void intend(StepContext step, RequestValidity validity) {
    attempt++;
    sentAt = step.now();
    sendBy = sentAt.plus(SEND_WITHIN);
    signedAt = validity.signedAt();
    acceptedUntil = validity.acceptedUntil();
    boolean later = conclusiveAt == null || validity.conclusiveAt().isAfter(conclusiveAt);
    if (conclusiveAt == null || later && step.holds(Rule.CONCLUSIVE_AFTER_EVERY_ATTEMPT)) {
      conclusiveAt = validity.conclusiveAt();
    }
  }

  RequestValidity validity() {
    return new RequestValidity(signedAt, acceptedUntil, conclusiveAt);
  }

  /** Takes an attempt back whose intent was not committed. */
  abstract void withdraw(StepContext step);
}
