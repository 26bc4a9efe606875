package io.autopurchase;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One possible answer to a question.
 *
 * @param id what {@link Activities#answer} takes
 * @param label for people, in English
 * @param arguments the values in the label, by name, such as {@code price}; empty if there are none,
 *     also if it is given as null. {@code text} names the text if the id has several: {@link Messages} puts the values into the one of a
 *     reader's language
 */
public record AnswerOption(String id, String label, Map<String, String> arguments) {
  /** The line is given up and reported as cancelled; the others continue. */
  public static final String CANCEL_ITEM = "CANCEL_ITEM";

  /** The line stays ready for purchase; the others continue. */
  public static final String SKIP_ITEM = "SKIP_ITEM";

  /** Nothing more is placed; placed orders stay, and the other lines stay ready. */
  public static final String INTERRUPT = "INTERRUPT";

  /** The line is bought at the new price. */
  public static final String ACCEPT_PRICE = "ACCEPT_PRICE";

  /**
   * Only as a policy: before the percent by which a price may be above the plan's, such as {@code ACCEPT_PRICE:10}. A higher
   * price is asked about.
   */
  public static final String ACCEPT_PRICE_UP_TO = "ACCEPT_PRICE:";

  /** Only as a policy: a person is asked, as without a policy. */
  public static final String ASK = "ASK";

  /** The line is checked again, in case the problem has been fixed. */
  public static final String RETRY = "RETRY";

  /** Before the id of another variant, which is bought instead: {@code CHOOSE_VARIANT:4321}. */
  public static final String CHOOSE_VARIANT = "CHOOSE_VARIANT:";

  /** Before the id of a line of the provider's order, to which the host's line is linked although it differs. */
  public static final String BIND_TO = "BIND_TO:";

  /**
   * Of an order that is paid: the cancellation is requested nevertheless. Of one that costs more than was approved, at a provider that shows prices only
   * once an order is placed: it is cancelled, by an activity of its own, and its lines are ready for purchase again.
   */
  public static final String CANCEL_ORDER = "CANCEL_ORDER";

  /** Only the link is removed; the provider's order stays open. */
  public static final String UNLINK_ONLY = "UNLINK_ONLY";

  /**
   * Before the number of the provider's order that is the one in question: {@code ORDER_IS:3512345}. The order is read, compared with
   * what was ordered, and linked. Any number may be given, whether or not it is among the options.
   */
  public static final String ORDER_IS = "ORDER_IS:";

  /** There is no such order. One more look-up verifies that; then the lines are ready for purchase again. */
  public static final String NO_ORDER = "NO_ORDER";

  /** The order is looked up again, with growing pauses, and the question is asked again later. */
  public static final String KEEP_WAITING = "KEEP_WAITING";

  /** Yes, do it. */
  public static final String APPROVE = "APPROVE";

  /**
   * An option. Copies the arguments, in their order.
   *
   * @param id one of the constants here, with the value behind its colon
   * @param label for people, in English
   * @param arguments the values in the label, by name; null for none
   */
  public AnswerOption(String id, String label, @Nullable Map<String, String> arguments) {
    this.id = Objects.requireNonNull(id, "id");
    this.label = Objects.requireNonNull(label, "label");
    this.arguments = arguments == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }

  /**
   * Without arguments.
   *
   * @param id what {@link Activities#answer} takes
   * @param label for people, in English
   */
  public AnswerOption(String id, String label) {
    this(id, label, Map.of());
  }
}
