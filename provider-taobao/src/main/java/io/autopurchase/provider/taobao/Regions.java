package io.autopurchase.provider.taobao;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Names of regions by their six-digit GB/T 2260 codes: the gateway wants names. The file names its source. */
final class Regions {
  private static final Map<String, Region> BY_CODE = read();

  private Regions() {}

  /** In Chinese. */
  record Region(String province, String city, String district) {}

  static Optional<Region> find(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  private static Map<String, Region> read() {
    Map<String, Region> regions = new HashMap<>(8192);
    try (InputStream in = Regions.class.getResourceAsStream("regions.tsv");
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] parts = line.split("\t");
          regions.put(parts[0], new Region(parts[1], parts[2], parts[3]));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("regions.tsv cannot be read", e);
    }
    return Map.copyOf(regions);
  }
}
