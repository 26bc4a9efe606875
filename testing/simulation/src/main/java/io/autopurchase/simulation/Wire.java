package io.autopurchase.simulation;

import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ProviderResult;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;

/** What lies between a node and the marketplace, for one life of the node: requests and answers are lost, late, or nonsense. */
final class Wire {
  private final Node node;
  private final World world;
  private final Marketplace market;
  private final Set<DisabledDuty> weaknesses;
  private final int born;
  private boolean clockKnown;
  private long knownSkew;

  Wire(Node node, World world, Marketplace market, Set<DisabledDuty> weaknesses) {
    this.node = node;
    this.world = world;
    this.market = market;
    this.weaknesses = weaknesses;
    born = node.life();
  }

  /** The marketplace's clock, as the last answer told it. */
  Instant marketTime(Instant now) {
    return clockKnown ? now.minusMillis(knownSkew) : now;
  }

  private boolean is(DisabledDuty weakness) {
    return weaknesses.contains(weakness);
  }

  /**
   * One request.
   *
   * @param what for the trace
   * @param carriedOut what the marketplace does when it arrives
   * @param foreign what comes back when the answer is of another shop's order
   */
  <T> ProviderResult<T> send(
      String what, CallContext context, boolean effect, Supplier<ProviderResult<T>> carriedOut, Supplier<ProviderResult<T>> foreign) {
    node.expectToLive(born);
    Faults.OfCall fault = world.faults.call(effect);
    world.happened(node, "CALL", () -> what + (fault == Faults.OfCall.NONE ? "" : ", " + fault));
    node.pass(world.faults.wireMillis());
    if (fault == Faults.OfCall.DEATH_BEFORE) {
      world.reached(Sometimes.CRASH_BEFORE_SEND);
      throw node.die();
    }
    if (fault == Faults.OfCall.REFUSED || market.down && world.oneIn(2)) {
      return new ProviderResult.NotSent<>("NOT_CONNECTED", "there is no connection");
    }
    if (!context.maySend()) {
      world.reached(Sometimes.SENT_TOO_LATE);
      return new ProviderResult.NotSent<>("TOO_LATE", "the time to send is over");
    }
    if (clockKnown) {
      market.invariants.callLeaves(node, effect);
    }
    if (market.down || fault == Faults.OfCall.NEVER_ARRIVES) {
      return timeout(context, effect, Sometimes.OUTCOME_UNKNOWN_NO_ORDER);
    }
    if (fault == Faults.OfCall.SERVER_ERROR) {
      return unknown("HTTP_502");
    }
    if (fault == Faults.OfCall.LATE && effect) {
      market.arrivesLate(world.faults.lateMillis(), carriedOut::get);
      return timeout(context, true, Sometimes.LATE_ARRIVAL);
    }
    ProviderResult<T> result = carriedOut.get();
    if (is(DisabledDuty.TWO_REQUESTS_PER_SEND) && effect) {
      result = carriedOut.get();
    }
    switch (fault) {
      case DEATH_APPLIED -> {
        world.reached(Sometimes.CRASH_AFTER_CALL);
        throw node.die();
      }
      case ANSWER_LOST, LATE -> {
        return timeout(context, effect, Sometimes.OUTCOME_UNKNOWN_ORDER_EXISTS);
      }
      case UNREADABLE -> {
        return unknown("UNREADABLE");
      }
      case FOREIGN_ANSWER -> {
        world.reached(Sometimes.FOREIGN_ANSWER);
        return foreign.get();
      }
      default -> node.pass(world.faults.wireMillis());
    }
    if (fault == Faults.OfCall.DEATH_AFTER) {
      world.reached(Sometimes.CRASH_AFTER_CALL);
      throw node.die();
    }
    clockKnown = true;
    knownSkew = node.skewMillis();
    return result;
  }

  private <T> ProviderResult<T> timeout(CallContext context, boolean effect, Sometimes state) {
    if (effect) {
      world.reached(state);
    }
    node.pass(context.timeout().toMillis());
    return effect && is(DisabledDuty.TIMEOUT_IS_REFUSAL)
        ? new ProviderResult.Rejected<>("TIMEOUT", "there was no answer", null)
        : unknown("TIMEOUT");
  }

  static <T> ProviderResult<T> unknown(String code) {
    return new ProviderResult.Unknown<>(code, "the outcome is unknown", null, false);
  }
}
