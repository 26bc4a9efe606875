package io.autopurchase;

import io.autopurchase.spi.StoreException;

/**
 * The library, ready for use: buys at providers what a shop has sold. One instance serves one shop. Not for
 * implementation. Thread-safe.
 *
 * <p>Everything that takes time is an {@link Activity}: it is durable when the method that creates it returns, runs in
 * the background, survives a crash of any node, and asks a person when it must.
 *
 * <pre>{@code
 * try (AutoPurchase autoPurchase = AutoPurchase.builder()
 *     .store(JdbcActivityStore.create(dataSource))
 *     .secrets(KeyRing.open(Path.of("autopurchase.keys")))
 *     .listener(new OrderDesk(orders))
 *     .build()) {
 *   ...
 * }
 * }</pre>
 */
public interface AutoPurchase extends AutoCloseable {
  /** Begins to configure an engine. */
  static AutoPurchaseBuilder builder() {
    return new AutoPurchaseBuilder();
  }

  /** Logins at providers. */
  Sessions sessions();

  /** Background jobs. */
  Activities activities();

  /** What was bought. */
  Purchases purchases();

  /** The audit trail. */
  Events events();

  /**
   * Checks a plan, line by line. Only reads are sent; nothing is bought, held or stored.
   *
   * @throws NotFoundException where there is no such session
   * @throws SessionUnavailableException where the session cannot be used
   * @throws ProviderException where the provider cannot be asked now
   */
  PlanPreview preview(ReservationPlan plan);

  /**
   * Buys the lines of a plan in the background: unpaid orders at the provider, each line with its own outcome.
   *
   * <p>Safe to repeat, at the same time too: for lines that an unfinished activity holds, that activity is returned; lines
   * that are purchased already are reported as booked and not bought again.
   *
   * @return the activity; durable
   * @throws InvalidInputException where the plan breaks a rule of the provider; nothing was sent
   * @throws NotFoundException where there is no such session
   * @throws ConflictException {@code LINE_HELD} where other activities hold some of the lines, but not all
   */
  Activity book(ReservationPlan plan);

  /**
   * The same within a transaction that the host has open: its own rows and the activity are committed together, or none of
   * them. Nothing runs, and nobody else sees the activity, before the host commits; within some seconds after that it begins.
   *
   * <p>Neither the transaction nor its connection is ended here. What is read here is read on another connection, so the
   * host's pool needs a second one. Lines that were booked in a transaction that is still open make other bookings of them
   * wait for its end.
   *
   * @param transaction made by the store's module, such as {@code JdbcHostTransaction.of(connection)}
   * @return the activity, which exists once the host commits; or one that is at work on the lines, or has bought them, whatever
   *     becomes of the transaction
   * @throws ConflictException {@code LINE_HELD} where other activities hold some of the lines, or are just taking or leaving
   *     them, or were made in this very transaction; its other changes stay as they are
   * @throws ConfigurationException where the store cannot join this transaction
   * @throws StoreException nothing was stored; the transaction may be of no use any more
   */
  Activity book(ReservationPlan plan, HostTransaction transaction);

  /**
   * Reads in the background what has changed at the provider for the open purchases of a session. While one such activity
   * is unfinished, it is returned.
   *
   * @throws NotFoundException where there is no such session
   */
  Activity synchronize(SessionId session);

  /**
   * Stops taking up work, lets running steps end (at most about 15 seconds), delivers what events it can, and closes
   * the store and the providers. Unfinished activities go on where the engine is built again. May be repeated.
   */
  @Override
  void close();
}
