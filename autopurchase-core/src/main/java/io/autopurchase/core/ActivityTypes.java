package io.autopurchase.core;

import io.autopurchase.ActivityId;
import io.autopurchase.ActivityType;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.core.activity.ActivityHandler;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.Questions;
import io.autopurchase.core.binding.BindingHandler;
import io.autopurchase.core.binding.BindingRecord;
import io.autopurchase.core.booking.BookingHandler;
import io.autopurchase.core.booking.BookingRecord;
import io.autopurchase.core.booking.OrderPlacer;
import io.autopurchase.core.payment.PaymentHandler;
import io.autopurchase.core.payment.PaymentRecord;
import io.autopurchase.core.record.Codec;
import io.autopurchase.core.sync.SynchronizationHandler;
import io.autopurchase.core.sync.SynchronizationRecord;
import io.autopurchase.core.unbinding.UnbindingHandler;
import io.autopurchase.core.unbinding.UnbindingRecord;
import io.autopurchase.engine.EngineOptions;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The types of activities: how each is stored, and who carries it out. */
final class ActivityTypes {
  private static final Map<ActivityType, Class<? extends ActivityRecord>> RECORDS =
      Map.of(
          ActivityType.BOOKING, BookingRecord.class,
          ActivityType.BINDING, BindingRecord.class,
          ActivityType.UNBINDING, UnbindingRecord.class,
          ActivityType.PAYMENT, PaymentRecord.class,
          ActivityType.SYNCHRONIZATION, SynchronizationRecord.class);

  static final Codec CODEC =
      new Codec(RECORDS.entrySet().stream().collect(Collectors.toMap(type -> type.getKey().name(), Map.Entry::getValue)));

  private ActivityTypes() {}

  static Map<ActivityType, ActivityHandler> handlers(EngineOptions options, Function<UnbindingRequest, ActivityId> unbinder) {
    Questions questions = new Questions(options.questionTimeout());
    Map<ActivityType, ActivityHandler> handlers = new EnumMap<>(ActivityType.class);
    handlers.put(ActivityType.BOOKING, new BookingHandler(new OrderPlacer(options.placementLimit(), options.spendCap()), questions, unbinder));
    handlers.put(ActivityType.BINDING, new BindingHandler(questions));
    handlers.put(ActivityType.UNBINDING, new UnbindingHandler(questions));
    handlers.put(ActivityType.PAYMENT, new PaymentHandler(options.paymentLimits(), questions));
    handlers.put(ActivityType.SYNCHRONIZATION, new SynchronizationHandler());
    return handlers;
  }
}
