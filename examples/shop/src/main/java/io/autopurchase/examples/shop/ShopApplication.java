package io.autopurchase.examples.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the shop. When it can be used, its address is printed to the standard output; everything else goes to the error output. */
@SpringBootApplication
public class ShopApplication {
  public static void main(String[] arguments) {
    ConfigurableApplicationContext context;
    try {
      context = start(arguments);
    } catch (RuntimeException e) {
      System.exit(1); // Spring Boot has reported it
      return;
    }
    // A shop that was asked to stop, and has drained its work, has not failed.
    SpringApplication.getShutdownHandlers().add(() -> Runtime.getRuntime().halt(0));
    System.err.println("Users of this example: operator / operator (may do everything) and viewer / viewer (may look).");
    System.out.println("shop " + Setup.address(context.getEnvironment().getProperty("local.server.port", "")));
  }

  static ConfigurableApplicationContext start(String... arguments) {
    SpringApplication application = new SpringApplication(ShopApplication.class);
    Setup setup = new Setup();
    application.addListeners(setup);
    application.addInitializers(setup);
    try {
      return application.run(Setup.renamed(arguments));
    } catch (RuntimeException e) {
      setup.close();
      throw e;
    }
  }
}
