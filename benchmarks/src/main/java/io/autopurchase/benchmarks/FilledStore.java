package io.autopurchase.benchmarks;

import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.SearchText;
import io.autopurchase.spi.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * A store with a number of activities, and as many purchases and events, such as a shop has after some years: nearly all is
 * done, little waits, one activity in a thousand is due. Goods have Chinese titles of words of very different frequency.
 */
public final class FilledStore {
  static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
  private static final int PER_COMMIT = 500;
  private static final int TITLE_WORDS = 6;
  private static final int VOCABULARY = 3000;
  private static final int ITEMS = 200_000;

  final ActivityStore store;
  final int size;
  private final Bodies bodies;

  /** What its records hold; a store does not look into them. */
  public interface Bodies {
    /** Of the activity of a number. */
    byte[] activity(int i);

    /** Of the purchase of a number. */
    byte[] purchase(int i);
  }

  public FilledStore(ActivityStore store, int size) {
    this(store, size, new RandomBodies());
  }

  public FilledStore(ActivityStore store, int size, Bodies bodies) {
    this.store = store;
    this.size = size;
    this.bodies = bodies;
  }

  /** As long as usual ones. */
  private static final class RandomBodies implements Bodies {
    @Override
    public byte[] activity(int i) {
      return random(new Random(i), 1500);
    }

    @Override
    public byte[] purchase(int i) {
      return random(new Random(-i), 600);
    }
  }

  /** Fills it, unless it is full already. */
  public void fill() {
    if (store.load(new RecordKey("activity", activityId(size - 1))).isPresent()) {
      return;
    }
    List<Commit> commits = new ArrayList<>();
    for (int from = 0; from < size; from += PER_COMMIT) {
      Commit.Builder commit = Commit.builder(UUID.randomUUID().toString());
      for (int i = from; i < Math.min(size, from + PER_COMMIT); i++) {
        put(commit, i);
      }
      commits.add(commit.build());
      if (commits.size() == 4 || from + PER_COMMIT >= size) {
        if (!store.commitAll(commits).stream().allMatch(result -> result.isApplied())) {
          throw new IllegalStateException("a commit without a rival was refused");
        }
        commits.clear();
      }
    }
  }

  private void put(Commit.Builder commit, int i) {
    Random random = new Random(i);
    String id = activityId(i);
    boolean isBooking = i % 10 < 6;
    boolean isWaiting = i % 1000 == 2;
    RecordFields.Builder activity =
        RecordFields.builder()
            .type(isBooking ? "BOOKING" : i % 100 == 99 ? "UNBINDING" : "SYNCHRONIZATION")
            .state(isWaiting ? "WAITING" : i % 50 == 0 ? "FAILED" : "COMPLETED")
            .provider("taobao")
            .login(login(i))
            .text(SearchText.of(isBooking ? bookingText(i) : "Synchronize taobao/" + login(i) + " " + id, 4000))
            .dueAt(isWaiting ? NOW.plusSeconds(random.nextInt(3600) - 1800) : null);
    if (isBooking) {
      activity.orderId(orderId(i));
    }
    commit.put(new RecordKey("activity", id), 0, activity.build(), 1, bodies.activity(i));
    RecordFields purchase =
        RecordFields.builder()
            .state(i % 20 == 0 ? "OPEN" : "CLOSED")
            .provider("taobao")
            .login(login(i))
            .orderId(orderId(i))
            .reference(providerOrder(i))
            .build();
    commit.put(new RecordKey("purchase", orderId(i) + "/" + i), 0, purchase, 1, bodies.purchase(i));
    String event = id + "/1";
    EventFields fields =
        EventFields.builder().type("ACTIVITY_CHANGED").orderId(isBooking ? orderId(i) : null).activity(id).session("taobao", login(i)).build();
    commit.append(new StoredEvent(event, NOW, fields, 1, random(random, 300)));
    if (!isWaiting) {
      commit.delivered(event);
    }
  }

  /** Of a booking of two lines. */
  static String bookingText(int i) {
    StringBuilder text = new StringBuilder("Book 2 lines of " + orderId(i) + " " + activityId(i));
    for (int line = 0; line < 2; line++) {
      int item = item(i, line);
      text.append(' ').append(itemId(item)).append(' ').append(title(item));
    }
    return text.toString();
  }

  static String title(int item) {
    Random random = new Random(item);
    StringBuilder title = new StringBuilder();
    for (int i = 0; i < TITLE_WORDS; i++) {
      // The first of them are in many titles, the last in few.
      double skewed = Math.pow(random.nextDouble(), 3);
      title.append(titleWord((int) (skewed * VOCABULARY)));
    }
    return title.toString();
  }

  /** One of two ideographs. */
  public static String titleWord(int number) {
    return new String(new int[] {0x4e00 + number, 0x6000 + number}, 0, 2);
  }

  private static byte[] random(Random random, int length) {
    byte[] body = new byte[length];
    random.nextBytes(body);
    return body;
  }

  public static String activityId(int i) {
    return String.format("01J%09d%014X", i, new Random(i).nextLong() & 0xFFFFFFFFFFFFFFL);
  }

  /** A booking in the middle. */
  public int middle() {
    return size / 20 * 10 + 4;
  }

  static int item(int i, int line) {
    return new Random(2L * i + line).nextInt(ITEMS);
  }

  /** Three activities have one order. */
  public static String orderId(int i) {
    return String.format("ORD-%010d", i / 3);
  }

  public static String providerOrder(int i) {
    return Long.toString(2_400_000_000_000_000L + i / 2 * 7919L);
  }

  static String itemId(int item) {
    return Long.toString(620_000_000_000L + item * 104_729L);
  }

  /** Nearly half of all belongs to the first of a hundred. */
  public static String login(int i) {
    int number = i % 2 == 0 ? 0 : i / 2 % 100;
    return "buyer-" + number;
  }
}
