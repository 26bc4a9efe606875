package io.autopurchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a caller or an implementer sees has a comment that documents it. */
class JavadocTest {
  /** What a getter returns is said by its sentence. */
  private static final String RETURN = "no @return";

  @Test
  void publicMembers_allHaveComments(@TempDir Path classes) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<String> options =
        List.of("-Xdoclint:all/protected", "-proc:none", "-Xmaxwarns", "10000", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
      assertThat(compiler.getTask(null, files, diagnostics, options, null, files.getJavaFileObjectsFromPaths(sources())).call()).isTrue();
    }

    assertThat(diagnostics.getDiagnostics())
        .filteredOn(diagnostic -> diagnostic.getSource() != null)
        .extracting(JavadocTest::text)
        .filteredOn(text -> !text.contains(RETURN))
        .isEmpty();
    assertThat(diagnostics.getDiagnostics()).as("doclint runs").anyMatch(diagnostic -> text(diagnostic).contains(RETURN));
  }

  private static List<Path> sources() throws Exception {
    try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
      return all.filter(file -> file.toString().endsWith(".java") && !file.endsWith("module-info.java")).toList();
    }
  }

  private static String text(Diagnostic<? extends JavaFileObject> diagnostic) {
    return diagnostic.getSource() + ":" + diagnostic.getLineNumber() + " " + diagnostic.getMessage(Locale.ROOT);
  }
}
