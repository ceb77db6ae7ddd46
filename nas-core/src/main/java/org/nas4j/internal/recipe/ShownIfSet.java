package org.nas4j.internal.recipe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component, an {@code Optional} or a switch, that stands in the recipe's settings only where it
 * is present or on: one that came after journals were written, which would not be resumed if their
 * settings had another entry.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ShownIfSet {}
