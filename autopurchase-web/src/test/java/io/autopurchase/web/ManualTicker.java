package io.autopurchase.web;

import io.autopurchase.web.live.Ticker;

/** Seconds that pass when a test says so. */
final class ManualTicker implements Ticker {
  private Runnable tick;
  private int starts;

  @Override
  public synchronized Runnable start(Runnable what) {
    tick = what;
    starts++;
    return () -> tick = null;
  }

  void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      Runnable now = tick;
      if (now != null) {
        now.run();
      }
    }
  }

  boolean isRunning() {
    return tick != null;
  }

  int starts() {
    return starts;
  }
}
