package io.autopurchase.core.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.Item;
import io.autopurchase.Messages;
import io.autopurchase.Money;
import io.autopurchase.Recipient;
import io.autopurchase.RecipientRule;
import io.autopurchase.RecipientRule.Field;
import io.autopurchase.ReservationPlan;
import io.autopurchase.Violation;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.record.Keys;
import io.autopurchase.spi.ProviderCapabilities;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a booking stores is the name as the provider is told about it. */
class NameTransliteratorTest {
  private static final Recipient GIVEN = Nodes.WAREHOUSE.toBuilder().name("Иван").build();

  private final Nodes nodes = new Nodes();

  @AfterEach
  void close() {
    nodes.close();
  }

  @Test
  void book_withTransliteration_isStoredForRecipientAndWarehouse() {
    Node node = nodes.add(nodes.store, options -> options.nameTransliteration(name -> name.replace("Иван", "Ivan")));
    node.authorize();

    BookingState stored = booked(node, plan().consolidationWarehouse(GIVEN).build());

    assertThat(stored.recipient.name()).isEqualTo("Ivan");
    assertThat(stored.warehouse.name()).isEqualTo("Ivan");
  }

  @Test
  void book_asGiven_isStoredAsGiven() {
    Node node = nodes.add(nodes.store, options -> options.nameTransliteration(name -> "never"));
    node.authorize();

    assertThat(booked(node, plan().transliterateNames(false).build()).recipient.name()).isEqualTo("Иван");
  }

  @Test
  void preview_nameBreaksARuleOnlyAsTransliterated_messageSaysSo() {
    nodes.provider.capabilities(ProviderCapabilities.builder().recipientRules(List.of(RecipientRule.length(Field.NAME, 2, 4))).build());
    Node node = nodes.add(nodes.store, options -> options.nameTransliteration(name -> name + name));
    node.authorize();

    List<Violation> violations = node.engine.preview(plan().build()).violations();
    assertThat(violations).extracting(Violation::message).containsExactly("must have 2 to 4 characters, has 8 as it is transliterated");
    assertThat(Messages.in(Locale.forLanguageTag("ru")).text(violations.get(0)))
        .isEqualTo("должно быть символов от 2 до 4, сейчас 8, если имя транслитерировано");
    assertThat(node.engine.preview(plan().transliterateNames(false).build()).violations()).isEmpty();
  }

  private static ReservationPlan.Builder plan() {
    return ReservationPlan.builder("ORD-1", Nodes.SESSION, GIVEN).line("1", Item.of("4711"), 1, Money.cny("10.00"));
  }

  private BookingState booked(Node node, ReservationPlan plan) {
    Activity booking = node.engine.book(plan);
    var row = nodes.store.load(Keys.activity(booking.id().value())).orElseThrow();
    return Nodes.CODEC.decode("activity", row.codecVersion(), row.body(), BookingRecord.class).booking;
  }
}
