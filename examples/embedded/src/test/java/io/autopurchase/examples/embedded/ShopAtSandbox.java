package io.autopurchase.examples.embedded;

import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.sandbox.TaobaoSandbox;
import java.nio.file.Path;

/** The shop at the sandbox, to play with. What it has done is in the folder {@code data}. */
public final class ShopAtSandbox {
  private ShopAtSandbox() {}

  public static void main(String[] args) throws Exception {
    String url = "http://127.0.0.1:8080";
    TaobaoSandbox marketplace =
        TaobaoSandbox.builder().port(8090).app("123456", "helloworld", url + "/callback").data(Path.of("data/marketplace.json")).start();
    ProviderSettings settings =
        ProviderSettings.builder()
            .set("gateway", marketplace.restUrl().toString())
            .set("app-key", "123456")
            .secret("app-secret", Secret.of("helloworld"))
            .set("callback", url + "/callback")
            .build();
    marketplace.catalog().setPrice("42602653803", args.length == 0 ? 12_850 : Long.parseLong(args[0])); // in fen
    new Shop(Path.of("data"), settings, 8080);
    System.out.println("The shop is at " + url + ", the marketplace at http://127.0.0.1:8090");
  }
}
