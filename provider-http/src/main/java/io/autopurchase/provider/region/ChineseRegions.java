package io.autopurchase.provider.region;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Names of Chinese regions by their six-digit GB/T 2260 codes: marketplaces want names. The file names its source. */
public final class ChineseRegions {
  private static final Map<String, Region> BY_CODE = read();

  private ChineseRegions() {}

  /**
   * In Chinese.
   *
   * @param province or municipality
   * @param city the province, for districts of a municipality
   * @param district or county
   */
  public record Region(String province, String city, String district) {}

  /**
   * The region with a code; empty if there is none.
   *
   * @param code of a district
   */
  public static Optional<Region> find(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  private static Map<String, Region> read() {
    Map<String, Region> regions = new HashMap<>(8192);
    try (InputStream in = ChineseRegions.class.getResourceAsStream("regions.tsv");
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
