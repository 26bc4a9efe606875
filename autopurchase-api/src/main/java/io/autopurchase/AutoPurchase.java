package io.autopurchase;

import java.util.List;
import java.util.Map;
import javax.annotation.concurrent.ThreadSafe;

/**
 * The engine of one shop: it buys the lines of the shop's orders at providers. Not for implementation. Thread-safe.
 *
 * <p>Everything that takes time is an {@link Activity}: it is durable when the method that creates it returns, runs in the background,
 * survives a crash of any node, and asks a person when necessary.
 *
 * <pre>{@code
 * AutoPurchase autoPurchase = AutoPurchase.builder() // one for each shop, for the life of the program
 *     .store(JdbcActivityStore.create(dataSource))
 *     .secrets(KeyRing.open(Path.of("autopurchase.keys")))
 *     .listener(event -> orders.apply(event))
 *     .build();
 * autoPurchase.start();
 * }</pre>
 *
 * <p>Every call waits for the store; {@link #preview}, {@link Sessions#completeAuthorization(java.net.URI)}, {@link Sessions#refresh(SessionId)} and
 * {@link Purchases#parcels} also for the provider. They can be made from virtual threads.
 *
 * <p>After {@link #close} every method but {@code close} throws {@link IllegalStateException}.
 */
@ThreadSafe
public interface AutoPurchase extends AutoCloseable {
  /** Returns a builder for an engine. */
  static AutoPurchaseBuilder builder() {
    return new AutoPurchaseBuilder();
  }

  /** The release of this library, such as {@code 1.4.0}. */
  static String version() {
    return Version.TEXT;
  }

  /**
   * Starts to run activities, to deliver events to the listeners and to synchronize on this node, including the work that an earlier run
   * left unfinished. Until then requests are stored, and run on other nodes, or on this one once it is started. Repeating it changes
   * nothing.
   *
   * @return this engine
   * @throws IllegalStateException if it was closed
   */
  AutoPurchase start();

  /** The ids of the providers that were added or discovered, sorted. A listed provider may still lack a setting. */
  List<String> providers();

  /**
   * The rules of a provider for recipients; {@link #preview} and {@link #book} check plans against them.
   *
   * @param provider its id, such as {@code taobao}
   * @throws InvalidInputException {@code UNKNOWN_PROVIDER} if no adapter has that id
   * @throws ConfigurationException if a setting of the provider is missing or wrong
   */
  List<RecipientRule> recipientRules(String provider);

  /** Logins at providers. */
  Sessions sessions();

  /** Background jobs. */
  Activities activities();

  /** Purchases of the lines of orders. */
  Purchases purchases();

  /** The audit trail. */
  Events events();

  /**
   * Issues that need attention: stuck calls, a failing sweep, parked and unreadable activities, orders in doubt, sessions that need a
   * person, events that no listener takes. Reads a few bounded pages of the store; for a page of an administrator, or a monitor that asks
   * every minute.
   */
  Health health();

  /**
   * Checks a plan, line by line. Only reads are sent; nothing is bought, held or stored.
   *
   * @param plan what to check
   * @throws NotFoundException if there is no such session
   * @throws SessionUnavailableException if the session cannot be used
   * @throws ProviderException if the provider cannot be asked now
   */
  PlanPreview preview(ReservationPlan plan);

  /**
   * Buys the lines of a plan in the background: unpaid orders at the provider, each line with its own outcome.
   *
   * <p>Safe to repeat, at the same time too: for lines that an unfinished activity holds, that activity is returned; lines
   * that are purchased already are reported as booked and not bought again.
   *
   * @param plan what to buy
   * @return the activity; durable
   * @throws InvalidInputException if the plan breaks a rule of the provider; nothing was sent
   * @throws NotFoundException if there is no such session
   * @throws ConflictException {@code LINE_HELD} if other activities hold some of the lines, but not all
   */
  Activity book(ReservationPlan plan);

  /**
   * The same within a transaction that the host has open: its own rows and the activity are committed together, or none of them. Nothing
   * runs, and no other transaction sees the activity, before the host commits. It begins right after the commit if the transaction
   * reports it ({@link HostTransaction#afterCommit}), otherwise within some seconds.
   *
   * <p>This method ends neither the transaction nor its connection, and uses no other connection. Other bookings of the same lines wait
   * until the transaction ends.
   *
   * @param plan what to buy
   * @param transaction made by the store's module, such as {@code JdbcHostTransaction.of(connection)}
   * @return the activity, which exists once the host commits; or one that already works on the lines or has bought them, which exists
   *     whether or not the host commits
   * @throws ConflictException {@code LINE_HELD} if other activities hold some of the lines, or are just taking or leaving
   *     them; its other changes stay as they are
   * @throws ConfigurationException if the store cannot join this transaction
   * @throws StoreException nothing was stored; the transaction may be unusable
   */
  Activity book(ReservationPlan plan, HostTransaction transaction);

