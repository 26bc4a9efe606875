package io.autopurchase.core.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.ResultPage;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People find activities by what they remember of them. */
class ActivitySearchTest {
  private final Nodes nodes = new Nodes();
  private final Node node = nodes.add();

  @BeforeEach
  void authorize() {
    node.authorize();
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private ResultPage<Activity> find(ActivityQuery.Builder query) {
    return node.engine.activities().find(query.build());
  }

  private List<ActivityId> found(String text) {
    return find(ActivityQuery.builder().text(text)).entries().stream().map(Activity::id).toList();
  }

  private ActivityId book(String order) {
    nodes.time.advance(Duration.ofMillis(1));
    return node.engine.book(Nodes.plan(order)).id();
  }

  @Test
  void find_byText_takesBeginningsOfWordsInAnyOrder() {
    ActivityId first = book("ORD-0000000053");
    ActivityId second = book("ORD-0000000054");

    assertThat(found("ord-0000000053")).containsExactly(first);
    assertThat(found("53")).containsExactly(first);
    assertThat(found("ORD book")).containsExactly(second, first);
    assertThat(found(second.value().toLowerCase(Locale.ROOT))).containsExactly(second);
    assertThat(found("4711")).as("an item of both").containsExactly(second, first);
    assertThat(found("ORD-0000000055")).isEmpty();
  }

  @Test
  void find_textOfSignsOnly_findsNothingAndABlankOneAll() {
    ActivityId id = book("ORD-1");

    assertThat(found("%")).isEmpty();
    assertThat(found(" ")).containsExactly(id);
  }

  @Test
  void find_pagesBeforeTheLastOne_goThroughAllWhateverIsAdded() {
    List<ActivityId> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      all.add(book("ORD-" + i));
    }
    Collections.reverse(all);

    List<ActivityId> seen = new ArrayList<>();
    ResultPage<Activity> page = find(ActivityQuery.builder().page(1, 3));
    while (!page.entries().isEmpty()) {
      page.entries().forEach(activity -> seen.add(activity.id()));
      book("ORD-new-" + seen.size());
      page = find(ActivityQuery.builder().page(1, 3).before(seen.get(seen.size() - 1)));
    }

    assertThat(seen).isEqualTo(all);
  }

  @Test
  void completeWithCode_moreThanAPageWaitsForTheSession_wakesAll() {
    nodes.provider.failWhen(call -> call.operation() == Operation.ITEM || call.operation() == Operation.REFRESH, Fault.unauthorized());
    int waiting = 510;
    for (int i = 0; i < waiting; i++) {
      book("ORD-" + i);
    }
    node.runDue();
    assertThat(find(ActivityQuery.builder().state(ActivityState.WAITING)).total()).isEqualTo(waiting);
    assertThat(node.runDue()).as("due before the session is authorized again").isZero();
    nodes.provider.heal();

    node.authorize();

    assertThat(node.runDue()).isEqualTo(waiting);
  }
}
