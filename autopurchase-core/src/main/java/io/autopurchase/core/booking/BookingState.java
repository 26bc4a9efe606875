package io.autopurchase.core.booking;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.autopurchase.Item;
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.PlanLine;
import io.autopurchase.PriceTolerance;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.MutatingCall;
import io.autopurchase.core.activity.QuestionDraft;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.purchase.LineState;
import io.autopurchase.core.record.Stored;
import io.autopurchase.core.record.Text;
import io.autopurchase.core.record.Unreadable;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.RequestValidity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** What a booking has to do and how far it is. Mutable, as {@link ActivityRecord}. */
@Stored
public final class BookingState {
  public String orderId;
  Address recipient;
  @Nullable Address warehouse;
  String note;
  Map<String, String> policies;

  /** In percent. */
  @Nullable BigDecimal tolerance;

  @Nullable Money toleranceAmount;

  /** Null if the provider's setting decides. */
  @Nullable Boolean excludeTmall;

  /** When its next order may be sent, by the limit of orders and the provider's clock; null if it has no slot. */
  @Nullable Instant slot;

  /** When there is room under the spend cap for what is to be ordered, by the provider's clock; null if none is reserved. */
  @Nullable Instant capSlot;

  /** How much of it is reserved. */
  @Nullable Money capReserved;

  /** By seller, as earlier releases have stored what each line holds now; null for none. */
  @Nullable Map<String, Money> freights;

  List<Line> lines = new ArrayList<>();
  public List<Placement> placements = new ArrayList<>();

  /**
   * @param written a recipient of the plan as it is sent to the provider
   */
  static BookingState of(ReservationPlan plan, UnaryOperator<Recipient> written) {
    BookingState body = new BookingState();
    body.orderId = plan.orderId();
    body.recipient = Address.of(written.apply(plan.recipient()));
    body.warehouse = plan.consolidationWarehouse().map(written).map(Address::of).orElse(null);
    body.note = plan.note();
    body.policies = plan.policies();
    body.tolerance = plan.priceTolerance().percent().orElse(null);
    body.toleranceAmount = plan.priceTolerance().amount().orElse(null);
    body.excludeTmall = plan.excludeTmall().orElse(null);
    plan.lines().forEach(line -> body.lines.add(Line.of(line)));
    return body;
  }

  PriceTolerance tolerance() {
    return PriceTolerance.of(tolerance, toleranceAmount);
  }

  PlacementRequest request(List<Line> wanted) {
    Recipient to = recipient.toRecipient();
    return PlacementRequest.of(
        orderId,
        to,
        warehouse == null ? to : warehouse.toRecipient(),
        note,
        wanted.stream().map(Line::request).toList());
  }

  LineKey key(Line line) {
    return new LineKey(orderId, line.lineId);
  }

  Line line(String lineId) {
    return lines.stream()
        .filter(line -> line.lineId.equals(lineId))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no line " + lineId));
  }

  /** What an order costs, with the freight that was quoted for its seller. */
  Money cost(Placement placement) {
    Money goods = request(linesOf(placement)).goods();
    Money freight = freight(linesOf(placement).get(0));
    return freight == null || !freight.currency().equals(goods.currency()) ? goods : goods.plus(freight);
  }

  @Nullable
  private Money freight(Line line) {
    return line.freight == null && freights != null ? freights.get(line.seller) : line.freight;
  }

  List<Line> linesOf(Placement placement) {
    return placement.lineIds.stream().map(this::line).toList();
  }

  /** Whether it was made, and that cannot be noted of a line of it: it must not be forgotten. */
  boolean isUnnoted(Placement placement) {
    return placement.state == PlacementState.SETTLING && linesOf(placement).stream().anyMatch(Line::isUnnoted);
  }

  Stream<Line> pending() {
    return lines.stream().filter(line -> line.outcome == LineOutcome.PENDING);
  }

  /** The pending lines at a stage that no placement holds. */
  Stream<Line> free(Class<? extends LineStage> stage) {
    return pending().filter(line -> isFree(line) && stage.isInstance(line.stage));
  }

  /** Whether no placement holds the line. */
  boolean isFree(Line line) {
    return placements.stream().noneMatch(placement -> placement.state.holdsLines() && placement.lineIds.contains(line.lineId));
  }

  Optional<Placement> first(PlacementState state) {
    return placements.stream().filter(p -> p.state == state).findFirst();
  }

  boolean any(PlacementState state) {
    return first(state).isPresent();
  }

  /** Where a placement stands. */
  enum PlacementState {
    /** To be sent. */
    NEW,
    /** The intent to send is committed. Found by another run than the one that committed it, it is in doubt. */
    SENDING,
    /** It may or may not have been carried out: it is looked up. */
    UNCERTAIN,
    /** The provider has accepted it and still builds its orders, or what it has built cannot be noted yet of all lines. */
    SETTLING,
    /** It was certainly not placed, and waits until its lines were looked at once more: they were read too long ago. */
    TO_CHECK,
    /** Nothing is left to do. */
    CLOSED;

    /** Whether its lines are not free for another placement. */
    boolean holdsLines() {
      return this != TO_CHECK && this != CLOSED;
    }
  }

  /** One create call at the provider, with all its attempts. */
  @Stored
  public static final class Placement extends MutatingCall {
    int number;
    @JsonAlias("outerId")
    public String clientOrderId;
    List<String> lineIds;
    PlacementState state = PlacementState.NEW;

