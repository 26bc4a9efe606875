package io.autopurchase.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.Health;
import io.autopurchase.Question;
import io.autopurchase.web.Browser.Page;
import io.autopurchase.web.serve.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The console says the same in each of its languages. */
class LanguagesTest {
  private static final Pattern PLACE = Pattern.compile("\\{\\w+}");
  private static final Pattern KEY_IN_CODE = Pattern.compile("\\bt\\(\\s*\"([a-zA-Z.]+)\"\\s*[,)]");

  private final Desk desk = Desk.open().signedIn();

  @AfterEach
  void close() {
    desk.close();
  }

  private static Properties bundle(String ending) throws IOException {
    Properties texts = new Properties();
    try (InputStream in = WebConsole.class.getResourceAsStream("console" + ending + ".properties")) {
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return texts;
  }

  @Test
  void bundles_haveTheSameKeysAndPlaces() throws IOException {
    Properties english = bundle("");
    for (String language : List.of("_ru", "_zh")) {
      Properties other = bundle(language);

      assertThat(new TreeSet<>(other.stringPropertyNames())).as(language).isEqualTo(new TreeSet<>(english.stringPropertyNames()));
      for (String key : english.stringPropertyNames()) {
        assertThat(places(other.getProperty(key))).as(key + language).isEqualTo(places(english.getProperty(key)));
        assertThat(other.getProperty(key)).as(key + language).isNotBlank();
      }
    }
  }

  private static Set<String> places(String text) {
    return PLACE.matcher(text).results().map(place -> place.group()).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void keys_thatTheCodeNames_areThere() throws IOException {
    Set<String> keys = bundle("").stringPropertyNames();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        Matcher matcher = KEY_IN_CODE.matcher(Files.readString(source));
        while (matcher.find()) {
          String key = matcher.group(1);
          assertThat(key.endsWith(".") || keys.contains(key)).as(key + " of " + source).isTrue();
        }
      }
    }
  }

  @Test
  void codesOfHealthAndQuestions_haveTexts() throws IOException {
    Set<String> keys = bundle("").stringPropertyNames();

    assertThat(Arrays.stream(Health.Code.values()).flatMap(code -> Stream.of("issue." + code, "todo." + code))).isSubsetOf(keys);
    assertThat(Arrays.stream(Question.class.getFields()).filter(field -> Modifier.isStatic(field.getModifiers())).map(field -> "question." + field.getName())).isSubsetOf(keys);
  }

  @Test
  void everyPage_isInTheReadersLanguage() {
    desk.orders.with("ORD-1", "77");
    Activity asking = desk.asking("ORD-1");
    List<String> pages = List.of("activities", "activities/" + asking.id(), "questions", "sessions", "payments", "health", "orders/ORD-1?ap-activity=" + asking.id());
    for (String language : List.of("ru", "zh")) {
      Browser reader = desk.operator().language(language + "-XX,en;q=0.5");
      Texts english = Texts.in(Locale.ENGLISH);
      for (String address : pages) {
        Page page = reader.get(address);

        assertThat(page.status()).as(address).isEqualTo(200);
        assertThat(page.html().selectFirst("html").attr("lang")).isEqualTo(language);
        for (String key : List.of("nav.activities", "state", "head.created", "interrupt", "answer", "panel.book", "journal", "health.good")) {
          assertThat(page.html().body().wholeText()).as(address + " in " + language).doesNotContainPattern("\\b" + Pattern.quote(english.t(key)) + "\\b");
        }
      }
    }
  }

  @Test
  void description_isInTheReadersLanguage() {
    Activity asking = desk.asking("ORD-1");

    assertThat(desk.operator().language("zh").get("activities/" + asking.id()).one("h1").text()).isEqualTo("下单: ORD-1");
    assertThat(desk.operator().language("fr").get("activities/" + asking.id()).one("h1").text()).isEqualTo("Book 1 line of ORD-1");
  }

  @Test
  void language_ofTheAddress_isKept() {
    Browser reader = desk.operator();
    desk.asking("ORD-1");

    Page page = reader.follow(reader.get("activities?state=WAITING_FOR_ANSWER&lang=zh"));

    assertThat(page.address().getQuery()).isEqualTo("state=WAITING_FOR_ANSWER");
    assertThat(page.one("h1").text()).isEqualTo("任务");
    assertThat(reader.get("sessions").one("h1").text()).isEqualTo("会话");
    assertThat(reader.follow(reader.click(page, "English")).one("h1").text()).isEqualTo("Activities");
  }

  @Test
  void language_ofTheHost_isTaken() {
    try (Desk hosted = Desk.open(options -> options.locale(request -> new Locale("ru")))) {
      Page page = hosted.operator().get("activities?lang=zh");

      assertThat(page.one("h1").text()).isEqualTo("Операции");
      assertThat(page.html().select(".ap-languages")).isEmpty();
    }
  }
}
