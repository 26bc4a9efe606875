package io.autopurchase.web.serve;

import io.autopurchase.web.html.Url;
import io.autopurchase.web.spi.Access;
import io.autopurchase.web.spi.FormToken;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How a console was built.
 *
 * @param shops by id, in their order; the only key is empty if there is one shop
 * @param access who the users are
 * @param formToken the host's protection of forms
 * @param locale the language that the host has chosen; absent if the reader chooses
 * @param zone in which times stand where no script puts them into the reader's
 * @param paymentAllowed whether orders can be paid from the console
 * @param home the page of the host that the console links; absent if it links none
 * @param provider for which sessions are added unless another is chosen; empty for the first
 * @param origins of which forms are accepted besides the address of the request itself
 */
public record Settings(
    Map<String, Shop> shops,
    Access access,
    FormToken formToken,
    Optional<Function<HttpServletRequest, Locale>> locale,
    ZoneId zone,
    boolean paymentAllowed,
    Optional<Url> home,
    String provider,
    Set<String> origins) {}
