package io.autopurchase.core.session;

import io.autopurchase.Money;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.engine.SpendCap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * What the orders of an account have cost in the last day, and what those that wait for room under the cap will cost, and when.
 * Amounts of some minutes are one entry, so that a busy day is small. Mutable, as {@link ActivityRecord}.
 */
public final class SpendLedger {
  private static final Duration STEP = Duration.ofMinutes(10);
  private static final Duration STEP_AFTER_A_DAY = Duration.ofHours(1);
  private static final Duration STEP_AFTER_A_WEEK = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);

  /** Longer than it takes from a slot to its order; then a slot that was not used counts no more. */
  private static final Duration UNUSED = Duration.ofHours(1);

  /** What was sent, each entry at the time of its last order. */
  List<Entry> spent = new ArrayList<>();

  /** What waits, each entry at the time of its slot. */
  List<Entry> reserved = new ArrayList<>();

  @Nullable Instant reservedAt;

  /**
   * @param from the first moment whose amounts it holds
   * @param at the moment from which all of it counts for a day
   */
  record Entry(Instant from, Instant at, Money amount) {
    boolean takes(Instant moment, Money more) {
      return !moment.isBefore(at) && moment.isBefore(from.plus(STEP)) && amount.currency().equals(more.currency());
    }

    Entry plus(Instant moment, Money more) {
      return new Entry(from, moment, amount.plus(more));
    }
  }

  public SpendLedger copy() {
    SpendLedger copy = new SpendLedger();
    copy.spent.addAll(spent);
    copy.reserved.addAll(reserved);
    copy.reservedAt = reservedAt;
    return copy;
  }

  /** What orders have cost in the day before a moment. */
  public Money spent(String currency, Instant now) {
    return sum(spent.stream().filter(entry -> entry.at().isAfter(now.minus(SpendCap.PER))), currency);
  }

  /** An order is sent. */
  public void spend(Money amount, Instant now) {
    forget(now);
    Entry last = spent.isEmpty() ? null : spent.get(spent.size() - 1);
    if (last != null && last.takes(now, amount)) {
      spent.set(spent.size() - 1, last.plus(now, amount));
    } else {
      spent.add(new Entry(now, now, amount));
    }
  }

  /** An order was certainly not placed, or is sent again. */
  public void giveBack(Money amount, Instant spentAt) {
    subtract(spent, amount, spentAt);
  }

  /**
   * Reserves room for an order.
   *
   * @param amount not above the cap
   * @return when there is room, if all who have reserved before use theirs; it may be now
   */
  public Instant reserve(SpendCap cap, Money amount, Instant now) {
    forget(now);
    if (ClockWatch.isAhead(reservedAt, now)) {
      reserved.clear();
    }
    reservedAt = now;
    Instant at = roomAt(cap, amount, now);
    if (at.isAfter(now)) {
      at = join(at, now);
    }
    Instant slot = at;
    int index = (int) reserved.stream().takeWhile(entry -> !entry.at().equals(slot)).count();
    if (index < reserved.size()) {
      reserved.set(index, reserved.get(index).plus(at, amount));
    } else {
      reserved.add(new Entry(at, at, amount));
    }
    return at;
  }

  /** What was reserved for a moment is not needed any more, or is spent now. */
  public void release(Money amount, Instant slot) {
    subtract(reserved, amount, slot);
  }

  /** Whether there are entries for a slot: one that a wrong clock has given is not there. */
  public boolean hasReserved(Instant slot) {
    return reserved.stream().anyMatch(entry -> entry.at().equals(slot));
  }

  private Instant roomAt(SpendCap cap, Money amount, Instant now) {
    String currency = amount.currency();
    List<Entry> latestFirst =
        Stream.concat(spent.stream(), reserved.stream())
            .filter(entry -> entry.amount().currency().equals(currency))
            .sorted(Comparator.comparing(Entry::at).reversed())
            .toList();
    Instant first = reserved.stream().map(Entry::at).filter(now::isBefore).max(Comparator.naturalOrder()).orElse(now);
    Money sum = amount;
    for (Entry entry : latestFirst) {
      sum = sum.plus(entry.amount());
      if (sum.isGreaterThan(cap.amount())) {
        // Until it has lapsed; then all that are older have, too.
        Instant lapsed = entry.at().plus(SpendCap.PER);
        return lapsed.isAfter(first) ? lapsed : first;
      }
    }
    return first;
  }

  /** A slot shortly after another one is moved to where more can join it. */
  private Instant join(Instant at, Instant now) {
    Duration wait = Duration.between(now, at);
    Duration step = wait.compareTo(WEEK) > 0 ? STEP_AFTER_A_WEEK : wait.compareTo(SpendCap.PER) > 0 ? STEP_AFTER_A_DAY : STEP;
    return reserved.stream()
        .map(Entry::at)
        .filter(slot -> slot.isBefore(at) && slot.plus(step).isAfter(at))
        .map(slot -> slot.plus(step))
        .max(Comparator.naturalOrder())
        .orElse(at);
  }

  private void forget(Instant now) {
    Instant lapsed = now.minus(SpendCap.PER);
    spent.removeIf(entry -> !entry.at().isAfter(lapsed) || ClockWatch.isAhead(entry.at(), now));
    reserved.removeIf(entry -> entry.at().isBefore(now.minus(UNUSED)));
  }

  private static void subtract(List<Entry> entries, Money amount, Instant at) {
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      boolean holds = !at.isBefore(entry.from()) && !at.isAfter(entry.at()) && entry.amount().currency().equals(amount.currency());
      if (holds && entry.amount().isGreaterThan(amount)) {
        entries.set(i, new Entry(entry.from(), entry.at(), entry.amount().minus(amount)));
        return;
      }
      if (holds) {
        entries.remove(i);
        return;
      }
    }
  }

  private static Money sum(Stream<Entry> entries, String currency) {
    return entries.map(Entry::amount).filter(amount -> amount.currency().equals(currency)).reduce(Money.zero(currency), Money::plus);
  }
}
