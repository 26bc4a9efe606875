package io.autopurchase.integration.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.sandbox.Deviation;
import io.autopurchase.sandbox.Faults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Every operation against every fault and every deviation of the sandbox. */
class WireMatrixTest {
  /**
   * A letter for each operation, in their order: exchange of a code, refresh, item, quote; preparation, placing, orders by outer
   * id, by id; modified orders, cancellation, payment, parcels. Y is yes, N no, U unknown, L limited, A needs authorization, S
   * not sent. If a fault concerns other operations only, and if a deviation is tolerated, the letter is that of the
   * first row; an item whose look-up the business refuses is a yes: there is none.
   */
  private static final String TABLE =
      """
      YYYYYYYYYYYY NOTHING
      UUUUUUUUUUUU LOSE_ANSWER
      UUUUUUUUUUUU DROP_REQUEST
      UUUUUUUUUUUU RESET/undone
      UUUUUUUUUUUU RESET/done
      UUUUUUUUUUUU DELAY
      UUUUUUUUUUUU LATE_WORK
      UUUUUUUUUUUU HTTP_STATUS/undone
      UUUUUUUUUUUU HTTP_STATUS/done
      UUUUUUUUUUUU REDIRECT/undone
      UUUUUUUUUUUU REDIRECT/done
      UUUUUUUUUUUU EMPTY_BODY/undone
      UUUUUUUUUUUU EMPTY_BODY/done
      UUUUUUUUUUUU HTML_BODY/undone
      UUUUUUUUUUUU HTML_BODY/done
      YYYYYYYYYYYY WRONG_CONTENT_TYPE
      UUUUUUUUUUUU TRUNCATED_JSON/undone
      UUUUUUUUUUUU TRUNCATED_JSON/done
      UUUUUUUUUUUU CUT_BODY/undone
      UUUUUUUUUUUU CUT_BODY/done
      UUUUUUUUUUUU SLOW_DRIP
      UUUUUUUUUUUU HUGE_BODY
      UUUUUUUUUUUU DEEP_JSON
      UUUUUUUUUUUU GZIP_BOMB
      LLLLLLLLLLLL CALL_LIMIT
      LLLLLLLLLLLL APP_CALL_LIMIT
      LLLLLLLLLLLL CAMPAIGN
      AAAAAAAAAAAA EXPIRED_TOKEN
      UUUUUUUUUUUU SERVICE_TIMEOUT/undone
      UUUUUUUUUUUU SERVICE_TIMEOUT/done
      UUUUUUUUUUUU GATEWAY_ERROR/undone
      UUUUUUUUUUUU GATEWAY_ERROR/done
      UUYNNUNNNUUN BUSINESS_ERROR
      UUYNNUNNNUUN INNER_ERROR
      YYYYYYYYYYYY STALE_ANSWER
      YYYYYYYYYYYY DUPLICATE_PAGE
      YYYYYYUUYYYY SHIFTED_PAGE
      YYYYYYYYYYYY WRONG_TOTAL
      YYYYYUUYYYYY FOREIGN_ANSWER
      YYYYYYYYYYYY CANCEL_FAILS_LATER
      YYYYYYYYYYYY PAY_REFUSED
      YYYYYYYYYYYY PAYMENT_FAILS_LATER
      YYYYYYYYYYYY FLAT_ENVELOPE
      YYYYYYYYYYYY NESTED_ENVELOPE
      YYYYYYYYYYYY WRAPPED_ERROR
      YYYYYYYYYYYY CODE_AS_NUMBER
      YYYYYYYYYYYY SUCCESS_AS_TEXT
      YYUUYUUUUUUU NO_SUCCESS
      YYUUYUUUUYUU NO_DATA
      YYYYYYYYYYYY CAMEL_CASE_ERRORS
      YYYYYYYYYYYY USER_ID_CAPITALS
      YYYYYYYYYYYY IDS_AS_TEXT
      YYYYYYYYYYYY IDS_AS_NUMBERS
      YYYYYYYYYYYY EMPTY_IDS_AS_ZERO
      YYYYYYYYYYYY AMOUNTS_AS_TEXT
      YYYYYYYYYYYY AMOUNTS_AS_NUMBERS
      YYYYYYYYYYYY TIMES_AS_TEXT
      YYYYYYYYYYYY TIMES_AS_NUMBERS
      YYYYYYYYYYYY COUNTS_AS_TEXT
      YYYYYYYYYYYY NO_EMPTY_ARRAYS
      YYYYYYYYYYYY NULL_ARRAYS
      YYYYYYYYYYYY NULL_FIELDS
      YYYYYYYYYYYY UNKNOWN_FIELDS
      YYYYYYYYYYYY UNKNOWN_STATUS
      YYYYYYYYYYYY FIELD_AS_TEXT
      YYYYYYYYYYYY FIELD_AS_NUMBER
      UUUUUUUUUUUU REMOVED_FIELD
      UUUUUUUUUUUU NULLED_FIELD
      UUUUUUUUUUUU EMPTIED_FIELD
      UUUUUUUUUUUU DOUBLED_FIELD
      AAAAAAAAAAAA EXPIRED_TOKEN+WRAPPED_ERROR
      LLLLLLLLLLLL CALL_LIMIT+WRAPPED_ERROR
      UUUUUUUUUUUU SERVICE_TIMEOUT+WRAPPED_ERROR
      UUYNNUNNNUUN BUSINESS_ERROR+CAMEL_CASE_ERRORS
      UUYNNUNNNUUN BUSINESS_ERROR+NESTED_ENVELOPE
      UUYNNUNNNUUN BUSINESS_ERROR+FLAT_ENVELOPE
      UUYNNUNNNUUN BUSINESS_ERROR+SUCCESS_AS_TEXT
      UUYNNUNNNUUN BUSINESS_ERROR+CODE_AS_NUMBER
      UUUUUUUUUUUU BUSINESS_ERROR+NO_SUCCESS
      UUYNNUNNNUUN INNER_ERROR+SUCCESS_AS_TEXT
      UUYNNUNNNUUN INNER_ERROR+CAMEL_CASE_ERRORS
      YYYYYYYYYYYY IDS_AS_NUMBERS+AMOUNTS_AS_TEXT+COUNTS_AS_TEXT+NULL_FIELDS+UNKNOWN_FIELDS
      YYYYYYYYYYYY IDS_AS_TEXT+TIMES_AS_TEXT+NO_EMPTY_ARRAYS+SUCCESS_AS_TEXT+NESTED_ENVELOPE
      """;

