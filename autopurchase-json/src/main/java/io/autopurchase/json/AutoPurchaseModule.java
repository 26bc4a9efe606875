package io.autopurchase.json;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.autopurchase.Activity;
import io.autopurchase.ActivityCounts;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivitySummary;
import io.autopurchase.AnswerOption;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.EventFeedPage;
import io.autopurchase.EventGap;
import io.autopurchase.Health;
import io.autopurchase.JournalEntry;
import io.autopurchase.LineKey;
import io.autopurchase.LineResult;
import io.autopurchase.Money;
import io.autopurchase.Parcel;
import io.autopurchase.PaymentDue;
import io.autopurchase.PlanPreview;
import io.autopurchase.Progress;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseCounts;
import io.autopurchase.Question;
import io.autopurchase.Refund;
import io.autopurchase.ResultPage;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.Tracking;
import io.autopurchase.Violation;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Teaches a Jackson {@code ObjectMapper} the JSON form of what autopurchase shows: activities, purchases, sessions, events, questions,
 * previews, payments, parcels, health, and what they consist of. Register it with {@code mapper.registerModule(new
 * AutoPurchaseModule())}; {@code findAndRegisterModules()} finds it by itself, and Spring Boot if it is a bean.
 *
 * <p>The form is {@link #FORMAT} 1, described in {@code docs/json.md} and by the schemas in {@code io/autopurchase/json/schema}. In one
 * format fields are added, never renamed or removed, so readers must ignore fields that they do not know. Every field is always there,
 * and null if there is no value. Amounts are strings, because a reader in floating point would change them; times are strings in ISO 8601,
 * in UTC.
 *
 * <p>All but previews and pages are read as well; what is read equals, field by field, what was written. A text that is not of the form
 * fails with Jackson's {@code MismatchedInputException}, which names the field.
 *
 * <p>Thread-safe once it is registered.
 */
@ThreadSafe
public final class AutoPurchaseModule extends SimpleModule {
  /** The version of the form. */
  public static final int FORMAT = 1;

  private static final long serialVersionUID = 1L;

  public AutoPurchaseModule() {
    super("autopurchase", Version.unknownVersion());
    add(new Form<>(Activity.class, ActivityForms::activity, ActivityForms::activity));
    add(new Form<>(ActivitySummary.class, ActivityForms::summary, ActivityForms::summary));
    add(new Form<>(ActivityCounts.class, ActivityForms::counts, ActivityForms::counts));
    add(new Form<>(ActivityId.class, id -> Form.text(id.value()), fields -> new ActivityId(fields.whole())));
    add(new Form<>(AnswerOption.class, ActivityForms::option, ActivityForms::option));
    add(new Form<>(JournalEntry.class, ActivityForms::entry, ActivityForms::entry));
    add(new Form<>(LineResult.class, ActivityForms::line, ActivityForms::line));
    add(new Form<>(Progress.class, ActivityForms::progress, ActivityForms::progress));
    add(new Form<>(Question.class, ActivityForms::question, ActivityForms::question));
    add(new Form<>(LineKey.class, BasicForms::line, BasicForms::line));
    add(new Form<>(Money.class, BasicForms::money, BasicForms::money));
    add(new Form<>(SessionId.class, BasicForms::session, BasicForms::session));
    add(new Form<>(Violation.class, BasicForms::violation, BasicForms::violation));
    add(new Form<>(Purchase.class, PurchaseForms::purchase, PurchaseForms::purchase));
    add(new Form<>(PurchaseCounts.class, PurchaseForms::counts, PurchaseForms::counts));
    add(new Form<>(Tracking.class, PurchaseForms::tracking, PurchaseForms::tracking));
    add(new Form<>(Refund.class, PurchaseForms::refund, PurchaseForms::refund));
    add(new Form<>(PaymentDue.class, PurchaseForms::payment, PurchaseForms::payment));
    add(new Form<>(Parcel.class, PurchaseForms::parcel, PurchaseForms::parcel));
    add(new Form<>(Session.class, SessionForms::session, SessionForms::session));
    add(new Form<>(AutoPurchaseEvent.class, SessionForms::event, SessionForms::event));
    add(new Form<>(EventFeedPage.class, SessionForms::feedPage, SessionForms::feedPage));
    add(new Form<>(EventGap.class, SessionForms::gap, SessionForms::gap));
    add(new Form<>(Health.class, SessionForms::health, SessionForms::health));
    addSerializer(PlanPreview.class, new Form.Writer<>(PlanPreview.class, PreviewForms::preview));
    addSerializer(ResultPage.class, new PageWriter());
  }

  private <T> void add(Form<T> form) {
    addSerializer(form.type(), form.writer());
    addDeserializer(form.type(), form.reader());
  }
}
