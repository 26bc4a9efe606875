package io.autopurchase.testkit;

import io.autopurchase.spi.CallContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Providers that are careless on the wire: A01, A02, A06, A11. */
final class BrokenTransports {
  private BrokenTransports() {}

  static List<BrokenProvider> all() {
    return List.of(
        BrokenProvider.transport("tries again by itself", "A01a", TriesAgain::new),
        BrokenProvider.transport("goes where it is sent", "A01b", FollowsRedirects::new),
        BrokenProvider.transport("asks by GET for what changes something", "A01d", AsksByGet::new),
        BrokenProvider.transport("does not heed the gate", "A02a", IgnoresTheGate::new),
        BrokenProvider.transport("asks before it connects", "A02b", AsksEarly::new),
        BrokenProvider.transport("asks when the request has left", "A02b", AsksLate::new),
        BrokenProvider.transport("waits for ever", "A06a", WaitsForEver::new),
        BrokenProvider.transport("has a time-out for each read only", "A06b", TimesReads::new),
        BrokenProvider.transport("reads whatever comes", "A06c", ReadsEverything::new),
        BrokenProvider.transport("puts tokens into URLs", "A11a", TokensInUrls::new));
  }

  private static final class TriesAgain extends ExampleMarketTransport {
    TriesAgain(int port) {
      super(port);
    }

    @Override
    Answer send(String path, String form, CallContext context, boolean changes) {
      Answer answer = super.send(path, form, context, changes);
      return answer.left() && answer.answer() == null ? super.send(path, form, context, changes) : answer;
    }
  }

  private static final class FollowsRedirects extends ExampleMarketTransport {
    FollowsRedirects(int port) {
      super(port);
    }

    @Override
    Answer send(String path, String form, CallContext context, boolean changes) {
      Answer answer = super.send(path, form, context, changes);
      if (answer.answer() == null || answer.answer().header("Location").isEmpty()) {
        return answer;
      }
      URI there = URI.create(answer.answer().header("Location").get());
      return new ExampleMarketTransport(there.getPort()).send(there.getPath(), form, context, changes);
    }
  }

  private static final class AsksByGet extends ExampleMarketTransport {
    AsksByGet(int port) {
      super(port);
    }

    @Override
    HttpText request(String path, String form) {
      return new HttpText("GET " + path + " HTTP/1.1", List.of("Host: market"), form.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static final class IgnoresTheGate extends ExampleMarketTransport {
    IgnoresTheGate(int port) {
      super(port);
    }

    @Override
    boolean mayLeave(CallContext context, boolean changes) {
      super.mayLeave(context, changes);
      return true;
    }
  }

  private static final class AsksEarly extends ExampleMarketTransport {
    AsksEarly(int port) {
      super(port);
    }

    @Override
    Answer send(String path, String form, CallContext context, boolean changes) {
      return changes && !context.maySend() ? new Answer(false, "TOO_LATE", null) : super.send(path, form, context, false);
    }
  }

  private static final class AsksLate extends ExampleMarketTransport {
    AsksLate(int port) {
      super(port);
    }

    @Override
    Answer send(String path, String form, CallContext context, boolean changes) {
      Answer answer = super.send(path, form, context, false);
      return changes && !context.maySend() ? new Answer(false, "TOO_LATE", null) : answer;
    }
  }

  private static final class WaitsForEver extends ExampleMarketTransport {
    WaitsForEver(int port) {
      super(port);
    }

    @Override
    InputStream bounded(Socket socket, long end) throws IOException {
      return socket.getInputStream();
    }
  }

  private static final class TimesReads extends ExampleMarketTransport {
    TimesReads(int port) {
      super(port);
    }

    @Override
    InputStream bounded(Socket socket, long end) throws IOException {
      socket.setSoTimeout(left(end));
      return socket.getInputStream();
    }
  }

  private static final class ReadsEverything extends ExampleMarketTransport {
    ReadsEverything(int port) {
      super(port);
    }

    @Override
    InputStream bounded(Socket socket, long end) throws IOException {
      return new Bounded(socket, end, Long.MAX_VALUE);
    }
  }

  private static final class TokensInUrls extends ExampleMarketTransport {
    TokensInUrls(int port) {
      super(port);
    }

    @Override
    HttpText request(String path, String form) {
      return new HttpText("POST " + path + "?" + form + " HTTP/1.1", List.of("Host: market"), form.getBytes(StandardCharsets.UTF_8));
    }
  }
}
