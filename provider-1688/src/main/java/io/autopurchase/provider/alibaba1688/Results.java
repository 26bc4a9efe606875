package io.autopurchase.provider.alibaba1688;

import io.autopurchase.spi.ProviderResult;

/** Results of calls that are a part of another one. */
final class Results {
  private Results() {}

  /** A result that is not a success, as that of the whole. */
  static <T> ProviderResult<T> failure(ProviderResult<?> part) {
    if (part instanceof ProviderResult.Rejected<?> no) {
      return new ProviderResult.Rejected<>(no.code(), no.message(), no.requestId());
    }
    if (part instanceof ProviderResult.NeedsAuthorization<?> no) {
      return new ProviderResult.NeedsAuthorization<>(no.code(), no.message(), no.requestId());
    }
    if (part instanceof ProviderResult.Limited<?> limited) {
      return new ProviderResult.Limited<>(limited.code(), limited.message(), limited.retryAfter());
    }
    if (part instanceof ProviderResult.TooEarly<?> early) {
      return new ProviderResult.TooEarly<>(early.code(), early.message(), early.retryAfter());
    }
    if (part instanceof ProviderResult.NotSent<?> notSent) {
      return new ProviderResult.NotSent<>(notSent.code(), notSent.message());
    }
    if (part instanceof ProviderResult.Unknown<?> unknown) {
      return new ProviderResult.Unknown<>(unknown.code(), unknown.message(), unknown.requestId(), unknown.refusal());
    }
    throw new IllegalArgumentException("a success is not a failure");
  }
}