  /**
   * Links lines of the host's order to an order that a person has placed on the provider's site; from then on they are as if they had
   * been booked here. The order is read, and each line is matched by item, variant and quantity. If a line does not match, the activity
   * asks.
   *
   * <p>Safe to repeat: while a binding of the same lines to the same number is unfinished it is returned, and lines that are
   * linked to the same order already are reported as bound.
   *
   * @param request which lines, and which order
   * @return the activity; durable
   * @throws InvalidInputException {@code UNKNOWN_QUESTION} or {@code UNKNOWN_OPTION} if a policy cannot be given in advance
   * @throws NotFoundException if there is no such session
   * @throws ConflictException {@code LINE_HELD} if other activities deal with some of the lines, {@code ALREADY_PURCHASED}
   *     if some are linked to another order
   */
  Activity bind(BindingRequest request);

  /**
   * Frees purchased lines: their orders, or parts of them, are cancelled at the provider, and the cancellation is followed to its end; on
   * request only the links are removed. Then the lines are ready for purchase again. If an order is paid, the activity asks.
   *
   * <p>Safe to repeat: an unfinished unbinding of the same lines is returned, and so is one that has freed them.
   *
   * @param request which lines
   * @return the activity; durable
   * @throws NotFoundException if nothing is known of the order
   * @throws InvalidInputException {@code NOT_PURCHASED} if a named line is not purchased, {@code OTHER_SESSION} if it was
   *     bought by another session than the request names, {@code UNKNOWN_QUESTION} or {@code UNKNOWN_OPTION} if a policy is
   *     none that can be given in advance
   * @throws ConflictException {@code LINE_HELD} if other activities deal with some of the lines, {@code MULTIPLE_SESSIONS} if several
   *     sessions have bought them: each has its own unbinding, {@code ORDER_HELD} if one of their orders is being paid, {@code
   *     CONCURRENT_CHANGE} if they are linked to other orders than the request expects, or were linked to others at the same moment
   */
  Activity unbind(UnbindingRequest request);

  /**
   * Reads in the background what has changed at the provider for a session: the orders that were modified since the last time,
   * and those whose last reading is too old. While one such activity is unfinished, it is returned.
   *
   * @param session the session to read for
   * @throws NotFoundException if there is no such session
   */
  Activity synchronize(SessionId session);

  /**
   * As {@link #synchronize(SessionId)}, for the audit trail.
   *
   * @param session the session to read for
   * @param by who asks for it; at most 200 characters
   * @throws InvalidInputException for the field {@code by}, if it is blank, too long or cannot be printed
   */
  Activity synchronize(SessionId session, String by);

  /**
   * Pays provider orders from the account's funds, if the host has {@linkplain AutoPurchaseBuilder#allowPayment allowed} that. The orders
   * are read, the sum is compared with the limits, and a person is asked unless the request says that a person has approved it. An order
   * counts as paid only when a reading shows it.
   *
   * @param request which orders, and how much they may cost
   * @return the activity; durable
   * @throws ConfigurationException if payment is not allowed, or the provider takes none
   * @throws InvalidInputException {@code UNKNOWN_ORDER} if an order belongs to no line, or to another session, {@code CURRENCY} if the
   *     limit is of another currency than those that the host has set
   * @throws ConflictException {@code ORDER_HELD} if another payment, or an unbinding, deals with one of them
   */
  Activity pay(PaymentRequest request);

  /**
   * Takes a webhook that a provider has sent to an endpoint of the host. It only causes the orders that it names to be read again, so
   * repeated, late, replayed and disordered webhooks do no harm. Returns as soon as this is stored, within milliseconds and without a
   * call to the provider.
   *
   * @param provider such as {@code taobao}
   * @param headers of the request, by their names in any case
   * @param body the bytes as received: the signature is over these
   * @throws InvalidInputException {@code UNKNOWN_PROVIDER} if no adapter has that id
   * @throws StoreException nothing was stored: answer the request with an error, so that it is sent again
   */
  WebhookResult handleWebhook(String provider, Map<String, List<String>> headers, byte[] body);

  /**
   * Starts no more work, waits for running steps (about 15 seconds at most, or as long as the host's dispatcher waits), delivers the
   * events that it can, and closes the store and the providers. Unfinished activities continue on any node with a started engine on the
   * same store; to continue here, build another engine. May be repeated.
   */
  @Override
  void close();
}
