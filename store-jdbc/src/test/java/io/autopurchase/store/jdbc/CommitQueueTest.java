package io.autopurchase.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.CommitOutcomeUnknownException;
import io.autopurchase.StoreException;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CommitQueueTest {
  private final GatedWriter writer = new GatedWriter();
  private final CommitQueue queue = new CommitQueue(writer, 1);

  @Test
  void commit_alone_isWrittenAtOnceByTheCaller() {
    writer.gate.release();

    assertThat(queue.commit(Commits.put("1", 0))).isEqualTo(new CommitResult.Applied());

    assertThat(writer.batches).hasSize(1);
    assertThat(writer.threads).containsExactly(Thread.currentThread());
  }

  @Test
  void commit_whileOneIsWritten_othersGoTogetherAndEachHasItsAnswer() throws Exception {
    Caller first = beingWritten();
    Caller second = waiting("2");
    Caller lost = waiting("lost");
    Caller third = waiting("3");
    writer.gate.release(2);

    assertThat(first.result()).isEqualTo(new CommitResult.Applied());
    assertThat(second.result()).isEqualTo(new CommitResult.Applied());
    assertThat(third.result()).isEqualTo(new CommitResult.Applied());
    assertThat(lost.result()).isEqualTo(new CommitResult.VersionConflict(Commits.key("lost")));
    assertThat(writer.batches).extracting(List::size).containsExactly(1, 3);
  }

  @Test
  void commit_batchIsUnavailable_eachIsWrittenAloneWithItsOwnAnswer() throws Exception {
    Caller first = beingWritten();
    Caller good = waiting("2");
    Caller poison = waiting("poison");
    writer.gate.release(4);

    assertThat(first.result().isApplied()).isTrue();
    assertThat(good.result().isApplied()).isTrue();
    assertThatThrownBy(poison::result).isInstanceOf(StoreUnavailableException.class);
    assertThat(writer.batches).extracting(List::size).containsExactly(1, 2, 1, 1);
  }

  @Test
  void commit_batchEndsUnknown_isUnknownToEach() throws Exception {
    Caller first = beingWritten();
    Caller one = waiting("2");
    Caller other = waiting("unknown");
    writer.gate.release(2);

    assertThat(first.result().isApplied()).isTrue();
    assertThatThrownBy(one::result).isInstanceOf(CommitOutcomeUnknownException.class);
    assertThatThrownBy(other::result).isInstanceOf(CommitOutcomeUnknownException.class);
  }

  @Test
  void commit_interruptedWhileWaiting_isNotWrittenAndHarmsNobody() throws Exception {
    Caller first = beingWritten();
    Caller interrupted = waiting("2");
    Caller other = waiting("3");

    interrupted.thread.interrupt();

    assertThatThrownBy(interrupted::result).isInstanceOf(StoreUnavailableException.class);
    writer.gate.release(2);
    assertThat(first.result().isApplied()).isTrue();
    assertThat(other.result().isApplied()).isTrue();
    assertThat(writer.batches).extracting(List::size).containsExactly(1, 1);
  }

  @Test
  void commit_interruptedWhileItIsWrittenByAnother_isUnknownAndTheOthersGoOn() throws Exception {
    Caller first = beingWritten();
    Caller leader = waiting("2");
    Caller interrupted = waiting("3");
    writer.gate.release();
    writer.awaitBatches(2);

    interrupted.thread.interrupt();

    assertThatThrownBy(interrupted::result).isInstanceOf(CommitOutcomeUnknownException.class);
    writer.gate.release();
    assertThat(leader.result().isApplied()).isTrue();
    assertThat(first.result().isApplied()).isTrue();
  }

  @Test
  void commit_writerThrowsAnError_othersAreUnknownAndTheNextIsWritten() throws Exception {
    Caller first = beingWritten();
    Caller one = waiting("error");
    Caller other = waiting("2");
    writer.gate.release(3);

    assertThat(first.result().isApplied()).isTrue();
    assertThatThrownBy(one::result).isInstanceOf(OutOfMemoryError.class);
    assertThatThrownBy(other::result).isInstanceOf(CommitOutcomeUnknownException.class);
    assertThat(queue.commit(Commits.put("3", 0)).isApplied()).isTrue();
  }

  /** The writer is busy with its commit, so that all others have to wait. */
  private Caller beingWritten() throws InterruptedException {
    Caller first = new Caller(Commits.put("1", 0));
    writer.awaitBatches(1);
    return first;
  }

  /** One that has come to wait, after those that wait already. */
  private Caller waiting(String id) {
    Caller caller = new Caller(Commits.put(id, 0));
    while (caller.thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return caller;
  }

  private final class Caller {
    final CompletableFuture<CommitResult> end = new CompletableFuture<>();
    final Thread thread;

    Caller(Commit commit) {
      thread =
          new Thread(
              () -> {
                try {
                  end.complete(queue.commit(commit));
                } catch (StoreException | Error e) {
                  end.completeExceptionally(e);
                }
              });
      thread.start();
    }

    CommitResult result() throws Exception {
      try {
        return end.get(10, TimeUnit.MINUTES);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw (Exception) e.getCause();
      }
    }
  }

  /** Writes a batch for each permit. The outcome of a commit is in the id of its record. */
  private static final class GatedWriter implements CommitQueue.Writer {
    final Semaphore gate = new Semaphore(0);
    final List<List<Commit>> batches = new CopyOnWriteArrayList<>();
    final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<CountDownLatch> begun = List.of(new CountDownLatch(1), new CountDownLatch(1));

    void awaitBatches(int count) throws InterruptedException {
      begun.get(count - 1).await();
    }

    @Override
    public List<CommitResult> write(List<Commit> commits) {
      batches.add(commits);
      threads.add(Thread.currentThread());
      if (batches.size() <= begun.size()) {
        begun.get(batches.size() - 1).countDown();
      }
      gate.acquireUninterruptibly();
      List<CommitResult> results = new ArrayList<>();
      for (Commit commit : commits) {
        String id = commit.puts().get(0).key().id();
        switch (id) {
          case "poison" -> throw new StoreUnavailableException("too long", null);
          case "unknown" -> throw new CommitOutcomeUnknownException("cut", null);
          case "error" -> throw new OutOfMemoryError("planned");
          default -> results.add(id.equals("lost") ? new CommitResult.VersionConflict(Commits.key(id)) : new CommitResult.Applied());
        }
      }
      return results;
    }
  }
}
