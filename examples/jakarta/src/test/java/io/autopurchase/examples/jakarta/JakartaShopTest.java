package io.autopurchase.examples.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console is there behind the container's login, and the guide shows this class. */
class JakartaShopTest {
  private static final Path FOLDER = Path.of("src/main/java/io/autopurchase/examples/jakarta");

  @TempDir
  private Path folder;

  @Test
  void console_isBehindTheLoginOfTheContainer() throws Exception {
    Tomcat tomcat = Main.start(folder, 0);
    try {
      assertThat(get(tomcat, "stranger:wrong").statusCode()).isEqualTo(401);
      HttpResponse<String> page = get(tomcat, "mary:mary");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("Add session", "mary");
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  private static HttpResponse<String> get(Tomcat tomcat, String user) throws IOException, InterruptedException {
    URI page = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/autopurchase/sessions");
    String basic = "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    return HttpClient.newHttpClient().send(HttpRequest.newBuilder(page).header("Authorization", basic).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void guide_showsTheClass() throws IOException {
    String source = Files.readString(FOLDER.resolve("JakartaShop.java"));

    assertThat(Files.readString(Path.of("../../docs/embed-elsewhere.md"))).contains(source.substring(source.indexOf("public final class")));
  }

  @Test
  void ownCode_hasAtMostSixtyLines() throws IOException {
    String all = Files.readString(FOLDER.resolve("JakartaShop.java")) + Files.readString(FOLDER.resolve("Main.java"));

    assertThat(all.lines().filter(line -> !line.isBlank() && !line.startsWith("import ") && !line.startsWith("package "))).hasSizeLessThanOrEqualTo(60);
  }
}
