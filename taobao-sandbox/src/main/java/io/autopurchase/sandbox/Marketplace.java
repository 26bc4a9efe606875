package io.autopurchase.sandbox;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.annotation.Nullable;

/**
 * The state behind one lock. Time passes with each access: what is due is done at the next access. What was
 * changed is on disk, if there is a file, before the change is answered.
 */
final class Marketplace {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .enable(MapperFeature.PROPAGATE_TRANSIENT_MARKER)
          .build();

  private final InstantSource clock;
  @Nullable private final Path file;
  private final State state;
  private final OrderLifecycle orders;
  final Settings settings;

  /**
   * @param listener receives each change, under the lock
   */
  Marketplace(Settings settings, InstantSource clock, @Nullable Path file, OrderLifecycle.Listener listener) {
    this.settings = settings;
    this.clock = clock;
    this.file = file;
    State found = file == null || Files.notExists(file) ? null : read(file);
    state = found == null ? new State() : found;
    orders = new OrderLifecycle(state, settings, listener);
    if (found == null) {
      DefaultCatalog.fill(state);
      save();
    }
  }

  long now() {
    return clock.millis();
  }

  /** Reads. */
  synchronized <T> T look(Function<State, T> look) {
    orders.pass(now());
    return look.apply(state);
  }

  /** Changes, and saves what was changed. */
  synchronized <T> T change(Function<State, T> change) {
    return trade((state, orders) -> change.apply(state));
  }

  /** Changes orders, and saves what was changed. */
  synchronized <T> T trade(BiFunction<State, OrderLifecycle, T> change) {
    orders.pass(now());
    state.nextPurchaseId = Math.max(state.nextPurchaseId, settings.leastId);
    T result = change.apply(state, orders);
    save();
    return result;
  }

  private static State read(Path file) {
    try {
      return JSON.readValue(file.toFile(), State.class);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " holds no marketplace", e);
    }
  }

  private void save() {
    if (file == null) {
      return;
    }
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
      }
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(draft);
      // It holds recipients: for its owner alone.
      try (FileChannel out =
          FileChannel.open(draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(draft, "rw-------"))) {
        ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(state));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the marketplace cannot be saved to " + file, e);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file, String rights) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
        : new FileAttribute<?>[0];
  }
}
