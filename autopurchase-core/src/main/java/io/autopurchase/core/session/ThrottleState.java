package io.autopurchase.core.session;

import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.engine.PlacementLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What may be done when in the name of an account, over all nodes and all sessions of that account; in the provider's time.
 * An activity that must wait takes a slot in the commit that lets it wait, so that the size of this record and the cost of an order do
 * not depend on how many wait. Mutable, as {@link ActivityRecord}.
 */
public final class ThrottleState {
  private static final int MOST_FREED = 200;

  /** When the last orders were placed, oldest first; as many as the limit allows. */
  List<Instant> placements = new ArrayList<>();

  /** The last slots for orders that were given, oldest first; as many as the limit allows. */
  List<Instant> slots = new ArrayList<>();

  /** Slots in the future that were given back. */
  List<Instant> freed = new ArrayList<>();

  @Nullable Instant slotGivenAt;

  /** What orders cost, and will cost; only if there is a cap. */
  public SpendLedger spending = new SpendLedger();

  public CallPace calls = new CallPace();

  public ThrottleState copy() {
    ThrottleState copy = new ThrottleState();
    copy.placements.addAll(placements);
    copy.slots.addAll(slots);
    copy.freed.addAll(freed);
    copy.slotGivenAt = slotGivenAt;
    copy.spending = spending.copy();
    copy.calls = calls.copy();
    return copy;
  }

  /** When the next order may be placed, by those that were; a time that lies in the future was noted by a wrong clock. */
  public Instant placeableAt(PlacementLimit limit, Instant now) {
    List<Instant> real = placements.stream().filter(at -> !ClockWatch.isAhead(at, now)).toList();
    int first = real.size() - limit.orders();
    return first < 0 ? Instant.EPOCH : real.get(first).plus(limit.per());
  }

  public void placed(PlacementLimit limit, Instant at) {
    placements.removeIf(other -> ClockWatch.isAhead(other, at));
    placements.add(at);
    trim(placements, limit);
  }

  /** Gives the first slot for an order that is free; it may be now. */
  public Instant takeSlot(PlacementLimit limit, Instant now) {
    if (ClockWatch.isAhead(slotGivenAt, now)) {
      slots.clear();
      freed.clear();
    }
    slotGivenAt = now;
    freed.removeIf(slot -> slot.isBefore(now));
    if (!freed.isEmpty()) {
      freed.sort(null);
      return freed.remove(0);
    }
    int first = slots.size() - limit.orders();
    Instant slot = first < 0 ? now : later(now, slots.get(first).plus(limit.per()));
    slot = later(slot, slots.isEmpty() ? slot : slots.get(slots.size() - 1));
    slot = later(slot, placeableAt(limit, now));
    slots.add(slot);
    trim(slots, limit);
    return slot;
  }

  /** Whether a slot in the future is one that can have been given. */
  public boolean hasGiven(Instant slot, Instant now) {
    return !ClockWatch.isAhead(slotGivenAt, now) && !slots.isEmpty() && !slot.isAfter(slots.get(slots.size() - 1));
  }

  /** A slot is not needed any more. */
  public void giveBack(Instant slot, Instant now) {
    if (slot.isAfter(now) && hasGiven(slot, now) && freed.size() < MOST_FREED) {
      freed.add(slot);
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  private static void trim(List<Instant> times, PlacementLimit limit) {
    while (times.size() > limit.orders()) {
      times.remove(0);
    }
  }
}