  private static final int THREADS = 8;

  @Test
  void operation_meetsFaultOrDeviation_endsAsTheTableSays() throws Exception {
    List<Cell> cells = new ArrayList<>();
    Map<Cell, Character> expected = expected(cells);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Character>> ends = threads.invokeAll(cells.stream().<Callable<Character>>map(cell -> cell::run).toList());
      List<String> wrong = new ArrayList<>();
      Map<Character, Integer> counts = new TreeMap<>();
      for (int i = 0; i < cells.size(); i++) {
        char end = ends.get(i).get();
        counts.merge(end, 1, Integer::sum);
        if (end != expected.get(cells.get(i))) {
          wrong.add(cells.get(i) + " ended as " + end + ", not as " + expected.get(cells.get(i)));
        }
      }
      System.out.println(cells.size() + " combinations: " + counts);
      assertThat(wrong).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void table_rows_nameEveryFaultAndEveryDeviation() {
    Set<String> named = new TreeSet<>();
    TABLE.lines().forEach(row -> named.addAll(List.of(row.replaceAll("/(un)?done", "").split(" ")[1].split("\\+"))));

    assertThat(named).containsAll(Faults.names()).contains(Deviation.NO_DATA.name());
  }

  private static Map<Cell, Character> expected(List<Cell> cells) {
    Map<Cell, Character> expected = new HashMap<>();
    TABLE
        .lines()
        .forEach(
            row -> {
              String[] parts = row.split(" ");
              for (Operation operation : Operation.values()) {
                Cell cell = new Cell(parts[1], operation);
                cells.add(cell);
                expected.put(cell, parts[0].charAt(operation.ordinal()));
              }
            });
    return expected;
  }
}
