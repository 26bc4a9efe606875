package io.autopurchase.spi;

/**
 * A name that at most one owner holds at a time. Names and owners are compared exactly, like the ids of {@link RecordKey}.
 *
 * @param scope what kind of name, 1 to 32 characters of ASCII, such as {@code line}
 * @param name 1 to 255 characters, as {@link String#length()} counts them, of well-formed Unicode without U+0000
 * @param owner who holds it; like the name
 */
public record UniqueName(String scope, String name, String owner) {}
