package io.autopurchase.core.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/**
 * A part of a stored record. Its objects are filled after they are constructed: by the {@link Codec} with what it reads, or by the code
 * that creates a new one. NullAway treats their fields as initialized, so a field that may be absent must be {@code @Nullable}.
 */
@Target(ElementType.TYPE)
public @interface Stored {}
