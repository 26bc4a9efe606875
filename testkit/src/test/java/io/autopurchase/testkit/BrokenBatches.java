package io.autopurchase.testkit;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Stores that are wrong about several commits at once: S23. */
final class BrokenBatches {
  private BrokenBatches() {}

  static List<BrokenStore> all() {
    return List.of(
        new BrokenStore("applies a batch as a whole or not at all", "S23a", WholeBatches::new),
        new BrokenStore(
            "says that certainly nothing of a batch was applied if the end is unclear",
            "S23e",
            BrokenEnds.UnavailableForUnknown::new),
        new BrokenStore("stops a batch at the first loser", "S23a", StopsAtLosers::new),
        new BrokenStore("checks the guards of a batch before it applies any of it", "S23b", ChecksBatchesFirst::new),
        new BrokenStore("reads the versions of a batch, then writes", "S23d", BrokenCommits.ReadThenWrite::new),
        new BrokenStore("takes a repeated commit of a batch for a lost one", "S23c", LosesRepeats::new));
  }

  private static final class WholeBatches extends ReferenceStore {
    WholeBatches(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<CommitResult> commitAll(List<Commit> commits) {
      List<CommitResult> conflicts = read(() -> commits.stream().map(this::conflict).flatMap(Optional::stream).toList());
      return conflicts.isEmpty() ? super.commitAll(commits) : commits.stream().map(commit -> conflicts.get(0)).toList();
    }
  }

  private static final class StopsAtLosers extends ReferenceStore {
    StopsAtLosers(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<CommitResult> commitAll(List<Commit> commits) {
      List<CommitResult> results = new ArrayList<>();
      for (Commit commit : commits) {
        CommitResult last = results.isEmpty() ? new CommitResult.Applied() : results.get(results.size() - 1);
        results.add(last.isApplied() ? commit(commit) : last);
      }
      return results;
    }
  }

  private static final class ChecksBatchesFirst extends ReferenceStore {
    ChecksBatchesFirst(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<CommitResult> commitAll(List<Commit> commits) {
      List<Optional<CommitResult>> conflicts = read(() -> commits.stream().map(this::conflict).toList());
      List<CommitResult> results = new ArrayList<>();
      for (int i = 0; i < commits.size(); i++) {
        Commit commit = commits.get(i);
        results.add(conflicts.get(i).orElseGet(() -> commit(commit)));
      }
      return results;
    }
  }

  private static final class LosesRepeats extends ReferenceStore {
    LosesRepeats(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<CommitResult> commitAll(List<Commit> commits) {
      List<CommitResult> results = super.commitAll(new ArrayList<>(new LinkedHashSet<>(commits)));
      while (results.size() < commits.size()) {
        results.add(new CommitResult.VersionConflict(commits.get(results.size()).puts().get(0).key()));
      }
      return results;
    }
  }
}
