package io.autopurchase.core.session;

import io.autopurchase.ConfigurationException;
import io.autopurchase.Secret;
import io.autopurchase.SecretCipher;
import io.autopurchase.StoreException;
import io.autopurchase.core.record.Digests;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.annotation.concurrent.ThreadSafe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows by a value in the store whether the keys are those that its secrets were sealed with. With others, such as those of a mistyped
 * file, every session would seem to need authorization, and each node would undo what the other has sealed. Thread-safe.
 */
@ThreadSafe
public final class KeyCheck {
  private static final Logger log = LoggerFactory.getLogger(KeyCheck.class);
  private static final Secret WORD = Secret.of("autopurchase");
  private static final String PLACE = "autopurchase/key-check";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PAGE = 500;

  private final RecordStore recordStore;
  private final SecretCipher cipher;
  private final boolean replaces;
  private volatile boolean verified;

  /**
   * @param value the word, sealed
   */
  record Body(byte[] value) {}

  /**
   * @param replaces whether the keys were lost for good, and these take their place
   * @param needed false for keys that were not chosen by the host, which are forgotten with the process
   */
  public KeyCheck(RecordStore recordStore, SecretCipher cipher, boolean replaces, boolean needed) {
    this.recordStore = recordStore;
    this.cipher = cipher;
    this.replaces = replaces;
    verified = !needed;
  }

  /**
   * Compares the keys with what is sealed, as far as the store can be asked now; else before anything is sealed.
   *
   * @param isReadable whether the tokens of a session can be read
   * @throws ConfigurationException if they are other keys
   */
  void atStart(Predicate<SessionRecord> isReadable) {
    try {
      Optional<StoredRecord> row = recordStore.store.load(Keys.KEY_CHECK);
      if (verified || row.isPresent()) {
        beforeSealing();
        return;
      }
      List<SessionRecord> sealed = sealed();
      if (!sealed.isEmpty() && sealed.stream().noneMatch(isReadable) && !replaces) {
        throw otherKeys();
      }
      if (!sealed.isEmpty()) {
        beforeSealing(); // sealed by a release that had no such value
      }
    } catch (StoreException e) {
      log.warn("The keys cannot be compared with the store's secrets now: {}", e.getMessage());
    }
  }

  /**
   * Makes sure that what is sealed now can be read by all who can read the rest.
   *
   * @throws ConfigurationException if the store's secrets were sealed with other keys
   */
  void beforeSealing() {
    while (!verified) {
      Optional<Versioned<Body>> stored = recordStore.load(Keys.KEY_CHECK, Body.class);
      if (stored.isPresent() && isReadable(stored.get().body())) {
        verified = cipher.isCurrent(stored.get().body().value()) || write(stored.get().version());
      } else if (stored.isPresent() && !replaces) {
        throw otherKeys();
      } else {
        if (stored.isPresent()) {
          log.warn("The store's secrets were sealed with keys that are lost: sessions need authorization, and other keys take their place");
        }
        verified = write(stored.map(Versioned::version).orElse(0L));
      }
    }
  }

  private boolean write(long version) {
    Body body = new Body(cipher.encrypt(WORD, PLACE));
    // Named by what it writes: no sealed word is ever equal to another, and the engine's own ids stay what they are.
    Commit.Builder commit = Commit.builder(Digests.sha256(HexFormat.of().formatHex(body.value())).substring(0, 26));
    recordStore.put(commit, new Versioned<>(Keys.KEY_CHECK, version, body), RecordFields.none());
    return recordStore.commit(commit.build(), PATIENCE).isApplied();
  }

  private boolean isReadable(Body body) {
    try {
      return cipher.decrypt(body.value(), PLACE).equals(WORD);
    } catch (SecretCipher.UndecryptableException e) {
      return false;
    }
  }

  private List<SessionRecord> sealed() {
    return recordStore.store.find(RecordQuery.of(Keys.SESSION, RecordFields.none(), 0, PAGE)).records().stream()
        .flatMap(row -> recordStore.view(row, SessionRecord.class, session -> session).stream())
        .filter(session -> session.accessToken != null || session.refreshToken != null)
        .toList();
  }

  private ConfigurationException otherKeys() {
    return new ConfigurationException(
        "the tokens in this store were sealed with other keys than those of " + cipher
            + ". Is the key file another one, or missing? Nothing was changed. If the keys are lost for good, replaceLostKeys(true)"
            + " lets others take their place: then every session needs authorization");
  }
}
