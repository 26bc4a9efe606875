package io.autopurchase.spring.test;

import io.autopurchase.AutoPurchase;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.sandbox.TaobaoSandbox;

/** The marketplace of a test as a buyer sees it. Thread-safe. */
public final class TestMarketplace {
  /** The account that the sandbox has. */
  public static final String BUYER = "test-buyer";

  static final String APP_KEY = "test-app";
  static final String APP_SECRET = "secret-of-a-test";
  static final String CALLBACK = "https://shop.example/taobao";

  private TestMarketplace() {}

  /**
   * Authorizes a session for {@link #BUYER}, as its owner would in a browser. May be repeated.
   *
   * @param autoPurchase the engine of the test
   * @param sandbox the marketplace of the test
   * @return the session, which can buy
   */
  public static Session signIn(AutoPurchase autoPurchase, TaobaoSandbox sandbox) {
    SessionId session = new SessionId("taobao", BUYER);
    autoPurchase.sessions().startAuthorization(session);
    return autoPurchase.sessions().completeAuthorizationWithCode(session, sandbox.authorize(BUYER));
  }
}
