package io.autopurchase.examples.operator;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of an H2 database within this process, which H2 makes with whatever rights the umask leaves. */
final class H2Files {
  private static final Pattern FILE = Pattern.compile("jdbc:h2:(?:file:)?((?:[./~]|[A-Za-z]:)[^;]*)(?:;.*)?");
  private static final List<String> SUFFIXES = List.of(".mv.db", ".lock.db", ".trace.db");

  private H2Files() {}

  static void makeFolder(String url) {
    path(url).map(Path::getParent).ifPresent(OwnerOnly::makeFolder);
  }

  static void takeRightsOfOthers(String url) {
    path(url).ifPresent(path -> SUFFIXES.forEach(suffix -> OwnerOnly.takeRightsOfOthers(Path.of(path + suffix))));
  }

  /** Empty for servers and memory. */
  private static Optional<Path> path(String url) {
    Matcher matcher = FILE.matcher(url);
    return matcher.matches()
        ? Optional.of(Path.of(matcher.group(1).replaceFirst("^~", System.getProperty("user.home"))).toAbsolutePath())
        : Optional.empty();
  }
}
