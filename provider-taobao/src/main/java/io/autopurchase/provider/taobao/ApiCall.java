package io.autopurchase.provider.taobao;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.annotation.Nullable;

/**
 * One call of an API: what is asked, and how the answer is read.
 *
 * @param path such as {@code /product/get}
 * @param parameters of the business; empty ones are not sent
 * @param isMutating whether it may change something
 * @param refusedCodes business codes that definitely mean that nothing was done
 * @param value reads the value of a yes; null if the answer cannot be one
 * @param ifRefused what a refusal by the business means, if that is an answer as well; else null
 */
record ApiCall<T>(
    String path,
    Map<String, String> parameters,
    boolean isMutating,
    Set<String> refusedCodes,
    Function<Reply, T> value,
    @Nullable T ifRefused) {

  static <T> ApiCall<T> read(String path, Map<String, String> parameters, Function<Reply, T> value) {
    return new ApiCall<>(path, parameters, false, Set.of(), value, null);
  }

  static <T> ApiCall<T> mutating(
      String path, Map<String, String> parameters, Set<String> refusedCodes, Function<Reply, T> value) {
    return new ApiCall<>(path, parameters, true, refusedCodes, value, null);
  }

  ApiCall<T> ifRefused(T otherwise) {
    return new ApiCall<>(path, parameters, isMutating, refusedCodes, value, otherwise);
  }

  /** Parameters may hold tokens. */
  @Override
  public String toString() {
    return path;
  }
}
