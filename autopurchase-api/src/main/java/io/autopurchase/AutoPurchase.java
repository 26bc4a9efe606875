package io.autopurchase;

import java.util.List;
import java.util.Map;

/**
 * The library, ready for use: buys at providers what a shop has sold. One instance serves one shop. Not for
 * implementation. Thread-safe.
 *
 * <p>Everything that takes time is an {@link Activity}: it is durable when the method that creates it returns, runs in
 * the background, survives a crash of any node, and asks a person when it must.
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
public interface AutoPurchase extends AutoCloseable {
  /** Begins to configure an engine. */
  static AutoPurchaseBuilder builder() {
    return new AutoPurchaseBuilder();
  }

  /** The release of this library, such as {@code 1.4.0}. */
  static String version() {
    return Version.TEXT;
  }

  /**
   * Starts to run activities, to deliver events to the listeners and to synchronize, here, from what an earlier run left unfinished on.
   * Without it nothing runs on this node by itself: what is asked for is stored, and run by other nodes, or by this one once it is started.
   * Repeating it changes nothing.
   *
   * @return this engine
   * @throws IllegalStateException if it was closed
   */
  AutoPurchase start();

  /** The ids of the providers that were given or found, sorted; each may still lack a setting. */
  List<String> providers();

  /**
   * What a provider wants of recipients; {@link #preview} and {@link #book} check plans by these rules.
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

  /** What was bought. */
  Purchases purchases();

  /** The audit trail. */
  Events events();

  /**
   * What needs attention: stuck calls, a failing sweep, parked and unreadable activities, orders in doubt, sessions that need a
   * person, events that no listener takes. Reads a few bounded pages of the store; for a page of an administrator, or a monitor that
   * asks every minute.
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
   * The same within a transaction that the host has open: its own rows and the activity are committed together, or none of
   * them. Nothing runs, and no other transaction sees the activity, before the host commits. It begins right after that if the transaction can
   * tell ({@link HostTransaction#afterCommit}), else within some seconds.
   *
   * <p>Neither the transaction nor its connection is ended here, and no other connection is used. Lines that were booked in a transaction
   * that is still open make other bookings of them wait for its end.
   *
   * @param plan what to buy
   * @param transaction made by the store's module, such as {@code JdbcHostTransaction.of(connection)}
   * @return the activity, which exists once the host commits; or one that is at work on the lines, or has bought them, whatever
   *     becomes of the transaction
   * @throws ConflictException {@code LINE_HELD} if other activities hold some of the lines, or are just taking or leaving
   *     them; its other changes stay as they are
   * @throws ConfigurationException if the store cannot join this transaction
   * @throws StoreException nothing was stored; the transaction may be of no use any more
   */
  Activity book(ReservationPlan plan, HostTransaction transaction);

  /**
   * Links lines of the host's order to an order that a person has placed on the provider's site; from then on they are as if
   * they had been booked here. The order is read, and each line is matched by item, variant and quantity; what does not match
   * is asked about.
   *
   * <p>Safe to repeat: while a binding of the same lines to the same number is unfinished it is returned, and lines that are
   * linked to the same order already are reported as bound.
   *
   * @param request which lines, and which order
   * @return the activity; durable
   * @throws InvalidInputException {@code UNKNOWN_QUESTION} or {@code UNKNOWN_OPTION} if a policy is none that can be given
   *     in advance
   * @throws NotFoundException if there is no such session
   * @throws ConflictException {@code LINE_HELD} if other activities deal with some of the lines, {@code ALREADY_PURCHASED}
   *     if some are linked to another order
   */
  Activity bind(BindingRequest request);

  /**
   * Sets purchased lines free: their orders, or parts of them, are cancelled at the provider, which is followed to its end; or,
   * if so asked, only the link is forgotten. Then the lines are ready for purchase again. Paid orders are asked about.
   *
   * <p>Safe to repeat: while an unbinding of the same lines is unfinished it is returned, and one that has set them free too.
   *
   * @param request which lines
   * @return the activity; durable
   * @throws NotFoundException if nothing is known of the order
   * @throws InvalidInputException {@code NOT_PURCHASED} if a named line is not purchased, {@code OTHER_SESSION} if it was
   *     bought by another session than the request names, {@code UNKNOWN_QUESTION} or {@code UNKNOWN_OPTION} if a policy is
   *     none that can be given in advance
   * @throws ConflictException {@code LINE_HELD} if other activities deal with some of the lines, {@code MULTIPLE_SESSIONS}
   *     if several sessions have bought them: each has its own unbinding, {@code ORDER_HELD} if one of their orders is
   *     being paid, {@code CONCURRENT_CHANGE} if they are linked to other orders than the request expects, or were at the same moment
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
   * Has provider orders paid from the account's own means, if the host has {@linkplain AutoPurchaseBuilder#allowPayment
   * allowed} that. The orders are read, the sum is compared with the limits, and a person is asked unless the request says
   * that one has approved. What is paid shows by reading the orders alone.
   *
   * @param request which orders, and how much they may cost
   * @return the activity; durable
   * @throws ConfigurationException if payment is not allowed, or the provider takes none
   * @throws InvalidInputException {@code UNKNOWN_ORDER} if an order is none of ours, or another session's, {@code CURRENCY}
   *     if the limit is of another currency than those that the host has set
   * @throws ConflictException {@code ORDER_HELD} if another payment, or an unbinding, deals with one of them
   */
  Activity pay(PaymentRequest request);

  /**
   * Takes a webhook that a provider has sent to an endpoint of the host. It is believed only so far that what it names is read
   * again; repeated, late, replayed and disordered webhooks do no harm. Returns as soon as that is stored, within milliseconds
   * and without a call of the provider.
   *
   * @param provider such as {@code taobao}
   * @param headers of the request, by their names in any case
   * @param body as it came, byte by byte: the signature is over these bytes
   * @throws InvalidInputException {@code UNKNOWN_PROVIDER} if no adapter has that id
   * @throws StoreException nothing was stored: answer the request with an error, so that it is sent again
   */
  WebhookResult handleWebhook(String provider, Map<String, List<String>> headers, byte[] body);

  /**
   * Stops taking up work, lets running steps end (at most about 15 seconds, or as long as a dispatcher that the host has given
   * says), delivers what events it can, and closes the store and the providers. Unfinished activities go on where an engine is started on
   * the same store; to go on here, build another one. May be repeated.
   */
  @Override
  void close();
}
