package io.autopurchase.examples.shop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * What must be known before the first bean is made: the folder, the port, which the marketplaces must know to send browsers back, and the
 * marketplaces, which are sandboxes in this process unless their gateways are given.
 */
final class Setup
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, ApplicationContextInitializer<GenericApplicationContext>, Ordered, AutoCloseable {
  private static final List<String> PROVIDERS = List.of("taobao", "1688");

  private final Marketplaces marketplaces = new Marketplaces();

  /** The short names of a provider's settings, {@code autopurchase.taobao.gateway}, are those of the starter without {@code providers}. */
  static String[] renamed(String... arguments) {
    return Arrays.stream(arguments).map(Setup::renamed).toArray(String[]::new);
  }

  private static String renamed(String argument) {
    for (String provider : PROVIDERS) {
      String name = "--autopurchase." + provider + ".";
      if (argument.startsWith(name)) {
        return "--autopurchase.providers." + provider + "." + argument.substring(name.length());
      }
    }
    return argument;
  }

  /** Where the shop is, for people. */
  static String address(String port) {
    return "http://127.0.0.1:" + port + "/";
  }

  /** After the properties have been read from everywhere. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    ConfigurableEnvironment environment = event.getEnvironment();
    Path folder = folder(environment.getProperty("shop.data", ""));
    String port = port(environment.getProperty("server.port", "8080"));
    Map<String, Object> properties = new HashMap<>();
    properties.put("server.port", port);
    for (String provider : PROVIDERS) {
      Map<String, String> settings = settings(environment, provider);
      settings.putIfAbsent("callback", callback(port, provider));
      if (settings.getOrDefault("gateway", "").isBlank()) {
        settings.putAll(marketplaces.start(provider, folder, settings.get("callback")));
      }
      settings.forEach((name, value) -> properties.put("autopurchase.providers." + provider + "." + name, value));
    }
    environment.getPropertySources().addFirst(new MapPropertySource("shop", properties));
  }

  private static Path folder(String name) {
    if (name.isBlank()) {
      throw new SetupException("shop.data is empty", "Write --shop.data=DIR.");
    }
    Path folder = Path.of(name);
    try {
      if (folder.toAbsolutePath().getParent() != null) {
        Files.createDirectories(folder.toAbsolutePath().getParent());
      }
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        // It holds addresses and tokens.
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectory(folder);
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw new SetupException("shop.data names " + folder + ", which is not a folder", "Write --shop.data=DIR.");
      }
    } catch (IOException e) {
      throw new SetupException("the folder " + folder + " of shop.data cannot be made: " + e, "Write --shop.data=DIR with a folder that can be written.");
    }
    return folder;
  }

  private static String port(String wanted) {
    if (!wanted.equals("0")) {
      return wanted;
    }
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return Integer.toString(free.getLocalPort());
    } catch (IOException e) {
      throw new SetupException("no port of this machine is free: " + e, "Write --server.port=PORT.");
    }
  }

  private static String callback(String port, String provider) {
    return address(port) + "autopurchase/sessions/callback/" + provider;
  }

  private static Map<String, String> settings(ConfigurableEnvironment environment, String provider) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String prefix : List.of("autopurchase.providers.", "autopurchase.")) {
      Binder.get(environment)
          .bind(prefix + provider, Bindable.mapOf(String.class, String.class))
          .orElse(Map.of())
          .forEach((name, value) -> settings.putIfAbsent(name.replace('.', '-'), value));
    }
    String file = settings.remove("app-secret-file");
    if (file != null) {
      try {
        settings.put("app-secret", Files.readString(Path.of(file)).strip());
      } catch (IOException e) {
        throw new SetupException("the file of autopurchase." + provider + ".app-secret-file cannot be read: " + e, "Name a file with the secret alone.");
      }
    }
    return settings;
  }

  /** They are a bean, which ends with the context. */
  @Override
  public void initialize(GenericApplicationContext context) {
    context.registerBean(Marketplaces.class, () -> marketplaces);
  }

  @Override
  public void close() {
    marketplaces.close();
  }
}
