package io.autopurchase;

import javax.annotation.concurrent.ThreadSafe;

/** Encrypts secrets for the store. Thread-safe. */
@ThreadSafe
public interface SecretCipher {
  /**
   * @param secret what to encrypt
   * @param boundTo names the place where the result is kept: the shop, the provider, the session, the field; the same text
   *     must be given to {@link #decrypt}, so that a ciphertext that was moved to another place is useless
   * @return bytes that hold what is needed to find the key again
   */
  byte[] encrypt(Secret secret, String boundTo);

  /**
   * @param encrypted what {@link #encrypt} returned
   * @param boundTo the place that {@link #encrypt} was given
   * @throws UndecryptableException if the key is unknown, the bytes were changed, or they belong to another place
   */
  Secret decrypt(byte[] encrypted, String boundTo);

  /**
   * Whether {@link #encrypt} would use the same key today. If not, the secret is encrypted again when it is next written.
   *
   * @param encrypted what {@link #encrypt} returned
   */
  default boolean isCurrent(byte[] encrypted) {
    return true;
  }

  /** A secret cannot be read (any more). Its session then needs authorization. */
  final class UndecryptableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * With the reason.
     *
     * @param message which place is concerned and why, without the secret
     */
    public UndecryptableException(String message) {
      super(message);
    }
  }
}
