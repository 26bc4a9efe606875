package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.autopurchase.ConfigurationException;
import io.autopurchase.ProviderSettings;
import io.autopurchase.spi.ProviderAdapter;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** A14: how an adapter is found and opened. */
interface DiscoveryRules extends ProviderRules {
  @Test
  default void required_A14a_adapterIsInAClassLoaderOfItsOwn_isFound() throws Exception {
    String adapter = harness().provider().adapter().getClass().getName();
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      path.add(url(entry));
    }
    // Nothing is shared with the test, so that only what belongs to the adapter can make it work.
    try (URLClassLoader own = new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      List<String> found =
          ServiceLoader.load(own.loadClass(ProviderAdapter.class.getName()), own).stream()
              .map(ServiceLoader.Provider::get)
              .map(instance -> instance.getClass().getName())
              .toList();

      assertThat(found).as("adapters that ServiceLoader finds in a class loader of its own").contains(adapter);
    }
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  default void required_A14b_id_isShortInLowerCaseAndStays() {
    assertThat(harness().provider().adapter().id()).as("the adapter's id").matches("[a-z0-9][a-z0-9-]{0,31}");
    assertThat(harness().provider().adapter().id()).as("the id of another instance").isEqualTo(harness().provider().adapter().id());
  }

  @Test
  default void required_A14c_settingsAreMissing_errorTellsIt() {
    Throwable thrown = catchThrowable(() -> harness().provider().adapter().open(ProviderSettings.empty()));

    assertThat(thrown).as("what is thrown if no setting is given").isInstanceOf(ConfigurationException.class);
  }

  @Test
  default void required_A14d_settingIsWrong_errorNamesIt() {
    assertThat(harness().provider().wrongSettings()).as("settings that can be wrong").isNotEmpty();
    harness()
        .provider()
        .wrongSettings()
        .forEach(
            (name, value) -> {
              ProviderSettings wrong = harness().settings(harness().wire().address()).set(name, value).build();

              Throwable thrown = catchThrowable(() -> harness().provider().adapter().open(wrong).close());

              assertThat(thrown).as("what is thrown if %s is '%s'", name, value).isInstanceOf(ConfigurationException.class);
              assertThat(thrown).as("what is thrown if %s is '%s'", name, value).hasMessageContaining(name);
            });
    assertThat(harness().wire().begun()).as("requests of an adapter that was not opened").isZero();
  }
}
