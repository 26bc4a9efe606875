package io.autopurchase.provider.taobao;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.provider.http.Mutations;
import io.autopurchase.spi.ProviderResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each recorded answer cut at every byte, and each of its fields removed, nulled, retyped and doubled, one at a time and two at
 * a time: whatever is left is a correct yes, the no that it was, or unknown.
 */
class MutationTest {
  private static final int PAIRS = 6000;

  static List<Recorded<?>> recorded() {
    return Recorded.all();
  }

  @ParameterizedTest
  @MethodSource("recorded")
  <T> void judge_damagedAnswer_noWrongYesAndNoWrongNo(Recorded<T> recorded) {
    byte[] json = recorded.json();
    ProviderResult<T> whole = recorded.judge(json);
    assertThat(whole).isNotInstanceOf(ProviderResult.Unknown.class);
    List<String> faults = new ArrayList<>();
    Map<String, Integer> ends = new TreeMap<>();

    for (int length = 0; length < json.length; length++) {
      check(recorded, whole, Arrays.copyOf(json, length), "cut at " + length, ends, faults);
    }
    JsonNode root = Mutations.parse(json);
    List<Mutations.Mutation> all = Mutations.of(root);
    for (Mutations.Mutation one : all) {
      check(recorded, whole, Mutations.bytes(root, List.of(one)), one.toString(), ends, faults);
    }
    SplittableRandom random = new SplittableRandom(recorded.name().hashCode());
    for (int i = 0; i < PAIRS; i++) {
      List<Mutations.Mutation> two = List.of(all.get(random.nextInt(all.size())), all.get(random.nextInt(all.size())));
      if (!two.get(0).place().equals(two.get(1).place())) {
        check(recorded, whole, Mutations.bytes(root, two), two.toString(), ends, faults);
      }
    }

    int count = ends.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println(recorded + ": " + count + " damaged answers: " + ends);
    assertThat(faults).isEmpty();
    assertThat(ends).containsKeys("Unknown", whole.getClass().getSimpleName());
  }

  private static <T> void check(
      Recorded<T> recorded, ProviderResult<T> whole, byte[] body, String damage, Map<String, Integer> ends, List<String> faults) {
    ProviderResult<T> damaged = recorded.judge(body);
    ends.merge(damaged.getClass().getSimpleName(), 1, Integer::sum);
    String fault = recorded.fault(whole, damaged);
    if (!fault.isEmpty()) {
      faults.add(damage + ": " + fault);
    }
  }
}
