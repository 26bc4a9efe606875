package io.autopurchase.year;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TemplateTest {
  @Test
  void copy_idsNumbersAndTimes_areReplacedByOthersOfTheSameLength() {
    String text =
        "{\"id\":\"01KDWFGM00ABCDEFGHJKMNPQRS\",\"at\":1767225600000,\"orderId\":\"ORD-0000012300\",\"theirs\":\"3500000000000004200\","
            + "\"parcel\":\"YT000000000004200\",\"item\":\"620104729000\",\"price\":\"36.80\",\"outer\":\"01KDWFGM00ABCDEFGHJKMNPQRS-1\"}";

    String copy = new Template(text).copy(7, 1000);

    assertThat(copy)
        .hasSameSizeAs(text)
        .contains("\"at\":1767225599000", "ORD-0000012307", "3500000000000004207", "YT000000000004207", "620104729000", "36.80");
    String id = copy.substring(7, 33);
    assertThat(id).startsWith("01KDWFGK").endsWith("DEFGHJKMNPQRS").contains("007");
    assertThat(copy).contains("\"outer\":\"" + id + "-1\"");
  }

  @Test
  void copy_lowerCaseIdAndIdOfAnEvent_areThoseOfTheSameActivity() {
    String id = new Template("01KDWFGM00ABCDEFGHJKMNPQRS").copy(40, 864_000);

    assertThat(new Template("book 01kdwfgm00abcdefghjkmnpqrs").copy(40, 864_000)).isEqualTo("book " + id.toLowerCase(java.util.Locale.ROOT));
    assertThat(new Template("019b76da6a80-01KDWFGM00ABCDEFGHJKMNPQRS-000001").copy(40, 864_000))
        .isEqualTo(String.format("%012x", 0x019b76da6a80L - 864_000) + "-" + id + "-000001");
  }
}
