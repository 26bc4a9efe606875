package io.autopurchase.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.Durability;
import io.autopurchase.testkit.ActivityStoreContract;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class InMemoryActivityStoreTest extends ActivityStoreContract {
  private final Map<String, ActivityStore> shops = new ConcurrentHashMap<>();

  @Override
  protected ActivityStore open(String shop) {
    return shops.computeIfAbsent(shop, id -> new InMemoryActivityStore());
  }

  @Test
  void durability_inMemory_isVolatile() {
    assertThat(open("a").durability()).isEqualTo(Durability.VOLATILE);
  }

  @Test
  void commit_moreWritesThanAreRemembered_theFirstIsForgottenAndTheLastIsNot() {
    ActivityStore store = open("a");
    for (int i = 0; i <= 100_000; i++) {
      store.commit(Commit.builder("w" + i).build());
    }

    assertThat(store.commit(Commit.builder("w100000").build())).isEqualTo(new CommitResult.AlreadyApplied());
    assertThat(store.commit(Commit.builder("w0").build())).isEqualTo(new CommitResult.Applied());
  }
}
