package io.autopurchase.examples.store;

import io.autopurchase.CommitOutcomeUnknownException;
import io.autopurchase.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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

  /** How many times as large as its content a file may grow. */
  private static final int GROWTH = 4;

  private final Path file;
  private final long smallest;
  private final ExecutorService owner;
  private int users;
  @Nullable private MVStore store;

  /** Locked for as long as this process uses the file. */
  @Nullable private FileChannel lock;

  /** A file that is larger than this is copied without what is out of use. */
  private long largest;

  private DataFile(Path file, long smallest) {
    this.file = file;
    this.smallest = smallest;
    this.largest = smallest;
    this.owner =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, "store " + file.getFileName());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** @param smallest the size in bytes up to which the file grows without being copied */
  static DataFile open(Path path, long smallest) {
    Path file = path.toAbsolutePath().normalize();
    synchronized (OPEN) {
      DataFile open = OPEN.computeIfAbsent(file, key -> new DataFile(key, smallest));
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
    if (file.toFile().length() > largest) {
      // The next call copies it.
      discard();
    }
    return result;
  }

  private Maps maps() {
    try {
      if (store == null) {
        own();
        if (file.toFile().length() > largest) {
          copyWhatIsInUse();
        }
        // Nothing is written but by commit().
        store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open();
        // Nor is anything overwritten. By default the engine uses space again that has been out of use for 45 seconds, and after a kill
        // then finds an older commit than the last one.
        store.setReuseSpace(false);
      }
      return new Maps(store);
    } catch (MVStoreException | IOException e) {
      throw new StoreUnavailableException("the file cannot be opened: " + e.getMessage(), e);
    }
  }

  /** MVStore's own lock goes with the file, which is replaced by its copy. */
  private void own() throws IOException {
    if (lock == null) {
      FileChannel channel = FileChannel.open(file.resolveSibling(file.getFileName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw new IOException("another process has it open");
      }
      lock = channel;
    }
  }

  /** The copy takes the file's place in one step, once it is on the disk: whenever the process dies, one of them is there and whole. */
  private void copyWhatIsInUse() throws IOException {
    Path copy = file.resolveSibling(file.getFileName() + ".copy");
    Files.deleteIfExists(copy);
    try (MVStore from = new MVStore.Builder().fileName(file.toString()).readOnly().open();
        MVStore to = new MVStore.Builder().fileName(copy.toString()).autoCommitDisabled().open()) {
      for (String name : from.getMapNames()) {
        to.openMap(name).putAll(from.openMap(name));
      }
      to.commit();
    }
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
    largest = Math.max(smallest, GROWTH * file.toFile().length());
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
    if (lock != null) {
      release(lock);
    }
  }

  private static void release(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
