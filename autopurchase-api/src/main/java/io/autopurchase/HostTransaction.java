package io.autopurchase;

/**
 * A database transaction that the host has open, as the store's module wraps it. An activity that is created in it is
 * committed, or rolled back, together with the host's own rows. The host ends the transaction; no step of an activity ever
 * runs in it.
 */
public interface HostTransaction {}
