package io.autopurchase.examples.jakarta;

import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;

/** An embedded Tomcat with a login. */
final class Main {
  public static void main(String[] arguments) throws LifecycleException {
    start(Path.of("jakarta-data"), 8080).getServer().await();
  }

  static Tomcat start(Path data, int port) throws LifecycleException {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(data.resolve("tomcat").toString());
    tomcat.setPort(port);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", null);
    context.addServletContainerInitializer(new JakartaShop(data, "http://127.0.0.1:" + port), null);
    tomcat.addUser("mary", "mary");
    tomcat.addRole("mary", "BUYER");
    context.setLoginConfig(new LoginConfig("BASIC", "shop", null, null));
    context.getPipeline().addValve(new BasicAuthenticator());
    SecurityCollection everything = new SecurityCollection();
    everything.addPattern("/*");
    SecurityConstraint signedIn = new SecurityConstraint();
    signedIn.addCollection(everything);
    signedIn.addAuthRole("BUYER");
    context.addConstraint(signedIn);
    tomcat.start();
    return tomcat;
  }
}
