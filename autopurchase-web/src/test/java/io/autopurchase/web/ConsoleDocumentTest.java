package io.autopurchase.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.web.page.Pages;
import io.autopurchase.web.serve.Route;
import io.autopurchase.web.spi.Permission;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/console.md says is so. */
class ConsoleDocumentTest {
  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/console.md"));
  }

  /** What stands in the first column of the table below a head. */
  private static Set<String> table(String head) throws IOException {
    String page = page();
    int begin = page.indexOf("\n| " + head + " |");
    assertThat(begin).as(head).isPositive();
    int end = page.indexOf("\n\n", begin);
    return ROW.matcher(page.substring(begin, end)).results().map(row -> row.group(1)).collect(Collectors.toSet());
  }

  private static List<String> routes(String method) {
    return Pages.routes(x -> response -> {}).stream().filter(route -> route.method().equals(method)).map(Route::pattern).toList();
  }

  @Test
  void addresses_areThoseOfTheConsole() throws IOException {
    assertThat(table("GET")).containsExactlyInAnyOrderElementsOf(routes("GET"));
    assertThat(table("POST")).containsExactlyInAnyOrderElementsOf(routes("POST"));
  }

  @Test
  void permissions_areThoseOfTheConsole() throws IOException {
    assertThat(table("permission")).containsExactlyInAnyOrderElementsOf(Arrays.stream(Permission.values()).map(Permission::name).toList());
  }

  @Test
  void options_areThoseOfTheBuilder() throws IOException {
    Set<String> methods =
        Arrays.stream(WebConsole.Builder.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(Method::getName)
            .filter(name -> !name.equals("build"))
            .collect(Collectors.toSet());

    assertThat(table("builder")).isEqualTo(methods);
  }

  @Test
  void code_isCompiled() throws IOException {
    String compiled = Files.readString(Path.of("src/test/java/io/autopurchase/web/MountedConsole.java"));

    assertThat(CODE.matcher(page()).results().map(code -> code.group(1)).toList()).hasSize(3).allSatisfy(code -> assertThat(compiled).contains(code));
  }
}
