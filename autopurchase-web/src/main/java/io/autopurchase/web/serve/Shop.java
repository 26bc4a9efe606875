package io.autopurchase.web.serve;

import io.autopurchase.AutoPurchase;
import io.autopurchase.web.spi.OrderSource;
import java.util.Optional;

/**
 * One of the shops that a console shows.
 *
 * @param id the first part of its addresses; empty if it is the only shop
 * @param engine what its pages are made of
 * @param orders the host's orders, if the console has been given them
 */
public record Shop(String id, AutoPurchase engine, Optional<OrderSource> orders) {}
