package io.autopurchase.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A locale that does not know the characters of a name must not make another name of it. */
class LocaleTest {
  /** 淘宝买家甲, as a shell writes it, byte by byte. */
  private static final String NICK = "\\346\\267\\230\\345\\256\\235\\344\\271\\260\\345\\256\\266\\347\\224\\262";

  @TempDir
  private Path folder;

  @Test
  void arguments_withALostCharacter_areRefusedBeforeAnythingIsOpened() {
    Engines none = (settings, workers, every) -> { throw new AssertionError("was opened"); };
    for (String[] command :
        new String[][] {
          {"book", "--order", "x.json", "--session", "\uFFFD\uFFFD", "--json"},
          {"book", "--order", "x.json", "--session=\uFFFD", "--json"},
          {"session", "remove", "\uFFFD", "--json"},
          {"activities", "--text", "\uFFFD", "--json"}
        }) {
      CommandRun run = CommandRun.of(none, new Properties(), Map.of("LANG", "C"), "", command);

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.json().at("/error/code").asText()).isEqualTo("LOCALE");
      assertThat(run.json().at("/error/message").asText()).contains("LANG='C'", "set LANG=C.UTF-8");
    }
    CommandRun named = CommandRun.of(none, new Properties(), "book", "--order", "x", "--session", "\uFFFD", "--json");
    assertThat(named.json().at("/error/field").asText()).isEqualTo("session");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void process_nickInALocaleThatDoesNotKnowIt_isRefusedInJson() throws IOException, InterruptedException {
    JsonNode error = ended(folder, "exec \"$@\" session remove \"$(printf '" + NICK + "')\" --json").get("error");

    assertThat(error.get("code").asText()).isEqualTo("LOCALE");
    assertThat(folder.resolve("autopurchase-data")).doesNotExist();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void process_inAFolderThatItsLocaleCannotWrite_isRefusedInJson() throws IOException, InterruptedException {
    JsonNode error = ended(folder, "d=$(printf '" + NICK + "'); mkdir \"$d\" && cd \"$d\" && exec \"$@\" session list --json").get("error");

    assertThat(error.get("code").asText()).isEqualTo("LOCALE");
    assertThat(error.get("message").asText()).contains("LC_ALL='C'");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void process_fileThatItsLocaleCannotName_isRefusedInJson() throws IOException, InterruptedException {
    JsonNode error = ended(folder, "exec \"$@\" preview --session n --order \"$(printf '" + NICK + "')\" --json").get("error");

    assertThat(error.get("code").asText()).isEqualTo("LOCALE");
  }

  /** Help has the encoding of everything else, which is UTF-8: UTF-16 shows in each character. */
  @Test
  void process_defaultEncodingIsAnother_helpIsInUtf8() throws IOException, InterruptedException {
    Path out = folder.resolve("help.out");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-16", "-cp",
                System.getProperty("java.class.path"), OperatorCli.class.getName(), "--help")
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(child.waitFor(10, TimeUnit.MINUTES)).isTrue();

    assertThat(child.exitValue()).isZero();
    assertThat(Files.readString(out)).startsWith("Usage: ").doesNotContain("\0");
  }

  /** A shell gives the bytes as they are, whatever the locale of this process. */
  private static JsonNode ended(Path folder, String script) throws IOException, InterruptedException {
    Path out = Files.createTempFile("child", ".out");
    ProcessBuilder process =
        new ProcessBuilder(
            "sh", "-c", script, "sh", Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
            System.getProperty("java.class.path"), OperatorCli.class.getName());
    process.directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
    process.environment().put("LC_ALL", "C");
    process.environment().put("LANG", "C");
    Process child = process.start();
    assertThat(child.waitFor(10, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(out);
    Files.delete(out);
    assertThat(child.exitValue()).as(said).isEqualTo(2);
    return new ObjectMapper().readTree(said);
  }
}
