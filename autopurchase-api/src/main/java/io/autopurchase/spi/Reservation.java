package io.autopurchase.spi;

/**
 * A name that at most one owner holds at a time.
 *
 * @param scope what kind of name, up to 32 characters, such as {@code line}
 * @param name up to 255 characters; compared exactly, capitals included
 * @param owner who holds it, up to 255 characters
 */
public record Reservation(String scope, String name, String owner) {}
