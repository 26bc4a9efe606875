package io.autopurchase.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** A fault of one request on the wire, or of its answer. */
interface WireFault {
  /** More bytes than any answer has that is worth reading. */
  int FLOOD = 1 << 25;

  /**
   * @throws IOException ends the connection
   */
  void pass(HttpText request, Wire.Line line) throws IOException;

  /** Nothing happens to them. */
  static WireFault none() {
    return (request, line) -> line.send(line.forward(request));
  }

  /** The service never hears of it, and the connection ends. */
  static WireFault dropRequest() {
    return (request, line) -> {
      throw new IOException("cut on purpose");
    };
  }

  /** The service has done its work, and the connection ends before a byte of the answer has come. */
  static WireFault loseAnswer() {
    return (request, line) -> {
      line.forward(request);
      throw new IOException("cut on purpose");
    };
  }

  /** Another server answers, and the service never hears of it. */
  static WireFault answer(HttpText answer) {
    return (request, line) -> line.send(answer);
  }

  /** The service has done its work, and another server answers. */
  static WireFault replaceAnswer(HttpText answer) {
    return (request, line) -> {
      line.forward(request);
      line.send(answer);
    };
  }

  /** The body of the answer is another one. */
  static WireFault alter(UnaryOperator<String> change) {
    return (request, line) -> {
      HttpText answer = line.forward(request);
      line.send(answer.withBody(change.apply(answer.bodyText()).getBytes(StandardCharsets.ISO_8859_1)));
    };
  }

  /** The connection ends in the middle of the answer. */
  static WireFault cutAnswer() {
    return (request, line) -> {
      HttpText answer = line.forward(request);
      line.write(answer.head(Math.max(answer.body().length, 2)));
      line.write(Arrays.copyOf(answer.body(), answer.body().length / 2));
      throw new IOException("cut on purpose");
    };
  }

  /** The service has done its work, and no answer comes. */
  static WireFault silence() {
    return (request, line) -> {
      line.forward(request);
      line.untilClientLeaves();
    };
  }

  /** The answer comes byte by byte, and never to its end. */
  static WireFault drip() {
    return (request, line) -> {
      HttpText answer = line.forward(request);
      line.write(answer.head(FLOOD));
      while (true) {
        line.write(new byte[] {' '});
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    };
  }

  /** The head of the answer comes byte by byte, and never to its end. */
  static WireFault dripHead() {
    return (request, line) -> {
      line.forward(request);
      line.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.ISO_8859_1));
      while (true) {
        line.write(new byte[] {'x'});
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    };
  }

  /** Behind the answer come blanks, so that it is right and very long. */
  static WireFault flood() {
    return (request, line) -> {
      HttpText answer = line.forward(request);
      line.write(answer.head((long) answer.body().length + FLOOD));
      line.write(answer.body());
      byte[] block = new byte[1 << 16];
      Arrays.fill(block, (byte) ' ');
      for (int sent = 0; sent < FLOOD; sent += block.length) {
        line.write(block);
      }
    };
  }

  /** Keeps something back until it is let go. */
  final class Hold implements WireFault {
    private final boolean answerOnly;
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final CountDownLatch passed = new CountDownLatch(1);

    private Hold(boolean answerOnly) {
      this.answerOnly = answerOnly;
    }

    /** Its sender loses the connection, and the service hears of the request only when it is let go. */
    static Hold request() {
      return new Hold(false);
    }

    /** The service has done its work, and its answer comes only when it is let go. */
    static Hold answer() {
      return new Hold(true);
    }

    @Override
    public void pass(HttpText request, Wire.Line line) throws IOException {
      try {
        if (answerOnly) {
          HttpText answer = line.forward(request);
          keep();
          line.send(answer);
        } else {
          line.hangUp();
          keep();
          line.forward(request);
        }
      } finally {
        passed.countDown();
      }
    }

    private void keep() throws IOException {
      arrived.countDown();
      try {
        if (!letGo.await(1, TimeUnit.MINUTES)) {
          throw new IOException("it was not let go");
        }
      } catch (InterruptedException e) {
        throw new IOException("the wire is closed", e);
      }
    }

    /** Waits until it is kept back. */
    void awaitArrival(Duration time) {
      await(arrived, time, "no request has come");
    }

    /** Lets it go, and waits until it has passed. */
    void letGo(Duration time) {
      letGo.countDown();
      await(passed, time, "it has not passed");
    }

    private static void await(CountDownLatch latch, Duration time, String otherwise) {
      try {
        if (!latch.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new AssertionError(otherwise + " within " + time);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("the test was interrupted", e);
      }
    }
  }
}
