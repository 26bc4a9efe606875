package io.autopurchase.core.activity;

import io.autopurchase.ActivityId;
import io.autopurchase.EventGap;
import io.autopurchase.core.event.EventIds;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.spi.StoredEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds numbers of events that are missing in the audit trail. */
public final class EventGaps {
  private static final int PAGE = 1000;

  private final RecordStore recordStore;

  /** By activity, as far as they were read. */
  private final Map<String, Integer> lastNumbers = new LinkedHashMap<>();

  private final List<EventGap> gaps = new ArrayList<>();

  private EventGaps(RecordStore recordStore) {
    this.recordStore = recordStore;
  }

  public static List<EventGap> find(RecordStore recordStore) {
    EventGaps found = new EventGaps(recordStore);
    String after = null;
    List<StoredEvent> page;
    do {
      page = recordStore.store.events(after, false, PAGE);
      for (StoredEvent event : page) {
        after = event.id();
        found.look(EventIds.stream(after), EventIds.number(after));
      }
    } while (page.size() == PAGE);
    found.lookAtTheLast();
    return List.copyOf(found.gaps);
  }

  private void look(String activity, int number) {
    if (number > 0) {
      Integer before = lastNumbers.put(activity, number);
      if (before != null) {
        note(activity, before + 1, number - 1);
      }
    }
  }

  /** What the activity itself says that it has committed; while it goes on, it may have committed more than was read. */
  private void lookAtTheLast() {
    lastNumbers.forEach(
        (activity, number) ->
            recordStore
                .find(Keys.activity(activity), ActivityRecord.class)
                .filter(found -> found.body().state.isFinished())
                .ifPresent(found -> note(activity, number + 1, found.body().events)));
  }

  private void note(String activity, int first, int last) {
    if (first <= last) {
      gaps.add(new EventGap(new ActivityId(activity), first, last));
    }
  }
}
