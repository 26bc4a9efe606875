package io.autopurchase.integration.provider;

import io.autopurchase.testkit.ProviderAdapterContract;
import io.autopurchase.testkit.ProviderUnderTest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The 1688 provider keeps the rules also where what is not known of the platform is otherwise. In each build in two sets of answers;
 * {@code ./check provider-1688} runs all pairs.
 */
@ParameterizedClass
@MethodSource("sets")
class Alibaba1688AnswersContractTest extends ProviderAdapterContract {
  private static final Map<String, String> ODD =
      Map.of("createForm", "FLAT_FALSE", "idTypes", "ROUNDED", "zone", "-0700", "listOrder", "SCATTERED", "previewErrors", "CARGO");
  private static final Map<String, String> OTHER =
      Map.of("outOrderIdFilter", "false", "errorStatus", "OK", "messageField", "REMARK", "idTypes", "TEXT", "pageSizeLimit", "5");

  private final Map<String, String> answers;

  Alibaba1688AnswersContractTest(Map<String, String> answers) {
    this.answers = answers;
  }

  static Stream<Map<String, String>> sets() {
    return Boolean.getBoolean("autopurchase.contract.answers")
        ? Alibaba1688Answers.combinations().stream().map(Alibaba1688AnswersContractTest::provable)
        : Stream.of(ODD, OTHER);
  }

  /**
   * Where nothing shows whose an order is there is nothing to find out about it. Where the platform's clock bounds no request, the end of the token
   * does, and the kit signs in once; and it counts one order for a placement. {@link WrongCreates} has these answers, too.
   */
  private static Map<String, String> provable(Map<String, String> answers) {
    Map<String, String> all = new HashMap<>(answers);
    all.put("timestampEnforced", "true");
    all.replace("split", "LINE", "SELLER");
    if (!Alibaba1688Answers.showsId(answers) && !Alibaba1688Answers.showsMarker(answers)) {
      all.putAll(Map.of("outOrderIds", "ALL", "outOrderIdInView", "true"));
    }
    return all;
  }

  @Override
  protected ProviderUnderTest start(InstantSource clock) {
    Map<String, String> ofProvider = new HashMap<>();
    if ("5".equals(answers.get("pageSizeLimit"))) {
      ofProvider.put("list-rows", "5");
    }
    if (answers.containsKey("outOrderIds")) {
      ofProvider.put("echo", echo());
    }
    return new Alibaba1688UnderTest(clock, answers, ofProvider);
  }

  private String echo() {
    if (!Alibaba1688Answers.showsId(answers)) {
      return "message";
    }
    return Alibaba1688Answers.showsMarker(answers) ? "both" : "out-order-id";
  }
}
