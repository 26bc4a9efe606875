package io.autopurchase.sandbox;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.nio.ByteBuffer;
import javax.annotation.Nullable;

/**
 * The state behind one lock. Time passes when somebody looks: orders are built and closed at the next access. What was
 * changed is on disk, where there is a file, before the change is answered.
 */
final class Marketplace {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .build();

  private final InstantSource clock;
  @Nullable private final Path file;
  private final State state;
  volatile Repeat repeat = Repeat.REPLAY;
  volatile Duration visibilityDelay = Duration.ZERO;
  volatile Duration buildingDelay = Duration.ZERO;
  volatile Duration paymentDeadline = Duration.ofHours(24);

  Marketplace(InstantSource clock, @Nullable Path file) {
    this.clock = clock;
    this.file = file;
    State found = file == null || Files.notExists(file) ? null : read(file);
    state = found == null ? new State() : found;
    if (found == null) {
      DefaultCatalogue.fill(state);
      save();
    }
  }

  long now() {
    return clock.millis();
  }

  /** Reads. */
  synchronized <T> T look(Function<State, T> look) {
    pass();
    return look.apply(state);
  }

  /** Changes, and saves what was changed. */
  synchronized <T> T change(Function<State, T> change) {
    pass();
    T result = change.apply(state);
    save();
    return result;
  }

  private void pass() {
    long now = now();
    for (State.Order order : state.orders) {
      if (order.status.equals("BULIDING") && order.builtAt <= now) {
        build(order);
      }
      if (order.status.equals("WAIT_BUYER_P") && order.closesAt <= now) {
        close(order, "unpaid in time", order.closesAt);
      }
    }
  }

  private void build(State.Order order) {
    for (State.Line line : order.lines) {
      State.Item item = state.items.get(line.itemId);
      if (item != null && item.failsWith != null) {
        line.status = "TRADE_CLOSED";
        line.errorCode = item.failsWith;
      } else {
        line.status = "WAIT_BUYER_P";
      }
    }
    boolean allFailed = order.lines.stream().allMatch(line -> line.status.equals("TRADE_CLOSED"));
    order.status = allFailed ? "TRADE_CLOSED" : "WAIT_BUYER_P";
    order.modifiedAt = order.builtAt;
  }

  void close(State.Order order, String reason, long at) {
    order.status = "TRADE_CLOSED";
    order.modifiedAt = at;
    for (State.Line line : order.lines) {
      if (!line.status.equals("TRADE_CLOSED")) {
        line.status = "TRADE_CLOSED";
        line.closeReason = reason;
        State.Item item = state.items.get(line.itemId);
        if (item != null) {
          item.skus.stream().filter(sku -> sku.skuId.equals(line.skuId)).forEach(sku -> sku.quantity += line.quantity);
        }
      }
    }
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
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      try (FileChannel out =
          FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
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
}
