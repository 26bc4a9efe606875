package io.autopurchase.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of other sites that a browser on this machine has open. */
class BrowsersTest {
  private final TaobaoSandbox sandbox = TaobaoSandbox.builder().start();
  private final int port = sandbox.restUrl().getPort();

  @AfterEach
  void close() {
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:PORT, Origin: http://evil.example",
    "127.0.0.1:PORT, Origin: null",
    "127.0.0.1:PORT, Origin: http://127.0.0.1:1",
    "evil.example:PORT, Accept: */*",
    "evil.example:PORT, Origin: http://evil.example:PORT",
    "127.0.0.1.evil.example, Accept: */*",
    "127.0.0.1:PORT, Sec-Fetch-Site: cross-site"
  })
  void post_ofAnotherSite_isRefusedAndChangesNothing(String host, String header) throws IOException {
    assertThat(post("/sandbox/settings", host, header, "messageUrl=http://evil.example/")).startsWith("HTTP/1.1 403");
    assertThat(post("/sandbox/orders", host, header, "item=42602653803&quantity=1")).startsWith("HTTP/1.1 403");
    assertThat(post("/oauth/authorize", host, header, "nick=sandbox-buyer")).startsWith("HTTP/1.1 403");
    assertThat(sandbox.ledger().orders()).isEmpty();
  }

  /** A name that a stranger has pointed at this machine would let the stranger's page read the code. */
  @Test
  void authorize_byANameOfAnotherSite_givesNoCode() throws IOException {
    String query = "/oauth/authorize?client_id=123456&redirect_uri=http%3A%2F%2Flocalhost%2Fcallback&state=s&auto=true&nick=sandbox-buyer&response_type=code";

    assertThat(get(query, "evil.example:PORT", "Accept: */*")).startsWith("HTTP/1.1 403").doesNotContain("code=");
    assertThat(get(query, "127.0.0.1:PORT", "Sec-Fetch-Site: cross-site")).as("a link on another page").doesNotStartWith("HTTP/1.1 403");
  }

  @Test
  void post_ofOurOwnPagesAndPrograms_isTaken() throws IOException {
    for (String header : new String[] {"Accept: */*", "Origin: http://localhost:PORT"}) {
      assertThat(post("/sandbox/settings", "localhost:PORT", header, "cancelDelay=0")).doesNotStartWith("HTTP/1.1 403");
    }
    assertThat(post("/sandbox/settings", "127.0.0.1:PORT", "Origin: http://127.0.0.1:PORT", "cancelDelay=0")).doesNotStartWith("HTTP/1.1 403");
  }

  private String post(String path, String host, String header, String form) throws IOException {
    return send("POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + header + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + form.length() + "\r\nConnection: close\r\n\r\n" + form);
  }

  private String get(String path, String host, String header) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + header + "\r\nConnection: close\r\n\r\n");
  }

  private String send(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.replace("PORT", Integer.toString(port)).getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
