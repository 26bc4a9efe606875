package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.TokenSet;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A10, A11: authorization, and that its tokens are not shown. */
interface TokenRules extends ProviderRules {
  private ProviderResult<?> use(TokenSet grant) {
    return harness().client().ordersByClientOrderId(harness().lookup("zq-outer-0"), harness().anonymous().withAccessToken(grant.accessToken()));
  }

  @Test
  default void required_A10a_state_comesBackAsItWas() {
    String state = "a b&c=d/e?f#g%h+ü";

    String page = harness().client().authorizationUrl(state).toString();

    assertThat(page.split("[?&]"))
        .as("parts of %s, one of which is the state, encoded", page)
        .anyMatch(part -> URLDecoder.decode(part.substring(part.indexOf('=') + 1), StandardCharsets.UTF_8).equals(state));
  }

  @Test
  default void required_A10b_code_worksOnce() {
    String code = harness().code();
    TokenSet grant = ProviderHarness.value("exchangeCode", harness().client().exchangeCode(code, harness().anonymous()));

    assertThat(grant.expiresIn()).as("the life of the token").isPositive();
    ProviderHarness.value("a call with the token", use(grant));
    assertThat(harness().client().exchangeCode(code, harness().anonymous()))
        .as("the result of a code that was used before")
        .isInstanceOfAny(ProviderResult.Rejected.class, ProviderResult.NeedsAuthorization.class);
  }

  @Test
  default void optional_A10c_refresh_givesTokensThatWork() {
    TokenSet old = harness().grant();
    if (old.refreshToken().isEmpty()) {
      throw ProviderHarness.notProved("A10c", "how tokens are refreshed: the provider gives no refresh token");
    }

    TokenSet grant =
        ProviderHarness.value("refresh", harness().client().refresh(old.refreshToken().get(), harness().anonymous()));

    assertThat(grant.accessToken().reveal()).as("whether the token is another one").isNotEqualTo(old.accessToken().reveal());
    ProviderHarness.value("a call with the token", use(grant));
  }

  @Test
  default void required_A10d_refreshTokenIsNotValid_isANo() {
    assertThat(harness().client().refresh(RefusalRules.NO_TOKEN, harness().anonymous()))
        .as("the result of a refresh token that the provider does not know")
        .isInstanceOfAny(ProviderResult.Rejected.class, ProviderResult.NeedsAuthorization.class);
  }

  @Test
  default void required_A11a_secrets_areInNoUrl() {
    List<String> secrets = new ArrayList<>(List.of(harness().grant().accessToken().reveal(), "zq-code-1", "zq-refresh-token-1"));
    harness().grant().refreshToken().map(Secret::reveal).ifPresent(secrets::add);

    for (ProviderOperation operation : harness().operations()) {
      var unused = operation.call().apply(harness().context());
      String target = URLDecoder.decode(harness().wire().lastRequest().target(), StandardCharsets.UTF_8);
      assertThat(secrets).as("tokens and codes in the URL of %s", operation).noneMatch(target::contains);
    }
  }

  @Test
  default void required_A11b_providerQuotesTheTokenThatItRefuses_resultDoesNot() {
    CallContext refused = harness().anonymous().withAccessToken(RefusalRules.NO_TOKEN);
    for (ProviderOperation operation : harness().operations()) {
      if (!operation.authorized()) {
        continue;
      }
      String words = ((ProviderResult.NeedsAuthorization<?>) operation.call().apply(refused)).message();
      harness().wire().next(WireFault.alter(body -> words.isEmpty() ? body : body.replace(words, words + " " + RefusalRules.NO_TOKEN.reveal())));

      assertThat(operation.call().apply(refused).toString())
          .as("the result of %s, if the provider quotes the token", operation)
          .doesNotContain(RefusalRules.NO_TOKEN.reveal());
    }
  }
}
