package io.autopurchase.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.NotFoundException;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.record.Codec;
import io.autopurchase.core.record.Keys;
import io.autopurchase.spi.Commit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An earlier release may have stored a login of which a locale had lost characters: it stands for any account, and so for none. */
class LostLoginTest {
  private static final SessionId LOST = new SessionId("fake", "\uFFFD\uFFFD");

  private final Nodes nodes = new Nodes();
  private Node node;

  @BeforeEach
  void store() {
    node = nodes.add();
    node.authorize();
    SessionRecord session =
        Nodes.CODEC.decode("session", Codec.VERSION, nodes.store.load(Keys.session(Nodes.SESSION)).orElseThrow().body(), SessionRecord.class);
    session.login = LOST.login();
    Commit commit = Commit.builder("stored before").put(Keys.session(LOST), 0, session.fields(), Codec.VERSION, Nodes.CODEC.encode(session)).build();
    assertThat(nodes.store.commit(commit).isApplied()).isTrue();
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  @Test
  void anything_inTheNameOfALostLogin_findsNoSession() {
    ReservationPlan plan = ReservationPlan.builder("ORD-1", LOST, Nodes.WAREHOUSE).line("1", Item.of("4711"), 1, Money.cny("10.00")).build();

    assertThat(node.engine.sessions().find("fake", LOST.login())).isEmpty();
    assertThatThrownBy(() -> node.engine.book(plan)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> node.engine.preview(plan)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> node.engine.synchronize(LOST)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> node.engine.sessions().refresh(LOST)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void list_withALostLogin_showsAllAndHarmsNobody() {
    assertThat(node.engine.sessions().list()).hasSize(2);
    assertThat(node.engine.sessions().find("fake", Nodes.SESSION.login()).orElseThrow().state()).isEqualTo(SessionState.ACTIVE);
    node.background().look();
    assertThat(node.engine.synchronize(Nodes.SESSION).session()).hasValue(Nodes.SESSION);
  }
}
