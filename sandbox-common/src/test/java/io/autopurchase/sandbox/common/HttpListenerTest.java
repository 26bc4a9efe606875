package io.autopurchase.sandbox.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The HTTP that clients of all kinds speak, byte by byte. */
class HttpListenerTest {
  private final HttpListener listener =
      new HttpListener(
          "sandbox-test",
          0,
          InstantSource.system(),
          new Delays(),
          request -> {
            if (request.path().equals("/fails")) {
              throw new IllegalStateException("on purpose");
            }
            return Answer.of(200, Answer.TEXT, request.method() + " " + request.path() + " [" + request.query() + "] " + request.text());
          });

  @AfterEach
  void close() {
    listener.close();
  }

  /** All that comes back until the server ends the connection. */
  private String talk(String... sent) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", listener.port())) {
      for (String part : sent) {
        socket.getOutputStream().write(part.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void connection_keptAlive_answersEachRequest() throws IOException {
    String answers =
        talk("GET /a?x=%20 HTTP/1.1\r\nHost: h\r\n\r\n", "POST /b HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi");

    assertThat(answers).contains("GET /a [x=%20] ", "POST /b [] hi").containsOnlyOnce("Connection: close");
  }

  @Test
  void body_inChunks_isPutTogether() throws IOException {
    String answer = talk("POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n", "2;x=y\r\nde\r\n0\r\n\r\n");

    assertThat(answer).endsWith("POST /c [] abcde");
  }

  @Test
  void expectContinue_isAnsweredFirst() throws IOException {
    assertThat(talk("POST /d HTTP/1.1\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 1\r\n\r\n", "x"))
        .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")
        .contains("\r\nDate: ")
        .endsWith("POST /d [] x");
  }

  @Test
  void head_noBody() throws IOException {
    assertThat(talk("HEAD /e HTTP/1.0\r\n\r\n")).contains("Content-Length: 11").endsWith("\r\n\r\n");
  }

  @Test
  void noHttpOrTooMuch_isRefused() throws IOException {
    assertThat(talk("hello\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(talk("GET / HTTP/1.1\r\nnonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(talk("POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n")).startsWith("HTTP/1.1 413 ");
    assertThat(talk("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void handler_fails_500AndTheConnectionLives() throws IOException {
    assertThat(talk("GET /fails HTTP/1.1\r\n\r\n", "GET /f HTTP/1.1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 500 ").contains("GET /f ");
  }
}
