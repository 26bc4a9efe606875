package io.autopurchase.sandbox.alibaba1688;

import java.util.List;
import java.util.Optional;

/** A few districts, by their state codes. */
final class Regions {
  static final List<Region> ALL =
      List.of(
          new Region("330108", "浙江省", "杭州市", "滨江区", "310051"),
          new Region("330110", "浙江省", "杭州市", "余杭区", "311100"),
          new Region("330203", "浙江省", "宁波市", "海曙区", "315000"),
          new Region("330782", "浙江省", "金华市", "义乌市", "322000"),
          new Region("310105", "上海市", "上海市", "长宁区", "200050"),
          new Region("310107", "上海市", "上海市", "普陀区", "200333"),
          new Region("440106", "广东省", "广州市", "天河区", "510630"),
          new Region("440305", "广东省", "深圳市", "南山区", "518000"),
          new Region("150784", "内蒙古自治区", "呼伦贝尔市", "额尔古纳市", "022250"),
          new Region("150785", "内蒙古自治区", "呼伦贝尔市", "根河市", "022350"));

  private Regions() {}

  /** A district. */
  record Region(String code, String province, String city, String area, String post) {
    String cityCode() {
      return code.substring(0, 4) + "00";
    }

    String provinceCode() {
      return code.substring(0, 2) + "0000";
    }
  }

  static Optional<Region> ofCode(String code) {
    return ALL.stream().filter(region -> region.code.equals(code)).findFirst();
  }

  /** The district that a line of text names. */
  static Optional<Region> find(String text) {
    return ALL.stream().filter(region -> text.contains(region.area) && text.contains(region.city.replaceFirst("市$", ""))).findFirst();
  }
}
