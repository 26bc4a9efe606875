package io.autopurchase.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How another process with the class path of this one is started. */
final class ChildJvm {
  private ChildJvm() {}

  /** It lives for seconds, in which a second compiler costs more than it gains; virtual machines that do not know the options ignore them. */
  static ProcessBuilder of(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), main.getName()));
    Collections.addAll(command, arguments);
    return new ProcessBuilder(command);
  }
}
