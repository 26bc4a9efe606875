package io.autopurchase.testkit;

import io.autopurchase.spi.ActivityStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Proves that an {@link ActivityStore} keeps the rules of {@code docs/store-contract.md}. Extend it, and write one method:
 *
 * <pre>{@code
 * class MyStoreTest extends ActivityStoreContract {
 *   @TempDir Path folder;
 *
 *   @Override
 *   protected ActivityStore open(String shop) {
 *     return new MyStore(folder.resolve("data"), shop);
 *   }
 * }
 * }</pre>
 *
 * <p>Each test is named after the rule that it proves, and its failure names the rule. {@code required} ones always run; {@code optional}
 * ones run if the test also says how to kill a process ({@link #crashTarget()}), to open the data in a second process ({@link
 * #sharedTarget()}), to cut the store off ({@link #outage()}), or to open a transaction of a host ({@link #hostTransaction()}). Those that don't
 * run say what is left unproved.
 *
 * <p>System properties: {@value #SEED} repeats a failed random test; {@value #OPERATIONS}, {@value #HISTORIES}, {@value
 * #CONTESTED}, {@value #KILLS} and {@value #OUTAGES} make it search longer.
 */
@ExtendWith(RuleReport.class)
public abstract class ActivityStoreContract
    implements AtomicityRules,
        GuardRules,
        WinnerRules,
        WriteIdRules,
        UniqueNameRules,
        EventRules,
        EventQueryRules,
        FeedRules,
        ReadRules,
        LoadAllRules,
        DueRules,
        FindRules,
        RoundTripRules,
        ShopRules,
        BatchRules,
        CallRules,
        HostTransactionRules,
        OutageRules,
        CrashRules,
        ModelRules,
        HistoryRules {
  static final String SEED = "autopurchase.contract.seed";
  static final String OPERATIONS = "autopurchase.contract.operations";
  static final String HISTORIES = "autopurchase.contract.histories";
  static final String CONTESTED = "autopurchase.contract.contested";
  static final String KILLS = "autopurchase.contract.kills";
  static final String OUTAGES = "autopurchase.contract.outages";

  private final StoreHarness harness = new StoreHarness(this);

  protected ActivityStoreContract() {}

  /**
   * Opens a store on the test's data, which is empty when a test begins. Called again within the same test, it opens another
   * connection to the same data, by another thread as well. The contract closes what it has opened.
   *
   * @param shop whose data it is
   */
  protected abstract ActivityStore open(String shop) throws Exception;

  /** Where processes may be killed while they commit. None by default; then nothing is proved of S03. */
  protected Optional<CrashTarget> crashTarget() throws Exception {
    return Optional.empty();
  }

  /**
   * Where two processes compete, for stores that several processes may have open at once; mostly as {@link #crashTarget()}, with
   * data that nothing else uses. None by default, which is right for a store in memory and for one that a process has to itself:
   * their threads compete within one process only.
   */
  protected Optional<CrashTarget> sharedTarget() throws Exception {
    return Optional.empty();
  }

  /** How the stores of this test are cut off from their data. Not at all by default; then little is proved of S04. */
  protected Optional<StoreOutage> outage() throws Exception {
    return Optional.empty();
  }

  /** A transaction that a host has open on the data of this test. None by default; then little is proved of S08. */
  protected Optional<HostTransactionFixture> hostTransaction() throws Exception {
    return Optional.empty();
  }

  /** Within what time every call ends, come what may; longer than the store's own bounds. A minute by default. */
  protected Duration deadline() {
    return Duration.ofMinutes(5);
  }

  /** Where random tests begin. */
  protected long seed() {
    return Long.getLong(SEED, ThreadLocalRandom.current().nextLong());
  }

  /** How many random operations are compared with a model. */
  protected int modelOperations() {
    return Integer.getInteger(OPERATIONS, 3000);
  }

  /** How many short histories of several threads are checked. */
  protected int histories() {
    return Integer.getInteger(HISTORIES, 100);
  }

  /** For how many versions of a record threads compete, and two processes for a fifth as many. 5,000 by default. */
  protected int contestedVersions() {
    return Integer.getInteger(CONTESTED, 5000);
  }

  /** How many times each test cuts the store off. */
  protected int outages() {
    return Integer.getInteger(OUTAGES, 1);
  }

  /** How many processes are killed. */
  protected int kills() {
    return Integer.getInteger(KILLS, 3);
  }

  /** For the rules alone. */
  @Override
  public final StoreHarness harness() {
    return harness;
  }

  @AfterEach
  final void closeWhatWasOpened() {
    harness.close();
  }
}
