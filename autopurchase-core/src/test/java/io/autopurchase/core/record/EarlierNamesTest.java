package io.autopurchase.core.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.ActivityType;
import io.autopurchase.Money;
import io.autopurchase.PriceVariance;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.WaitReason;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.booking.BookingRecord;
import io.autopurchase.core.booking.BookingState;
import io.autopurchase.core.payment.PaymentState;
import io.autopurchase.core.purchase.PurchaseRecord;
import io.autopurchase.core.session.SynchronizationState;
import io.autopurchase.core.sync.SyncState;
import io.autopurchase.core.unbinding.UnbindingState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What earlier versions have stored is read with all that matters. */
class EarlierNamesTest {
  private static <T> T read(String json, Class<T> type) {
    return Nodes.CODEC.decode("a record", Codec.VERSION, json.replace('\'', '"').getBytes(UTF_8), type);
  }

  @Test
  void decode_purchase() {
    PurchaseRecord purchase =
        read(
            "{'orderId':'O','lineId':'1','group':'OTHERS','outerId':'01A-1','pricePaid':'10.00 CNY','overpayment':'BIG','status':'PARTLY_SHIPPED'}",
            PurchaseRecord.class);

    assertThat(purchase.clientOrderId).isEqualTo("01A-1");
    assertThat(purchase.cost).isEqualTo(Money.cny("10.00"));
    assertThat(purchase.group).isEqualTo(PurchaseGroup.OTHER);
    assertThat(purchase.priceVariance).isEqualTo(PriceVariance.MAJOR);
    assertThat(purchase.status).isEqualTo(PurchaseStatus.PARTIALLY_SHIPPED);
    assertThat(read("{'status':'CREATING','overpayment':'SMALL'}", PurchaseRecord.class).status).isEqualTo(PurchaseStatus.PENDING);
  }

  @Test
  void decode_activity_isReadAsOneOfItsTypeWhereverThatIsNamed() {
    ActivityRecord booking = read("{'id':'A1','state':'WAITING','type':'BOOKING','booking':{'orderId':'O'}}", ActivityRecord.class);
    ActivityRecord payment = read("{'type':'PAYMENT','id':'A2','payment':{'approvedBy':'anna'}}", ActivityRecord.class);

    assertThat(booking).isInstanceOf(BookingRecord.class);
    assertThat(booking.type).isEqualTo(ActivityType.BOOKING);
    assertThat(((BookingRecord) booking).booking.orderId).isEqualTo("O");
    assertThat(payment.requestDetails()).containsEntry("approvedBy", "anna");
  }

  @Test
  void decode_reasonOfAnActivity_isReadByItsEarlierNameAndStopsNothingIfItIsUnknown() {
    assertThat(read("{'id':'A1','state':'WAITING','type':'BOOKING','reason':'LOOKING_UP'}", ActivityRecord.class).reason).isEqualTo(WaitReason.RESOLVING_ORDER);
    assertThat(read("{'id':'A1','state':'WAITING','type':'BOOKING','reason':'SPEND_CAP'}", ActivityRecord.class).reason).isEqualTo(WaitReason.SPEND_CAP);
    assertThat(read("{'id':'A1','state':'WAITING','type':'BOOKING','reason':'FULL_MOON'}", ActivityRecord.class).reason).isEqualTo(WaitReason.UNKNOWN);
  }

  @Test
  void decode_activityOfATypeThatIsNotThere_isUnreadable() {
    assertThatThrownBy(() -> read("{'type':'RETURN','id':'A1'}", ActivityRecord.class)).isInstanceOf(UnreadableException.class);
    assertThatThrownBy(() -> read("{'id':'A1'}", ActivityRecord.class)).isInstanceOf(UnreadableException.class);
  }

  @Test
  void decode_placementUnderWay_isLookedUpByItsId() {
    BookingState.Placement placement = read("{'outerId':'01A-1','state':'UNCERTAIN','visibleBy':1700000000000}", BookingState.Placement.class);

    assertThat(placement.clientOrderId).isEqualTo("01A-1");
    assertThat(placement.conclusiveAt).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
  }

  @Test
  void decode_paymentAndCancellationUnderWay_areFollowedUntilTheyAreConclusive() {
    Instant until = Instant.ofEpochMilli(1_700_000_000_000L);

    assertThat(read("{'visibleBy':1700000000000}", PaymentState.Order.class).conclusiveAt).isEqualTo(until);
    assertThat(read("{'visibleBy':1700000000000}", PaymentState.Batch.class).conclusiveAt).isEqualTo(until);
    assertThat(read("{'visibleBy':1700000000000}", UnbindingState.Cancellation.class).conclusiveAt).isEqualTo(until);
  }

  @Test
  void decode_synchronization_ordersThatWereReportedAreNotReportedAgain() {
    SynchronizationState state =
        read("{'untied':{'7':{'outerId':'01A-1','status':'NEW','isTold':true}}}", SynchronizationState.class);
    SyncState work = read("{'untied':{'7':{'outerId':'01A-1','status':'NEW','isTold':true}},'knownUntied':['8']}", SyncState.class);

    assertThat(state.orphaned).containsEntry("7", new SynchronizationState.Orphaned("01A-1", "NEW", true));
    assertThat(work.orphaned).isEqualTo(state.orphaned);
    assertThat(work.knownOrphaned).containsExactly("8");
  }
}
