package io.autopurchase.core.activity;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.autopurchase.spi.RequestValidity;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * A call that changes something at the provider, with all its attempts: each is an intent that is committed, a call, and an
 * outcome that is committed. Mutable, as {@link ActivityRecord}.
 */
public abstract class MutatingCall {
  /** From the reading of the clock before the intent's commit; then the intent is not sent any more. */
  public static final Duration SEND_WITHIN = Duration.ofSeconds(4);

  /** After so many answers in a row that it is too early, that is what the provider wants. */
  public static final int MOST_TOO_EARLY = 20;

  public int attempt;

  /** Answers in a row that it is too early. */
  public int tooEarly;

  @Nullable public Instant sentAt;
  @Nullable public Instant sendBy;
  @Nullable public Instant signedAt;
  @Nullable public Instant acceptedUntil;

  /** What was asked after this moment shows whether it was carried out. Never goes back. */
  @JsonAlias("visibleBy")
  @Nullable public Instant conclusiveAt;

  /** Whether an attempt before the present one may still be carried out. */
  public boolean inDoubt;

  /** Notes another attempt; the commit that follows makes it an intent. */
  public void intend(StepContext step, RequestValidity validity) {
    attempt++;
    sentAt = step.now();
    sendBy = sentAt.plus(SEND_WITHIN);
    signedAt = validity.signedAt();
    acceptedUntil = validity.acceptedUntil();
    conclusiveAt = step.safety.conclusiveAt(conclusiveAt, validity.conclusiveAt());
  }

  /** Of the last attempt. */
  public RequestValidity validity() {
    return new RequestValidity(signedAt(), Objects.requireNonNull(acceptedUntil, "acceptedUntil"), conclusiveAt());
  }

  /** When the last attempt was signed, of a call that was intended. */
  public Instant signedAt() {
    return Objects.requireNonNull(signedAt, "signedAt");
  }

  /** When it shows whether any attempt was carried out, of a call that was intended. */
  public Instant conclusiveAt() {
    return Objects.requireNonNull(conclusiveAt, "conclusiveAt");
  }

  /** Takes an attempt back whose intent was not committed. */
  public abstract void withdraw(StepContext step);
}
