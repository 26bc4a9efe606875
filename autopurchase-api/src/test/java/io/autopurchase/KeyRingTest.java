package io.autopurchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.autopurchase.SecretCipher.UndecryptableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
  private static final String PLACE = "shop/fake/our-buyer/access";
  private static final Secret TOKEN = Secret.of("a token with 中文 and 😀");

  @TempDir Path folder;

  @Test
  void decrypt_whatWasEncrypted_theSame() {
    KeyRing ring = KeyRing.ephemeral();

    assertThat(ring.decrypt(ring.encrypt(TOKEN, PLACE), PLACE)).isEqualTo(TOKEN);
    assertThat(ring.decrypt(ring.encrypt(Secret.of(""), PLACE), PLACE)).isEqualTo(Secret.of(""));
  }

  @Test
  void create_makesTheFileAtOnce_andNeverInThePlaceOfAnother() {
    Path file = folder.resolve("keys");
    byte[] sealed = KeyRing.create(file).encrypt(TOKEN, PLACE);

    assertThat(KeyRing.open(file).decrypt(sealed, PLACE)).isEqualTo(TOKEN);
    assertThatThrownBy(() -> KeyRing.create(file)).isInstanceOf(ConfigurationException.class).hasMessageContaining("already");
    assertThat(KeyRing.open(file).decrypt(sealed, PLACE)).isEqualTo(TOKEN);
  }

  @Test
  void of_linesOfAFile_lastOneEncrypts() throws IOException {
    Path file = folder.resolve("keys");
    KeyRing.create(file);
    KeyRing.rotate(file);
    List<String> lines = Files.readAllLines(file);
    byte[] sealed = KeyRing.open(file).encrypt(TOKEN, PLACE);

    assertThat(KeyRing.of(lines).decrypt(sealed, PLACE)).isEqualTo(TOKEN);
    assertThat(KeyRing.ofText(String.join(";", lines), "test").decrypt(sealed, PLACE)).isEqualTo(TOKEN);
    assertThat(KeyRing.ofText(String.join("\r\n", lines) + "\n", "test").decrypt(sealed, PLACE)).isEqualTo(TOKEN);
    assertThatThrownBy(() -> KeyRing.of(List.of())).isInstanceOf(ConfigurationException.class).hasMessageContaining("no key");
  }

  @Test
  void fromEnvironment_unsetOrWrong_isRefusedWithoutQuotingIt() {
    assertThatThrownBy(() -> KeyRing.fromEnvironment("AUTOPURCHASE_NO_SUCH_VARIABLE"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("AUTOPURCHASE_NO_SUCH_VARIABLE");
    assertThatThrownBy(() -> KeyRing.fromEnvironment("PATH"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("PATH")
        .hasMessageNotContaining(System.getenv("PATH"));
  }

  @Test
  void encrypt_sameSecretTwice_differentBytes() {
    KeyRing ring = KeyRing.ephemeral();

    assertThat(ring.encrypt(TOKEN, PLACE)).isNotEqualTo(ring.encrypt(TOKEN, PLACE));
  }

  @Test
  void decrypt_anyBitFlipped_refused() {
    KeyRing ring = KeyRing.ephemeral();
    byte[] encrypted = ring.encrypt(TOKEN, PLACE);
    for (int bit = 0; bit < encrypted.length * 8; bit++) {
      byte[] changed = encrypted.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);

      assertThatThrownBy(() -> ring.decrypt(changed, PLACE)).as("bit %d", bit).isInstanceOf(UndecryptableException.class);
    }
  }

  /** Both rings know both numbers: the number itself is covered by the tag. */
  @Test
  void decrypt_keyNumberExchanged_refused() throws IOException {
    Path file = folder.resolve("keys");
    String key = KeyFile.newKey();
    Files.writeString(file, "1 " + key + "\n2 " + key + "\n");
    setOwnerOnly(file);
    KeyRing ring = KeyRing.open(file);
    byte[] encrypted = ring.encrypt(TOKEN, PLACE);
    assertThat(encrypted[4]).isEqualTo((byte) 2);
    encrypted[4] = 1;

    assertThatThrownBy(() -> ring.decrypt(encrypted, PLACE)).isInstanceOf(UndecryptableException.class);
  }

  @Test
  void decrypt_cutAtAnyLength_refused() {
    KeyRing ring = KeyRing.ephemeral();
    byte[] encrypted = ring.encrypt(TOKEN, PLACE);
    for (int length = 0; length < encrypted.length; length++) {
      byte[] cut = Arrays.copyOf(encrypted, length);

      assertThatThrownBy(() -> ring.decrypt(cut, PLACE)).as("length %d", length).isInstanceOf(UndecryptableException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other/fake/our-buyer/access",
        "shop/other/our-buyer/access",
        "shop/fake/other/access",
        "shop/fake/our-buyer/refresh",
        ""
      })
  void decrypt_atAnotherPlace_refused(String place) {
    KeyRing ring = KeyRing.ephemeral();
    byte[] encrypted = ring.encrypt(TOKEN, PLACE);

    assertThatThrownBy(() -> ring.decrypt(encrypted, place)).isInstanceOf(UndecryptableException.class);
  }

  @Test
  void encrypt_keyIsUsedUp_refused() {
    KeyRing ring = new KeyRing(KeyFile.keys(List.of("1 " + KeyFile.newKey()), "test"), (1L << 32) - 1);

    byte[] last = ring.encrypt(TOKEN, PLACE);

    assertThat(ring.decrypt(last, PLACE)).isEqualTo(TOKEN);
    assertThatThrownBy(() -> ring.encrypt(TOKEN, PLACE)).isInstanceOf(IllegalStateException.class).hasMessageContaining("rotate");
  }

  // The file

  @Test
  void open_noFile_madeForItsOwnerOnly() throws IOException {
    Path file = folder.resolve("sub/keys");
    byte[] encrypted = KeyRing.open(file).encrypt(TOKEN, PLACE);

    assertThat(KeyRing.open(file).decrypt(encrypted, PLACE)).isEqualTo(TOKEN);
    assumeThat(file.getFileSystem().supportedFileAttributeViews()).contains("posix");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    KeyRing.rotate(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.resolveSibling("keys.lock")))).isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw-----w-", "rw--w----"})
  void open_othersMayReadOrChangeTheFile_refused(String permissions) throws IOException {
    Path file = made("keys");
    assumeThat(file.getFileSystem().supportedFileAttributeViews()).contains("posix");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    assertThatThrownBy(() -> KeyRing.open(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(permissions)
        .hasMessageContaining("chmod 600");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------", "rw-r-----"})
  void open_onlyOwnerAndGroupMayRead_notReported(String permissions) throws IOException {
    Path file = made("keys");
    assumeThat(file.getFileSystem().supportedFileAttributeViews()).contains("posix");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    List<LogRecord> logged = new ArrayList<>();
    Logger log = Logger.getLogger(KeyFile.class.getName());
    Handler handler = keeping(logged);
    log.addHandler(handler);
    try {
      KeyRing.open(file);
    } finally {
      log.removeHandler(handler);
    }
    assertThat(logged).isEmpty();
  }

  private static Handler keeping(List<LogRecord> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        logged.add(record);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing but words",
        "1",
        "x c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I=",
        "0 c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I=",
        "1 c2VjcmV0",
        "1 c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I= more",
        "1 c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I!",
        "1 c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I=\n1 c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I="
      })
  void open_noKeyFile_refusedWithoutQuotingIt(String content) throws IOException {
    Path file = folder.resolve("keys");
    Files.writeString(file, content);
    setOwnerOnly(file);

    assertThatThrownBy(() -> KeyRing.open(file))
        .isInstanceOf(ConfigurationException.class)
        .hasNoCause()
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("c2VjcmV0"));
  }

  @Test
  void toString_any_holdsNoKey() throws IOException {
    Path file = made("keys");
    KeyRing ring = KeyRing.open(file);

    String number = Files.readString(file).split(" ")[0];
    assertThat(ring.toString()).isEqualTo("key ring [" + number + "]");
  }

  // Rotation

  @Test
  void rotate_oneProcess_newKeyEncryptsAndOldOneIsStillRead() {
    Path file = folder.resolve("keys");
    KeyRing before = KeyRing.open(file);
    byte[] old = before.encrypt(TOKEN, PLACE);

    int second = KeyRing.rotate(file);

    KeyRing after = KeyRing.open(file);
    assertThat(after.decrypt(old, PLACE)).isEqualTo(TOKEN);
    assertThat(after.isCurrent(old)).isFalse();
    byte[] young = after.encrypt(TOKEN, PLACE);
    assertThat(after.isCurrent(young)).isTrue();
    assertThatThrownBy(() -> before.decrypt(young, PLACE)).isInstanceOf(UndecryptableException.class).hasMessageContaining("key " + second);
  }

  @Test
  void addKeyThenRotate_severalProcesses_eachCanReadWhatTheOthersWrite() {
    Path file = folder.resolve("keys");
    KeyRing first = KeyRing.open(file);
    first.encrypt(TOKEN, PLACE);
    int added = KeyRing.addKey(file);
    KeyRing second = KeyRing.open(file);
    assertThat(first.decrypt(second.encrypt(TOKEN, PLACE), PLACE)).isEqualTo(TOKEN);

    assertThat(KeyRing.rotate(file)).isEqualTo(added);
    KeyRing third = KeyRing.open(file);

    byte[] young = third.encrypt(TOKEN, PLACE);
    assertThat(second.isCurrent(young)).isFalse();
    assertThat(second.decrypt(young, PLACE)).isEqualTo(TOKEN);
    assertThat(third.decrypt(first.encrypt(TOKEN, PLACE), PLACE)).isEqualTo(TOKEN);
  }

  @Test
  void open_oldLineRemoved_itsSecretsAreRefused() throws IOException {
    Path file = folder.resolve("keys");
    byte[] old = KeyRing.open(file).encrypt(TOKEN, PLACE);
    String first = Files.readString(file).split(" ")[0];
    KeyRing.rotate(file);
    Files.write(file, Files.readAllLines(file).stream().filter(line -> !line.startsWith(first + " ")).toList());
    KeyRing retired = KeyRing.open(file);

    assertThatThrownBy(() -> retired.decrypt(old, PLACE)).isInstanceOf(UndecryptableException.class);
  }

  @Test
  void rotate_fileWithWords_wordsStay() throws IOException {
    Path file = folder.resolve("keys");
    Files.writeString(file, "# of the shop\n1 " + KeyFile.newKey() + "\n\n");

    setOwnerOnly(file);
    int number = KeyRing.rotate(file);

    assertThat(Files.readAllLines(file)).hasSize(4).startsWith("# of the shop");
    assertThat(KeyRing.open(file)).hasToString("key ring [1, " + number + "]");
  }

  /** Its numbers were counted. */
  @Test
  void rotate_fileOfAnEarlierRelease_theKeyThatWasAddedEncrypts() throws IOException {
    Path file = folder.resolve("keys");
    Files.writeString(file, "3 " + KeyFile.newKey() + "\n1 " + KeyFile.newKey() + "\n2 " + KeyFile.newKey() + "\n");
    setOwnerOnly(file);

    assertThat(KeyRing.rotate(file)).isEqualTo(3);
    assertThat(KeyRing.rotate(file)).isGreaterThan(3);
  }

  @Test
  void rotate_throughALink_theLinkStays() throws IOException {
    Path file = made("keys");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);

    int number = KeyRing.rotate(link);

    assertThat(link).isSymbolicLink();
    assertThat(KeyRing.open(file).toString()).contains(Integer.toString(number)).isEqualTo(KeyRing.open(link).toString());
  }

  // Files that are missing

  @Test
  void open_noFile_isMadeWhenTheFirstSecretIsSealed() {
    Path file = folder.resolve("sub/keys");

    KeyRing ring = KeyRing.open(file);
    assertThat(file).doesNotExist();
    ring.encrypt(TOKEN, PLACE);
    assertThat(file).exists();
  }

  @Test
  void open_noFileForTwo_theFirstToSealMakesTheKeysOfBoth() {
    Path file = folder.resolve("keys");
    KeyRing first = KeyRing.open(file);
    KeyRing second = KeyRing.open(file);

    byte[] one = first.encrypt(TOKEN, PLACE);
    byte[] other = second.encrypt(TOKEN, PLACE);

    assertThat(second.decrypt(one, PLACE)).isEqualTo(TOKEN);
    assertThat(first.decrypt(other, PLACE)).isEqualTo(TOKEN);
  }

  @Test
  void open_filesMadeApart_haveKeysOfDifferentNumbers() {
    assertThat(KeyRing.open(folder.resolve("a")).toString()).isNotEqualTo(KeyRing.open(folder.resolve("b")).toString());
  }

  private Path made(String name) {
    Path file = folder.resolve(name);
    KeyRing.open(file).encrypt(TOKEN, PLACE);
    return file;
  }

  private static void setOwnerOnly(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void rotate_manyAtOnce_noKeyIsLost() throws Exception {
    Path file = made("keys");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> rotations = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        rotations.add(() -> KeyRing.rotate(file));
        rotations.add(() -> KeyRing.open(file).encrypt(TOKEN, PLACE).length);
      }
      Set<Integer> numbers = new TreeSet<>();
      List<Future<Integer>> results = threads.invokeAll(rotations);
      for (int i = 0; i < results.size(); i += 2) {
        numbers.add(results.get(i).get());
        results.get(i + 1).get();
      }

      assertThat(numbers).hasSize(40);
      assertThat(Files.readAllLines(file)).hasSize(41);
    } finally {
      threads.shutdownNow();
    }
  }
}
