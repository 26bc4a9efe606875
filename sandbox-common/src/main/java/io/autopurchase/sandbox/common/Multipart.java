package io.autopurchase.sandbox.common;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code multipart/form-data} body, which some clients of the gateway send. Only its text parts count; files are not signed. */
final class Multipart {
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final Pattern NAME = Pattern.compile("(?i)content-disposition:\\s*form-data;[^\\r\\n]*?\\bname=\"([^\"]*)\"");

  private Multipart() {}

  static Map<String, String> read(String contentType, String body, List<String> anomalies) {
    Map<String, String> values = new LinkedHashMap<>();
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      anomalies.add("the multipart body has no boundary");
      return values;
    }
    for (String part : body.split(Pattern.quote("--" + boundary.group(1)))) {
      int head = part.indexOf("\r\n\r\n");
      Matcher name = NAME.matcher(head < 0 ? "" : part.substring(0, head));
      if (name.find() && !part.substring(0, head).contains("filename=")) {
        String value = part.substring(head + 4);
        values.put(name.group(1), value.endsWith("\r\n") ? value.substring(0, value.length() - 2) : value);
      }
    }
    return values;
  }
}