    /** What the provider seemed to say no with; then it is not sent again. */
    @Nullable Text refusal;

    int lookups;
    @Nullable public Instant nextLookup;

    /** The provider's ids of its orders, as a yes has named them; null if none has. While there are some it is not sent again. */
    @Nullable List<String> named;

    /** Orders that may be it, as the last conclusive look-up has shown; null for none. */
    @Nullable List<String> candidates;

    /** Since when look-ups name {@link #candidates} and nothing shows what they are, by the provider's clock; null for none. */
    @Nullable Instant unclearSince;

    /** The orders that were named are not all of it. */
    boolean namesTooLittle;

    /** When the first attempt was signed of those that may have been carried out, by the provider's clock. */
    @Nullable Instant firstSignedAt;

    /** The look for its orders that has begun and not come to its end; null if none has. */
    @Nullable OrderSearch search;

    /** Looks after {@code conclusiveAt} that were answered and have settled nothing: their pauses grow. */
    int unclearLooks;

    /** Looks after {@code conclusiveAt} that could not be made. */
    int failedLooks;

    /** After so many looks of both kinds a person is asked. */
    int askAfter = UnclearOrders.FIRST_QUESTION;

    /** What keeps it in doubt; asked about. */
    @Nullable QuestionDraft issue;

    /** The provider's order that it is, as a person says; to be verified. */
    @Nullable String claimedOrder;

    /** A person says that there is no order; to be verified. */
    boolean denied;

    /** When it was counted in what the account spends, and with how much; null if it is not. */
    @Nullable Instant spentAt;

    @Nullable Money spentAmount;

    /** Takes back what the intent has changed, should its commit lose a race. */
    @Nullable transient Runnable undo;

    /** All looks after {@code conclusiveAt}. */
    int looks() {
      return unclearLooks + failedLooks;
    }

    /** When it is looked up next, while it is in doubt or its orders are built. */
    Instant nextLookup() {
      return Objects.requireNonNull(nextLookup, "the next look-up");
    }

    List<String> named() {
      return named == null ? List.of() : named;
    }

    void name(List<String> ids) {
      named = ids.isEmpty() ? null : List.copyOf(ids);
      namesTooLittle = false;
    }

    /** Earlier releases have not noted it. */
    Instant firstSignedAt() {
      return firstSignedAt == null ? signedAt() : firstSignedAt;
    }

    @Override
    public void intend(StepContext step, RequestValidity validity) {
      boolean isFirst = !inDoubt || firstSignedAt == null || validity.signedAt().isBefore(firstSignedAt);
      firstSignedAt = isFirst ? validity.signedAt() : firstSignedAt;
      super.intend(step, validity);
    }

    @Override
    public void withdraw(StepContext step) {
      attempt--;
      PlacementOutcomes.ready(BookingRecord.state(step), this);
      if (undo != null) {
        undo.run();
      }
    }
  }

  /** A line of the plan. */
  @Stored
  static final class Line extends LineState {
    String itemId;
    String skuId;
    int quantity;

    /** What a unit may cost: the plan's price, or one that an answer has accepted. */
    Money approved;

    /** The plan's price of a unit. */
    @Nullable Money planned;

    String note;

    LineStage stage = new LineStage.Unchecked(null);

    /** An order with this line was refused before, and what the line was has changed since. */
    boolean wasRefused;

    @Nullable String seller;

    /** Of all that is ordered of its seller together, as quoted last; null if it was not. */
    @Nullable Money freight;

    String orderItemId = "";
    String orderSkuId = "";
    String title = "";
    @Nullable Money price;

    /** What all units may cost in the order that was placed, as was accepted last. */
    @Nullable Money acceptedCharge;

    static Line of(PlanLine line) {
      Line body = new Line();
      body.lineId = line.lineId();
      body.itemId = line.item().itemId();
      body.skuId = line.item().skuId();
      body.quantity = line.quantity();
      body.approved = line.unitPrice();
      body.planned = line.unitPrice();
      body.note = line.note();
      return body;
    }

    /** What the plan approved for a unit, whatever was accepted later. */
    Money planned() {
      return planned == null ? approved : planned;
    }

    Item item() {
      return new Item(itemId, skuId);
    }

    /** It was ordered, and that cannot be noted: what is stored of it cannot be read. */
    boolean isUnnoted() {
      return outcome == LineOutcome.UNCERTAIN && Unreadable.UNREADABLE.equals(code);
    }

    void lookAgain() {
      stage = new LineStage.Unchecked(null);
    }

    PlacementRequest.Line request() {
      return PlacementRequest.Line.of(
          lineId, itemId, skuId, orderItemId, orderSkuId, title, quantity, price == null ? approved : price, note);
    }
  }

  /** A recipient as it is stored. */
  record Address(String name, String phone, String regionCode, String postalCode, String street) {
    static Address of(Recipient recipient) {
      return new Address(
          recipient.name(), recipient.phone(), recipient.regionCode(), recipient.postalCode(), recipient.street());
    }

    Recipient toRecipient() {
      return Recipient.builder()
          .name(name)
          .phone(phone)
          .regionCode(regionCode)
          .postalCode(postalCode)
          .street(street)
          .build();
    }

    @Override
    public String toString() {
      return "address in " + regionCode;
    }
  }
}
