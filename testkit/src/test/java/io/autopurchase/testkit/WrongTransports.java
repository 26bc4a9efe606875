package io.autopurchase.testkit;

import io.autopurchase.spi.CallContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Providers that are careless on the wire: A01, A02, A06, A11. */
final class WrongTransports {
  private WrongTransports() {}

  static List<WrongProvider> all() {
    return List.of(
        WrongProvider.transport("tries again by itself", "A01a", TriesAgain::new),
        WrongProvider.transport("goes where it is sent", "A01b", FollowsRedirects::new),
        WrongProvider.transport("asks by GET for what changes something", "A01d", AsksByGet::new),
        WrongProvider.transport("does not heed the gate", "A02a", IgnoresTheGate::new),
        WrongProvider.transport("asks before it connects", "A02b", AsksEarly::new),
        WrongProvider.transport("asks when the request has left", "A02b", AsksLate::new),
        WrongProvider.transport("waits for ever", "A06a", WaitsForEver::new),
        WrongProvider.transport("has a time-out for each read only", "A06b", TimesReads::new),
        WrongProvider.transport("reads whatever comes", "A06c", ReadsEverything::new),
        WrongProvider.transport("puts tokens into URLs", "A11a", TokensInUrls::new));
  }

  private static final class TriesAgain extends BazaarTransport {
    TriesAgain(int port) {
      super(port);
    }

    @Override
    Answer send(String path, String form, CallContext context, boolean changes) {
      Answer answer = super.send(path, form, context, changes);
      return answer.left() && answer.answer() == null ? super.send(path, form, context, changes) : answer;
    }
  }

  private static final class FollowsRedirects extends BazaarTransport {
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
      return new BazaarTransport(there.getPort()).send(there.getPath(), form, context, changes);
    }
  }

  private static final class AsksByGet extends BazaarTransport {
    AsksByGet(int port) {
      super(port);
    }

    @Override
    HttpText request(String path, String form) {
      return new HttpText("GET " + path + " HTTP/1.1", List.of("Host: bazaar"), form.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static final class IgnoresTheGate extends BazaarTransport {
    IgnoresTheGate(int port) {
      super(port);
    }

    @Override
    boolean mayLeave(CallContext context, boolean changes) {
      super.mayLeave(context, changes);
      return true;
    }
  }

  private static final class AsksEarly extends BazaarTransport {
    AsksEarly(int port) {
      super(port);
    }

    @Override
    Answer send(String path, String form, CallContext context, boolean changes) {
      return changes && !context.maySend() ? new Answer(false, "TOO_LATE", null) : super.send(path, form, context, false);
    }
  }

  private static final class AsksLate extends BazaarTransport {
    AsksLate(int port) {
      super(port);
    }

    @Override
    Answer send(String path, String form, CallContext context, boolean changes) {
      Answer answer = super.send(path, form, context, false);
      return changes && !context.maySend() ? new Answer(false, "TOO_LATE", null) : answer;
    }
  }

  private static final class WaitsForEver extends BazaarTransport {
    WaitsForEver(int port) {
      super(port);
    }

    @Override
    InputStream bounded(Socket socket, long end) throws IOException {
      return socket.getInputStream();
    }
  }

  private static final class TimesReads extends BazaarTransport {
    TimesReads(int port) {
      super(port);
    }

    @Override
    InputStream bounded(Socket socket, long end) throws IOException {
      socket.setSoTimeout(left(end));
      return socket.getInputStream();
    }
  }

  private static final class ReadsEverything extends BazaarTransport {
    ReadsEverything(int port) {
      super(port);
    }

    @Override
    InputStream bounded(Socket socket, long end) throws IOException {
      return new Bounded(socket, end, Long.MAX_VALUE);
    }
  }

  private static final class TokensInUrls extends BazaarTransport {
    TokensInUrls(int port) {
      super(port);
    }

    @Override
    HttpText request(String path, String form) {
      return new HttpText("POST " + path + "?" + form + " HTTP/1.1", List.of("Host: bazaar"), form.getBytes(StandardCharsets.UTF_8));
    }
  }
}
