package io.autopurchase.testkit;

import io.autopurchase.ActivityId;
import io.autopurchase.spi.ActivityRunner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.annotation.concurrent.ThreadSafe;

/** The engine of one node, which runs nothing more once it drains. Thread-safe. */
@ThreadSafe
public final class FakeRunner implements ActivityRunner {
  private final FakeActivities work;
  private final String shop;
  private volatile boolean draining;

  public FakeRunner(FakeActivities work) {
    this(work, "default");
  }

  /** Of one of several shops. */
  public FakeRunner(FakeActivities work, String shop) {
    this.work = work;
    this.shop = shop;
  }

  public boolean isDraining() {
    return draining;
  }

  @Override
  public Optional<Instant> run(ActivityId activity) {
    work.called();
    return draining ? Optional.empty() : work.run(activity);
  }

  @Override
  public List<ActivityId> due(Optional<ActivityId> after, int limit) {
    return work.due(after, limit);
  }

  @Override
  public String shop() {
    return shop;
  }

  @Override
  public void drain() {
    draining = true;
    work.changed();
  }
}
