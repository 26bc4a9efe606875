package io.autopurchase.integration;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles the programs of the documentation as strictly as the project's own. */
final class Snippets {
  private Snippets() {}

  /**
   * @param sources by the names of their classes
   * @return what the compiler says; empty if they compile without a warning
   */
  static String compile(Map<String, String> sources, Path folder) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter words = new StringWriter();
    List<JavaFileObject> files = sources.entrySet().stream().map(source -> file(source.getKey(), source.getValue())).toList();
    List<String> options =
        List.of("-d", folder.toString(), "-proc:none", "-Xlint:all,-classfile,-path", "-Werror", "-cp", System.getProperty("java.class.path"));
    try (var manager = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      boolean isCompiled = compiler.getTask(words, manager, null, options, null, files).call();
      return isCompiled ? "" : "not compiled: " + words;
    }
  }

  private static JavaFileObject file(String name, String text) {
    return new SimpleJavaFileObject(URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
