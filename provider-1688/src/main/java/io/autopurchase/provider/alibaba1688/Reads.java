package io.autopurchase.provider.alibaba1688;

import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import java.time.Duration;

/** The requests of one reading call, which end within its time-out together. For one thread. */
final class Reads {
  /** A request that had less could not be sent. */
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final CallContext context;
  private final long begunAt = System.nanoTime();

  Reads(CallContext context) {
    this.context = context;
  }

  boolean isOver() {
    return left().compareTo(SHORTEST) <= 0;
  }

  /** For the next request, with the time that is left, at the time that it is. */
  CallContext next() {
    Duration timeout = isOver() ? SHORTEST : left();
    CallContext next = CallContext.of(context.now().plus(context.timeout().minus(left())), timeout).withGate(context::maySend);
    Secret token = context.accessToken().orElse(null);
    return token == null ? next : next.withAccessToken(token);
  }

  private Duration left() {
    return context.timeout().minusNanos(System.nanoTime() - begunAt);
  }
}
