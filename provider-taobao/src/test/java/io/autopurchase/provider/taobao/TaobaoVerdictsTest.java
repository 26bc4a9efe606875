package io.autopurchase.provider.taobao;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.provider.http.Verdicts;
import io.autopurchase.provider.http.Verdicts.Meaning;
import io.autopurchase.provider.http.Verdicts.Origin;
import io.autopurchase.provider.http.Verdicts.Row;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table, row by row, as it is meant. */
class TaobaoVerdictsTest {
  @ParameterizedTest
  @CsvSource({
    "NOT_CONNECTED, NOT_SENT",
    "TLS_FAILED, NOT_SENT",
    "CONNECT_TIMEOUT, NOT_SENT",
    "TOO_LATE, NOT_SENT",
    "TIMEOUT, UNKNOWN",
    "CONNECTION_LOST, UNKNOWN",
    "TOO_LONG, UNKNOWN",
    "HTTP_503, UNKNOWN",
    "UNREADABLE, UNKNOWN",
    "NO_CODE, UNKNOWN",
    "UNCLEAR, UNKNOWN",
    "CONTRADICTION, UNKNOWN",
    "anything, UNKNOWN"
  })
  void wire_code_meansTheSameForReadsAndEffects(String code, Meaning meaning) {
    assertMeaning(TaobaoVerdicts.TABLE.find(Origin.WIRE, code), meaning, meaning);
  }

  @ParameterizedTest
  @CsvSource({
    "MissingParameter, REJECTED",
    "IncompleteSignature, REJECTED",
    "InvalidAppKey, REJECTED",
    "InvalidApi, REJECTED",
    "InvalidApiPath, REJECTED",
    "IllegalAccessToken, NEEDS_AUTHORIZATION",
    "IllegalRefreshToken, REJECTED",
    "InvalidCode, REJECTED",
    "AUTH_TYPE_UNSUPPORTED, REJECTED",
    "ApiCallLimit, LIMITED",
    "AppCallLimit, LIMITED",
    "998, LIMITED",
    "ServiceTimeout, UNKNOWN",
    "SYSTEM, UNKNOWN",
    "missingparameter, UNKNOWN",
    "999, UNKNOWN"
  })
  void gateway_documentedCode_hasItsRow(String code, Meaning meaning) {
    assertMeaning(TaobaoVerdicts.gateway(code, false), meaning, meaning);
  }

  @Test
  void gateway_unknownCodeOfTheCallersFault_seemsRejectedToAnEffect() {
    assertMeaning(TaobaoVerdicts.gateway("InvalidParameter", true), Meaning.UNKNOWN, Meaning.SEEMS_REJECTED);
    assertMeaning(TaobaoVerdicts.gateway("InvalidParameter", false), Meaning.UNKNOWN, Meaning.UNKNOWN);
    assertMeaning(TaobaoVerdicts.gateway("", true), Meaning.UNKNOWN, Meaning.UNKNOWN);
    assertMeaning(TaobaoVerdicts.gateway("MissingParameter", true), Meaning.REJECTED, Meaning.REJECTED);
  }

  @ParameterizedTest
  @CsvSource({
    "ITEM_NOT_EXIST, REJECTED, SEEMS_REJECTED",
    "F_PRICE_CHANGED, REJECTED, SEEMS_REJECTED",
    "OuterPurchaseOrderIdExist, REJECTED, UNKNOWN",
    "DUPLICATE_ORDER, REJECTED, UNKNOWN",
    "REPEATED_REQUEST, REJECTED, UNKNOWN",
    "SKU_UNAVAILABLE, REJECTED, UNKNOWN",
    "SYSTEM_ERROR, UNKNOWN, UNKNOWN",
    "RPC_TIMEOUT, UNKNOWN, UNKNOWN",
    "ServiceUnavailable, UNKNOWN, UNKNOWN",
    "42, REJECTED, SEEMS_REJECTED"
  })
  void business_code_isJudgedByItsWords(String code, Meaning read, Meaning effect) {
    assertMeaning(TaobaoVerdicts.TABLE.find(Origin.BUSINESS, code), read, effect);
  }

  /** The law of effects: a no is earned by name. */
  @ParameterizedTest
  @EnumSource(Origin.class)
  void table_rowsThatFitManyCodes_areNeverANoToAnEffect(Origin origin) {
    assertThat(TaobaoVerdicts.TABLE.table())
        .filteredOn(row -> row.origin() == origin && row.fits() != Verdicts.Fits.EXACTLY)
        .isNotEmpty()
        .allSatisfy(row -> assertThat(Set.of(Meaning.UNKNOWN, Meaning.SEEMS_REJECTED)).contains(row.mutating()));
  }

  @Test
  void table_limits_tellAPause() {
    assertThat(TaobaoVerdicts.TABLE.table())
        .filteredOn(row -> row.mutating() == Meaning.LIMITED)
        .hasSize(3)
        .allSatisfy(row -> assertThat(row.pause()).isPositive());
  }

  private static void assertMeaning(Row row, Meaning read, Meaning effect) {
    assertThat(row.meaning(false)).isEqualTo(read);
    assertThat(row.meaning(true)).isEqualTo(effect);
  }
}
