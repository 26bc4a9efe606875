package io.autopurchase.sandbox.common;

import java.util.regex.Pattern;

/**
 * Keeps pages of other sites out: a browser on this machine opens them too, and they could post to the forms here, place orders and get
 * codes. Other clients than browsers send no {@code Origin}, and their {@code Host} is the address that they were given.
 */
public final class Browsers {
  /** By which this machine names itself; a foreign name that resolves to it is not among them. */
  private static final Pattern OURS = Pattern.compile("(?i)(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d{1,5})?");

  private Browsers() {}

  /** Whether a request is one of this machine's own programs or pages; other sites may link to pages, but change nothing. */
  public static boolean isOurs(Request request) {
    String host = request.header("host");
    String origin = request.header("origin");
    boolean isOurHost = host.isEmpty() || OURS.matcher(host).matches();
    boolean isOurPage = origin.isEmpty() || origin.equalsIgnoreCase("http://" + host);
    boolean onlyReads = request.method().equals("GET") || request.method().equals("HEAD");
    return isOurHost && (onlyReads || isOurPage && !request.header("sec-fetch-site").equals("cross-site"));
  }
}
