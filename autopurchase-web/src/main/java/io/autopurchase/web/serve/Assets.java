package io.autopurchase.web.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The script and the stylesheet, under names that change with their contents, so that browsers may keep them. Thread-safe. */
public final class Assets {
  /** The script. */
  public static final Asset SCRIPT = read("console", "js", "text/javascript;charset=UTF-8");

  /** The stylesheet. */
  public static final Asset STYLE = read("console", "css", "text/css;charset=UTF-8");

  private static final Map<String, Asset> ALL = Map.of(SCRIPT.name(), SCRIPT, STYLE.name(), STYLE);

  private Assets() {}

  /**
   * A file.
   *
   * @param name as in the address
   * @param type its content type
   * @param body not to be changed
   */
  public record Asset(String name, String type, byte[] body) {}

  static Answer answer(String name) {
    Asset asset = ALL.get(name);
    if (asset != null) {
      return response -> {
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        Answer.bytes(200, asset.type(), asset.body()).send(response);
      };
    }
    // A page of another release that is still open: it gets the present file, and keeps it no longer than it is shown.
    Asset present = name.endsWith(".js") ? SCRIPT : STYLE;
    if (!name.matches("console\\.[0-9a-f]{12}\\.(js|css)")) {
      return Answer.bytes(404, "text/plain;charset=UTF-8", new byte[0]);
    }
    return Answer.bytes(200, present.type(), present.body());
  }

  private static Asset read(String name, String ending, String type) {
    String file = "/io/autopurchase/web/" + name + "." + ending;
    try (InputStream in = Assets.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("not in the jar: " + file);
      }
      byte[] body = in.readAllBytes();
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body)).substring(0, 12);
      return new Asset(name + "." + hash + "." + ending, type, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
