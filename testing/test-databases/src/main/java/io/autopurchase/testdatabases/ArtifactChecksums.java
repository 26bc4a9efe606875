package io.autopurchase.testdatabases;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The SHA-256 of each artifact that contains a database server. Its programs run on the machine that builds, so no artifact is unpacked
 * that differs from the one that was recorded.
 */
final class ArtifactChecksums {
  private static final String RECORDED = "checksums.sha256";

  private ArtifactChecksums() {}

  /**
   * Checks the artifact on the class path that contains a resource.
   *
   * @return its SHA-256
   * @throws IllegalStateException if there is none, if its checksum is not recorded, or if it differs from the recorded one
   */
  static String verifyArtifactOf(String resource) throws IOException {
    URL url = ArtifactChecksums.class.getClassLoader().getResource(resource);
    if (url == null) {
      throw new IllegalStateException("no artifact on the class path contains " + resource);
    }
    if (!(url.openConnection() instanceof JarURLConnection jar)) {
      throw new IllegalStateException(resource + " is not in a jar, so its checksum cannot be verified: " + url);
    }
    try {
      return verify(Path.of(jar.getJarFileURL().toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static String verify(Path artifact) throws IOException {
    String name = artifact.getFileName().toString();
    String expected = recorded().get(name);
    if (expected == null) {
      throw new IllegalStateException("no SHA-256 of " + name + " is recorded in " + RECORDED);
    }
    String actual = sha256(artifact);
    if (!expected.equals(actual)) {
      throw new IllegalStateException(artifact + " has the SHA-256 " + actual + ", and " + RECORDED + " has " + expected + "; it is not unpacked");
    }
    return actual;
  }

  /** By file name, from lines as {@code sha256sum} writes them. */
  private static Map<String, String> recorded() throws IOException {
    try (InputStream in = ArtifactChecksums.class.getResourceAsStream(RECORDED);
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      return lines.lines().map(line -> line.split(" +")).collect(Collectors.toMap(parts -> parts[1], parts -> parts[0]));
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        byte[] buffer = new byte[1 << 16];
        while (in.read(buffer) >= 0) {
          continue; // the digest is updated by reading
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
