package io.autopurchase.integration.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.autopurchase.Secret;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A secret has a type of its own wherever a host or an implementer meets it, and that type keeps it to itself. */
class SecretTypesTest {
  private static final Path API = Path.of("..", "..", "autopurchase-api", "src", "main", "java");

  /** A field, a parameter, a component, or a method that returns a text. */
  private static final Pattern NAMED_TEXT = Pattern.compile("\\b(?:String|CharSequence|char\\[\\]|byte\\[\\])\\s+(\\w+)");

  private static final Pattern SECRET_WORD = Pattern.compile("token|secret|password|passphrase|credential");

  @Test
  void apiAndSpi_noTextIsNamedLikeASecret() throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(API)) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    List<String> found = new ArrayList<>();
    for (Path source : sources) {
      secrets(Files.readString(source)).forEach(name -> found.add(source.getFileName() + ": " + name));
    }

    assertThat(found).isEmpty();
    assertThat(sources).hasSizeGreaterThan(80);
  }

  @Test
  void secrets_textsNamedLikeSecrets_found() {
    String wrong =
        """
        record Login(String user, String password) {}
        private final String accessToken;
        String appSecret();
        void use(byte[] credential, String name) {}
        String   REFRESH_TOKEN = "x";
        """;

    assertThat(secrets(wrong)).containsExactly("password", "accessToken", "appSecret", "credential", "REFRESH_TOKEN");
  }

  @Test
  void library_noRecordHoldsASecret() {
    JavaClasses library =
        new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.autopurchase");
    List<String> found = new ArrayList<>();
    int records = 0;
    for (JavaClass type : library) {
      if (type.isRecord()) {
        records++;
        for (RecordComponent component : type.reflect().getRecordComponents()) {
          if (component.getType() == Secret.class) {
            found.add(type.getName() + "." + component.getName());
          }
        }
      }
    }

    assertThat(found).isEmpty();
    assertThat(records).isGreaterThan(30);
  }

  @Test
  void secret_ofAnything_showsNothing() {
    Secret secret = Secret.of("visible");

    assertThat(Serializable.class.isAssignableFrom(Secret.class)).isFalse();
    assertThat(Modifier.isFinal(Secret.class.getModifiers())).isTrue();
    assertThat(secret).hasToString("***").isEqualTo(Secret.of("visible")).isNotEqualTo(Secret.of("other"));
    assertThat(secret.hashCode()).isEqualTo(Secret.of("other").hashCode());
    assertThat(String.format("%s %S", secret, secret)).doesNotContainIgnoringCase("visible");
  }

  private static List<String> secrets(String source) {
    List<String> found = new ArrayList<>();
    for (Matcher name = NAMED_TEXT.matcher(source); name.find(); ) {
      if (SECRET_WORD.matcher(name.group(1).toLowerCase(Locale.ROOT)).find()) {
        found.add(name.group(1));
      }
    }
    return found;
  }
}
