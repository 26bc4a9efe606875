package io.autopurchase.examples.store;

import io.autopurchase.CommitOutcomeUnknownException;
import io.autopurchase.StoreUnavailableException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.annotation.Nullable;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * A file that one thread owns: all reads and writes are made by it, one after the other. The stores of a process that name the
 * same file share it; another process cannot open it in the meantime.
 *
 * <p>The thread is never interrupted. An interrupt would close the file in the middle of its work.
 */
final class DataFile {
  private static final Map<Path, DataFile> OPEN = new HashMap<>();
  private static final long PATIENCE_SECONDS = 10;

  private final Path file;
  private final ExecutorService owner;
  private int users;
  @Nullable private MVStore store;

  private DataFile(Path file) {
    this.file = file;
    this.owner =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, "store " + file.getFileName());
              thread.setDaemon(true);
              return thread;
            });
  }

  static DataFile open(Path path) {
    Path file = path.toAbsolutePath().normalize();
    synchronized (OPEN) {
      DataFile open = OPEN.computeIfAbsent(file, DataFile::new);
      open.users++;
      return open;
    }
  }

  /** The last one to close it waits until the file is closed. */
  void close() {
    synchronized (OPEN) {
      users--;
      if (users == 0) {
        OPEN.remove(file);
        owner.execute(this::closeFile);
        owner.shutdown();
        awaitEnd();
      }
    }
  }

  private void awaitEnd() {
    try {
      owner.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  <T> T read(Function<Maps, T> work) {
    Call<T> call = new Call<>(() -> work.apply(maps()));
    try {
      return call.await();
    } catch (CommitOutcomeUnknownException e) {
      throw new StoreUnavailableException("the file was not read in time", e);
    }
  }

  /** @param work writes to the maps; what it has written when this returns is on disk */
  <T> T write(Function<Maps, T> work) {
    return new Call<>(() -> writeAndSync(work)).await();
  }

  private <T> T writeAndSync(Function<Maps, T> work) {
    T result;
    boolean isCommitSent = false;
    try {
      result = work.apply(maps());
      isCommitSent = true;
      store.commit();
      // Only now is it on the disk, and not just in the memory of the operating system.
      store.sync();
      return result;
    } catch (MVStoreException e) {
      discard();
      if (isCommitSent) {
        throw new CommitOutcomeUnknownException("the end of a commit is not known: " + e.getMessage(), e);
      }
      throw new StoreUnavailableException("nothing was committed: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      discard();
      throw e;
    }
  }

  private Maps maps() {
    try {
      if (store == null) {
        // Nothing is written but by commit(), and nothing is overwritten until it is certainly out of use.
        store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open();
      }
      return new Maps(store);
    } catch (MVStoreException e) {
      throw new StoreUnavailableException("the file cannot be opened: " + e.getMessage(), e);
    }
  }

  /** After a failure all that is in memory is thrown away; the next call reads from the disk what was committed. */
  private void discard() {
    if (store != null) {
      store.closeImmediately();
      store = null;
    }
  }

  private void closeFile() {
    if (store != null) {
      store.close();
      store = null;
    }
  }

  private enum State {
    WAITING,
    BEGUN,
    ABANDONED
  }

  /** Work that is handed to the owner. A thread that gives up on it knows whether it was begun. */
  private final class Call<T> {
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Supplier<T> work;

    Call(Supplier<T> work) {
      this.work = work;
    }

    T await() {
      if (Thread.currentThread().isInterrupted()) {
        throw new StoreUnavailableException("interrupted before the file was asked", null);
      }
      owner.execute(this::run);
      try {
        return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw givenUp("interrupted", e);
      } catch (TimeoutException e) {
        throw givenUp("not done within " + PATIENCE_SECONDS + " seconds", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw new CommitOutcomeUnknownException("the file failed: " + e.getCause(), e.getCause());
      }
    }

    private void run() {
      if (!state.compareAndSet(State.WAITING, State.BEGUN)) {
        return;
      }
      try {
        result.complete(work.get());
      } catch (RuntimeException | Error e) {
        result.completeExceptionally(e);
      }
    }

    private RuntimeException givenUp(String why, Exception cause) {
      return state.compareAndSet(State.WAITING, State.ABANDONED)
          ? new StoreUnavailableException(why + ", and not begun", cause)
          : new CommitOutcomeUnknownException(why + " while it was done", cause);
    }
  }
}
