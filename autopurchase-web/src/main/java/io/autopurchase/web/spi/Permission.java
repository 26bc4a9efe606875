package io.autopurchase.web.spi;

/** What a user of the console may do. Each is checked on the server; what is not permitted is not shown. More may come. */
public enum Permission {
  /** To see all pages, and the read-only JSON. Without it there is no access at all. */
  VIEW,
  /** To answer questions, and to interrupt and retry activities. What spends money needs {@link #PAY} as well. */
  ANSWER,
  /** To preview and to book lines of orders. */
  BOOK,
  /** To link lines to orders that were placed by hand. */
  BIND,
  /** To cancel purchases, or to remove their links. */
  UNBIND,
  /** To start a synchronization. */
  SYNC,
  /** To add, authorize, disable, enable and remove sessions. */
  SESSIONS,
  /** To pay orders, if the console allows payment at all, and to approve what an activity asks before it pays. */
  PAY,
  /** To change the statuses of lines of the host's orders. */
  STATUS
}
