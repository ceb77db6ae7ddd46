package org.nas4j.internal.recipe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name under which a component of a recipe stands in the recipe's settings, if not its own:
 * settings are part of journals, so a name in them outlives renamed components. Components of one
 * name share an entry, joined by "x", as in "2x35" for two layers of 35 units. On a record, what it
 * is called as the value of a {@link Spread} component.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface SettingName {

  /**
   * The name.
   *
   * @return not empty
   */
  String value();
}
