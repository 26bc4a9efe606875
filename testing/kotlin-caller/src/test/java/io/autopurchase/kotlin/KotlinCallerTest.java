package io.autopurchase.kotlin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API's annotations say to Kotlin which results may be null and which arguments must not. */
class KotlinCallerTest {
  private static final Path SOURCES = Path.of("src/test/kotlin/io/autopurchase/kotlin");
  private static final Pattern ERROR = Pattern.compile("\\.kt:(\\d+):\\d+: (?:error|warning): ", Pattern.MULTILINE);

  @TempDir Path folder;

  private record Compilation(ExitCode exitCode, String output) {}

  private Compilation compile(String file) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ExitCode exitCode =
        new K2JVMCompiler()
            .exec(
                new PrintStream(output, true, StandardCharsets.UTF_8),
                SOURCES.resolve(file).toString(),
                "-d",
                folder.toString(),
                "-classpath",
                existing(System.getProperty("java.class.path")),
                "-no-stdlib",
                "-no-reflect",
                "-Xjspecify-annotations=strict",
                "-Werror");
    return new Compilation(exitCode, output.toString(StandardCharsets.UTF_8));
  }

  /** This module has no classes of its own, and the compiler warns of a folder that is not there. */
  private static String existing(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator)).filter(entry -> Files.exists(Path.of(entry))).collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void caller_thatKeepsToTheTypes_compilesWithoutAWarning() {
    Compilation compilation = compile("Caller.kt");

    assertThat(compilation.output()).isEmpty();
    assertThat(compilation.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void caller_thatTakesNullForAValue_isRefusedInEachLine() throws IOException {
    List<String> lines = Files.readAllLines(SOURCES.resolve("WrongCaller.kt"));
    Set<Integer> mistakes =
        IntStream.rangeClosed(1, lines.size()).filter(number -> lines.get(number - 1).contains(" // ")).boxed().collect(Collectors.toCollection(TreeSet::new));

    Compilation compilation = compile("WrongCaller.kt");

    assertThat(compilation.exitCode()).as(compilation.output()).isEqualTo(ExitCode.COMPILATION_ERROR);
    Set<Integer> found =
        ERROR.matcher(compilation.output()).results().map(error -> Integer.valueOf(error.group(1))).collect(Collectors.toCollection(TreeSet::new));
    assertThat(found).as(compilation.output()).isEqualTo(mistakes);
    assertThat(mistakes).hasSizeGreaterThan(5);
  }
}
