package io.autopurchase.examples.operator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Where to listen, as people type it: {@code 8080} for this machine alone, or {@code 0.0.0.0:8080}. */
final class ListenAddress {
  private static final Pattern FORM = Pattern.compile("(?:(.+):)?(\\d{1,5})");

  private ListenAddress() {}

  static InetSocketAddress parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new TypeConversionException("'" + text + "' is neither PORT nor HOST:PORT");
    }
    int port = Integer.parseInt(matcher.group(2));
    if (port > 65_535) {
      throw new TypeConversionException("port " + port + " is above 65535");
    }
    try {
      String host = matcher.group(1);
      return new InetSocketAddress(host == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new TypeConversionException("there is no host " + matcher.group(1));
    }
  }
}
