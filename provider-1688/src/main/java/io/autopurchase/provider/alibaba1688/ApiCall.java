package io.autopurchase.provider.alibaba1688;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.annotation.Nullable;

/**
 * One call of an API: what is asked, and how the answer is read.
 *
 * @param parameters of the business; empty ones are not sent
 * @param isMutating whether it may change something
 * @param refusedCodes business codes that definitely mean that nothing was done
 * @param earlyCodes business codes that mean that nothing was done yet, and the same request may be sent later
 * @param value reads the value of a yes; null if the answer cannot be one
 * @param deed what was done, whatever else the answer says; null if that cannot be read
 * @param showsDeed whether an answer shows that something was done, even if what it is cannot be read: then it is not a no
 * @param isAbsent business codes that mean that there is no such thing
 * @param absent the value if there is none; else null
 */
record ApiCall<T>(
    Api api,
    Map<String, String> parameters,
    boolean isMutating,
    Set<String> refusedCodes,
    Set<String> earlyCodes,
    Function<Reply, T> value,
    Function<Reply, T> deed,
    Predicate<Reply> showsDeed,
    Predicate<String> isAbsent,
    @Nullable T absent) {

  static <T> ApiCall<T> read(Api api, Map<String, String> parameters, Function<Reply, T> value) {
    return new ApiCall<>(api, parameters, false, Set.of(), Set.of(), value, reply -> null, reply -> false, code -> false, null);
  }

  static <T> ApiCall<T> mutating(Api api, Map<String, String> parameters, Set<String> refusedCodes, Function<Reply, T> value) {
    return new ApiCall<>(api, parameters, true, refusedCodes, Set.of(), value, reply -> null, reply -> false, code -> false, null);
  }

  ApiCall<T> ifAbsent(Predicate<String> codes, T nothing) {
    return new ApiCall<>(api, parameters, isMutating, refusedCodes, earlyCodes, value, deed, showsDeed, codes, nothing);
  }

  ApiCall<T> tooEarlyAt(Set<String> codes) {
    return new ApiCall<>(api, parameters, isMutating, refusedCodes, codes, value, deed, showsDeed, isAbsent, absent);
  }

  ApiCall<T> whateverItSays(Function<Reply, T> read, Predicate<Reply> shows) {
    return new ApiCall<>(api, parameters, isMutating, refusedCodes, earlyCodes, value, read, shows, isAbsent, absent);
  }

  /** Parameters may hold tokens. */
  @Override
  public String toString() {
    return api.toString();
  }
}
