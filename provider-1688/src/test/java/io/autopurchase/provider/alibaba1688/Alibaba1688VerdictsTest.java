package io.autopurchase.provider.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.provider.http.Redaction;
import io.autopurchase.provider.http.Transport;
import io.autopurchase.provider.http.Verdicts;
import io.autopurchase.provider.http.Verdicts.Meaning;
import io.autopurchase.provider.http.Verdicts.Origin;
import io.autopurchase.spi.ProviderResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class Alibaba1688VerdictsTest {
  private static final String VALIDATION = "com.alibaba.openapi.service.exception.RequestValidateException";
  private static final ApiCall<String> MUTATING = ApiCall.mutating(Api.CREATE_CROSS, Map.of(), Set.of("LISTED"), reply -> "done");
  private static final ApiCall<String> READ = ApiCall.read(Api.ORDER, Map.of(), reply -> "read");

  private static ProviderResult<String> judge(ApiCall<String> call, int status, String json) {
    return Reply.judge(
        new Transport.Answer(true, status, json.getBytes(StandardCharsets.UTF_8), "", null, Redaction.NOTHING), call, Instant.EPOCH, Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @CsvSource({
    "gw.SignatureInvalid, Rejected, Rejected",
    "gw.SignatureMissing, Rejected, Rejected",
    "gw.APIUnsupported, Rejected, Rejected",
    "gw.APIACLDecline, Rejected, Rejected",
    "gw.ParamMissing, Rejected, Rejected",
    "gw.QosAppFrequencyLimit, Limited, Limited",
    "gw.QosApiFrequencyLimit, Limited, Limited",
    "gw.QosRequestLimit, Limited, Limited",
    "401, NeedsAuthorization, NeedsAuthorization",
    "gw.ISPInvokeTimeout, Unknown, Unknown",
    "ISPInvokeTimeout, Unknown, Unknown",
    "gw.ISPInvokeError, Unknown, Unknown",
    "gw.NewCode, Unknown, Unknown",
    "400, Unknown, Unknown",
    "500, Unknown, Unknown"
  })
  void judge_codeOfTheGateway_isWhatTheTableSays(String code, String read, String mutating) {
    for (int status : new int[] {200, 400, 401}) {
      String json = "{\"error_code\":\"" + code + "\",\"error_message\":\"m\",\"request_id\":\"1\"}";
      assertThat(judge(READ, status, json).getClass().getSimpleName()).as("%s %d", code, status).isEqualTo(read);
      assertThat(judge(MUTATING, status, json).getClass().getSimpleName()).as("%s %d", code, status).isEqualTo(mutating);
    }
    assertThat(judge(MUTATING, 502, "{\"error_code\":\"" + code + "\"}")).as("from a server in trouble").isInstanceOf(ProviderResult.Unknown.class);
  }

  @Test
  void judge_invalidRequest_isToldApartByItsWords() {
    String expired = "{\"error_code\":\"400\",\"error_message\":\"Request is expired.\",\"exception\":\"" + VALIDATION + "\"}";
    String invalid = "{\"error_code\":\"400\",\"error_message\":\"Invalid appKey, unsport appKey: x\",\"exception\":\"" + VALIDATION + "\"}";

    assertThat(judge(MUTATING, 400, expired)).isInstanceOf(ProviderResult.NotSent.class);
    assertThat(judge(READ, 400, expired)).isInstanceOf(ProviderResult.Unknown.class);
    assertThat(judge(MUTATING, 400, invalid)).isInstanceOf(ProviderResult.Rejected.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"success\":true}|Success",
        "{\"success\":\"true\"}|Success",
        "{\"result\":{\"success\":true}}|Success",
        "{\"result\":{\"success\":true,\"code\":\"200\",\"result\":{}}}|Success",
        "{\"success\":true,\"result\":{\"success\":false,\"code\":\"LISTED\"}}|Rejected",
        "{\"success\":false,\"code\":\"LISTED\"}|Rejected",
        "{\"success\":\"false\",\"errorCode\":\"LISTED\"}|Rejected",
        "{\"errorCode\":\"LISTED\",\"errorMessage\":\"m\"}|Rejected",
        "{\"success\":false,\"errorCode\":\"UNLISTED\"}|Unknown",
        "{\"success\":false}|Unknown",
        "{\"success\":false,\"code\":\"200\"}|Unknown",
        "{\"errorCode\":\"gw.ISPInvokeTimeout\"}|Unknown"
      })
  void judge_successAndCodesInEachPlace_areRead(String json, String result) {
    assertThat(judge(MUTATING, 200, json).getClass().getSimpleName()).as(json).isEqualTo(result);
  }

  @ParameterizedTest
  @EnumSource(Origin.class)
  void table_rowsThatFitManyCodes_areNeverANoToAMutatingCall(Origin origin) {
    assertThat(Alibaba1688Verdicts.TABLE.table())
        .filteredOn(row -> row.origin() == origin && row.fits() != Verdicts.Fits.EXACTLY)
        .isNotEmpty()
        .allSatisfy(row -> assertThat(Set.of(Meaning.UNKNOWN, Meaning.SEEMS_REJECTED)).contains(row.mutating()));
  }
}
