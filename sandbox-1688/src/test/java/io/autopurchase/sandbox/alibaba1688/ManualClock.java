package io.autopurchase.sandbox.alibaba1688;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Moves only when told. It begins now, so that requests signed by the real clock are in the window. */
final class ManualClock implements InstantSource {
  private volatile Instant now = Instant.ofEpochMilli(System.currentTimeMillis());

  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
