package io.autopurchase.testkit;

/**
 * Where processes commit until they are killed.
 *
 * @param opener opens the store, in the process that is killed and in the test
 * @param location of data that nothing else uses; handed to the opener
 */
public record CrashTarget(Class<? extends StoreOpener> opener, String location) {}
