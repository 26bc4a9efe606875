package io.autopurchase.examples.operator;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.WaitReason;
import java.util.List;
import java.util.Set;

/** The exit codes of the process. */
final class ExitCode {
  static final int DONE = 0;
  static final int UNEXPECTED = 1;
  static final int INVALID = 2;
  static final int NOT_ALL_SUCCEEDED = 3;
  static final int WAITS_FOR_ANSWER = 4;
  static final int NEEDS_AUTHORIZATION = 5;
  static final int STILL_RUNNING = 6;

  private static final Set<WaitReason> STUCK = Set.of(WaitReason.PARKED, WaitReason.UNREADABLE, WaitReason.PAYMENT_NOT_ALLOWED);

  private static final List<Integer> SEVERITY =
      List.of(DONE, STILL_RUNNING, WAITS_FOR_ANSWER, NEEDS_AUTHORIZATION, NOT_ALL_SUCCEEDED, INVALID, UNEXPECTED);

  private ExitCode() {}

  /** For an activity that was waited for. */
  static int ofAwaited(Activity activity) {
    if (activity.state().isFinished()) {
      return activity.succeeded() ? DONE : NOT_ALL_SUCCEEDED;
    }
    if (activity.state() == ActivityState.WAITING_FOR_ANSWER) {
      return WAITS_FOR_ANSWER;
    }
    if (isStuck(activity)) {
      return UNEXPECTED;
    }
    return needsAuthorization(activity) ? NEEDS_AUTHORIZATION : STILL_RUNNING;
  }

  /** For an activity that was only shown: that it continues is not a failure. */
  static int ofSeen(Activity activity) {
    return activity.state().isFinished() ? ofAwaited(activity) : DONE;
  }

  static boolean needsAuthorization(Activity activity) {
    return activity.reason().filter(WaitReason.NEEDS_AUTHORIZATION::equals).isPresent();
  }

  /** Whether it goes on, here at least, only after a person has looked what is wrong. */
  static boolean isStuck(Activity activity) {
    return activity.reason().filter(STUCK::contains).isPresent();
  }

  /** Orders codes, the worst last: what goes on by itself is better than what waits for a person, and that than what failed. */
  static int severity(int exitCode) {
    return SEVERITY.indexOf(exitCode);
  }
}
