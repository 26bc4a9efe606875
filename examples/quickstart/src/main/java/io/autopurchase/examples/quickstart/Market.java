package io.autopurchase.examples.quickstart;

import io.autopurchase.Item;
import io.autopurchase.ProviderSettings;
import io.autopurchase.SessionId;
import java.util.List;

/** A marketplace on this machine that speaks the protocol of a real one, and keeps its data in a file. */
interface Market extends AutoCloseable {
  String APP_KEY = "123456";
  String APP_SECRET = "helloworld";
  String CALLBACK = "http://localhost/callback";

  /** What we buy as. */
  SessionId session();

  /** What leads the provider here. */
  ProviderSettings settings();

  /** What the line of the sample order is here. */
  Item item();

  /** The number of the first order that is bought here. */
  int firstOrder();

  /** Its seller changes the price of the item. */
  void price(long fen);

  /**
   * A person pays what waits for it, on the marketplace's site.
   *
   * @return numbers of orders
   */
  List<String> payAll();

  @Override
  void close();
}
