package io.autopurchase.core;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What is logged in the meantime: the tests' logger writes to the standard error stream. */
public final class CapturedLog implements AutoCloseable {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  public CapturedLog() {
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
  }

  public String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  public long lines(String with) {
    return text().lines().filter(line -> line.contains(with)).count();
  }

  @Override
  public void close() {
    System.setErr(before);
    before.print(text());
  }
}
