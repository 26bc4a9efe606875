package io.autopurchase.examples.jakarta;

import io.autopurchase.AutoPurchase;
import io.autopurchase.KeyRing;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.sandbox.TaobaoSandbox;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import io.autopurchase.web.AutoPurchaseServlet;
import io.autopurchase.web.WebConsole;
import io.autopurchase.web.spi.ConsoleUser;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Starts and stops the engine with a web application, and mounts the console in it. Its login is the container's. */
public final class JakartaShop implements ServletContainerInitializer, ServletContextListener {
  private final Path data;
  private final String address;
  private TaobaoSandbox marketplace; // remove it, and the gateway, once you have an account
  private AutoPurchase autoPurchase;
  private WebConsole console;

  public JakartaShop(Path data, String address) {
    this.data = data;
    this.address = address;
  }

  @Override
  public void onStartup(Set<Class<?>> classes, ServletContext context) {
    String callback = address + "/autopurchase/sessions/callback/taobao";
    marketplace = TaobaoSandbox.builder().app("123456", "helloworld", callback).data(data.resolve("marketplace.json")).start();
    autoPurchase = AutoPurchase.builder()
        .store(JdbcActivityStore.openSqlite(data.resolve("shop.db"))).secrets(KeyRing.open(data.resolve("keys")))
        .providerSettings("taobao", ProviderSettings.builder().set("gateway", marketplace.restUrl().toString()).set("app-key", "123456")
            .secret("app-secret", Secret.of("helloworld")).set("callback", callback).build())
        .build().start();
    console = WebConsole.builder(autoPurchase).access((request, shop) -> Optional.ofNullable(request.getUserPrincipal())
        .map(user -> request.isUserInRole("BUYER") ? ConsoleUser.operator(user.getName()) : ConsoleUser.viewer(user.getName()))).build();
    ServletRegistration.Dynamic servlet = context.addServlet("autopurchase", new AutoPurchaseServlet(console));
    servlet.setAsyncSupported(true);
    servlet.addMapping("/autopurchase/*");
    context.addListener(this);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    console.close();
    autoPurchase.close();
    marketplace.close();
  }
}
