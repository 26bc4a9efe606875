package io.autopurchase.provider.http;

import io.autopurchase.ConfigurationException;
import io.autopurchase.Secret;
import io.autopurchase.spi.PlainText;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.Nullable;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;

/**
 * Whether calls go through a proxy: none, the one of the JVM, or one that is named. A gateway on the loopback is always reached
 * directly. The proxy only passes bytes on: TLS is with the gateway itself. Not a record: records print their components.
 */
final class ProxyChoice {
  static final String NONE = "none";
  static final String SYSTEM = "system";

  private static final Pattern ADDRESS = Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\]):([0-9]{1,5})");

  private final String choice;
  @Nullable private final String user;
  @Nullable private final Secret password;

  private ProxyChoice(String choice, @Nullable String user, @Nullable Secret password) {
    this.choice = choice;
    this.user = user;
    this.password = password;
  }

  /**
   * @param proxy {@code none}, {@code system}, or {@code host:port}
   * @throws ConfigurationException if a setting is wrong, or a credential lacks the other or its proxy
   */
  static ProxyChoice of(String proxy, @Nullable String user, @Nullable Secret password, boolean isLoopback) {
    String choice = proxy.strip();
    boolean named = !choice.equals(NONE) && !choice.equals(SYSTEM);
    if (named && !isAddress(choice)) {
      throw ConfigurationException.ofSetting(
          "proxy", "is none, system, or host:port such as proxy.example:3128, not " + PlainText.quote(choice));
    }
    if ((user == null) != (password == null)) {
      throw ConfigurationException.ofSetting(user == null ? "proxy-user" : "proxy-password", "is required beside the other");
    }
    if (user != null && !named) {
      throw ConfigurationException.ofSetting("proxy-user", "needs a proxy that is named by host:port");
    }
    return isLoopback ? new ProxyChoice(NONE, null, null) : new ProxyChoice(choice, user, password);
  }

  OkHttpClient.Builder applyTo(OkHttpClient.Builder client) {
    if (choice.equals(SYSTEM)) {
      return client.proxySelector(ProxySelector.getDefault());
    }
    if (choice.equals(NONE)) {
      return client.proxy(Proxy.NO_PROXY);
    }
    int colon = choice.lastIndexOf(':');
    String host = choice.substring(0, colon).replaceAll("[\\[\\]]", "");
    client.proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, Integer.parseInt(choice.substring(colon + 1)))));
    return user == null || password == null ? client : client.proxyAuthenticator(authenticator(user, password));
  }

  /** The credentials are sent once; if the proxy refuses them, the call fails. */
  private static Authenticator authenticator(String user, Secret password) {
    return (route, response) ->
        response.request().header("Proxy-Authorization") != null
            ? null
            : response.request().newBuilder().header("Proxy-Authorization", Credentials.basic(user, password.reveal())).build();
  }

  private static boolean isAddress(String text) {
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches()) {
      return false;
    }
    int port = Integer.parseInt(address.group(2));
    return port > 0 && port <= 65_535;
  }

  /** Without credentials. */
  @Override
  public String toString() {
    return "proxy " + choice;
  }
}
