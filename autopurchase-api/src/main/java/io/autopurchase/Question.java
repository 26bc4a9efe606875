package io.autopurchase;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * A decision that an activity asks a person for. It is answered once, by {@link Activities#answer}, by a policy of the plan, or by its
 * default when the deadline has passed.
 */
@Immutable
public final class Question {
  /** The variant that was ordered is no longer sold. */
  public static final String CONFIGURATION_OUTDATED = "CONFIGURATION_OUTDATED";

  /** The item is no longer sold. */
  public static final String ITEM_DISCONTINUED = "ITEM_DISCONTINUED";

  /** Fewer units are left than are wanted. */
  public static final String OUT_OF_STOCK = "OUT_OF_STOCK";

  /** The price is above the approved one by more than the tolerance. */
  public static final String PRICE_INCREASED = "PRICE_INCREASED";

  /** No line of the provider's order matches the host's line. */
  public static final String LINE_MISMATCH = "LINE_MISMATCH";

  /** The provider shows the order as one of another account than the session's. */
  public static final String ACCOUNT_MISMATCH = "ACCOUNT_MISMATCH";

  /** The order that is to be cancelled is paid. */
  public static final String CANCEL_PAID_ORDER = "CANCEL_PAID_ORDER";

  /** The provider accepted a cancellation long ago and has not carried it out. */
  public static final String CANCELLATION_PENDING = "CANCELLATION_PENDING";

  /**
   * Look-ups cannot resolve whether an order was placed: the provider shows another order than the one requested, or no conclusive
   * answer. Nothing is sent again in the meantime.
   */
  public static final String UNCLEAR_ORDER = "UNCLEAR_ORDER";

  /** Money is about to be spent. */
  public static final String APPROVE_PAYMENT = "APPROVE_PAYMENT";

  private final String id;
  private final String code;
  private final String message;
  @Nullable private final LineKey line;
  private final Map<String, String> context;
  private final List<AnswerOption> options;
  @Nullable private final String defaultOption;
  @Nullable private final Instant deadline;

  private Question(Builder builder) {
    id = builder.id;
    code = builder.code;
    message = builder.message;
    line = builder.line;
    context = Collections.unmodifiableMap(new LinkedHashMap<>(builder.context));
    options = List.copyOf(builder.options);
    defaultOption = builder.defaultOption;
    deadline = builder.deadline;
  }

  /**
   * @param id unique within its activity
   * @param code what is asked, such as {@link #PRICE_INCREASED}
   * @param message in words
   * @param options at least one
   */
  public static Builder builder(String id, String code, String message, List<AnswerOption> options) {
    return new Builder(id, code, message, options);
  }

  /** Unique within its activity; {@link Activities#answer} takes it. */
  public String id() {
    return id;
  }

  /** A stable word; more may come with new providers. */
  public String code() {
    return code;
  }

  /** What is asked, in words for staff. */
  public String message() {
    return message;
  }

  /** The line that it concerns. */
  public Optional<LineKey> line() {
    return Optional.ofNullable(line);
  }

  /** Facts for the decision, such as {@code oldValue} and {@code newValue}. */
  public Map<String, String> context() {
    return context;
  }

  /** The possible answers; at least one. */
  public List<AnswerOption> options() {
    return options;
  }

  /** Taken at the deadline; one of the options. */
  public Optional<String> defaultOption() {
    return Optional.ofNullable(defaultOption);
  }

  /** When the {@linkplain #defaultOption() default} is taken; empty if the question has none. */
  public Optional<Instant> deadline() {
    return Optional.ofNullable(deadline);
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Question && all().equals(((Question) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(id, code, message, line, context, options, defaultOption, deadline);
  }

  @Override
  public String toString() {
    return code + " (" + id + "): " + message;
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    private final String id;
    private final String code;
    private final String message;
    private final List<AnswerOption> options;
    private Map<String, String> context = Map.of();
    @Nullable private LineKey line;
    @Nullable private String defaultOption;
    @Nullable private Instant deadline;

    private Builder(String id, String code, String message, List<AnswerOption> options) {
      this.id = id;
      this.code = code;
      this.message = message;
      this.options = options;
    }

    /**
     * The line that it is about; none by default.
     *
     * @param value null for none
     */
    public Builder line(@Nullable LineKey value) {
      line = value;
      return this;
    }

    /**
     * Facts to decide by; none by default.
     *
     * @param value by name; copied by {@link #build}, in its order
     */
    public Builder context(Map<String, String> value) {
      context = value;
      return this;
    }

    /**
     * What happens if no one answers in time.
     *
     * @param option the id of one of the options; null (the default) for none
     * @param when the deadline; null (the default) for none
     */
    public Builder defaultOption(@Nullable String option, @Nullable Instant when) {
      defaultOption = option;
      deadline = when;
      return this;
    }

    /** Builds the question; the builder can be used again. */
    @CheckReturnValue
    public Question build() {
      return new Question(this);
    }
  }
}
