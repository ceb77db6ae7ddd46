package org.nas4j.internal.recipe;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings of a recipe as text, from the components of the record that holds them: a component
 * that is added cannot be forgotten. Journals keep these texts and compare them when a run is
 * resumed, so that names and texts must not change. Stateless.
 */
public final class Settings {

  private static final String JOINT = "x";
  private static final String NONE = "none";

  private Settings() {}

  /**
   * All components of a recipe. Numbers, switches and texts stand as Java writes them, constants of
   * an enum by their names, an empty {@code Optional} as "none", all else as it describes itself.
   * What is {@link ShownIfSet} and not set is left out.
   *
   * @param recipe its components are named by {@link SettingName}, taken apart by {@link Spread}
   * @return names and values, sorted by name, unmodifiable
   * @throws IllegalStateException if two components that are not of one record claim one name
   */
  public static Map<String, String> of(Record recipe) {
    Map<String, String> all = new TreeMap<>();
    add(recipe, all);
    return Collections.unmodifiableMap(all);
  }

  /**
   * A recipe as records describe themselves, under its own name, without what is {@link ShownIfSet}
   * and not set.
   *
   * @param name of the class that holds the components
   * @param components in the order in which they are shown
   * @return one line, which may stand in journals
   */
  public static String describe(String name, Record components) {
    return Arrays.stream(components.getClass().getRecordComponents())
        .filter(each -> isShown(each, value(components, each)))
        .map(each -> each.getName() + "=" + value(components, each))
        .collect(Collectors.joining(", ", name + "[", "]"));
  }

  private static boolean isShown(RecordComponent component, Object value) {
    return !component.isAnnotationPresent(ShownIfSet.class) || isSet(value);
  }

  private static void add(Record recipe, Map<String, String> all) {
    Map<String, String> own = new TreeMap<>();
    for (RecordComponent component : recipe.getClass().getRecordComponents()) {
      Object value = value(recipe, component);
      if (!isShown(component, value)) {
        continue;
      }
      if (component.isAnnotationPresent(Spread.class)) {
        spread(component, (Record) value, all);
      } else {
        own.merge(name(component), text(value), (one, other) -> one + JOINT + other);
      }
    }
    own.forEach((name, text) -> put(name, text, all));
  }

  private static boolean isSet(Object value) {
    return !Boolean.FALSE.equals(value) && !Optional.empty().equals(value);
  }

  private static void spread(RecordComponent component, Record value, Map<String, String> all) {
    SettingName variant = value.getClass().getAnnotation(SettingName.class);
    if (variant != null) {
      put(name(component), variant.value(), all);
    }
    add(value, all);
  }

  private static void put(String name, String text, Map<String, String> all) {
    if (all.putIfAbsent(name, text) != null) {
      throw new IllegalStateException("Two settings are called [" + name
          + "].\nMaybe give one of the components another name by @SettingName.");
    }
  }

  private static String name(RecordComponent component) {
    SettingName given = component.getAnnotation(SettingName.class);
    return given == null ? component.getName() : given.value();
  }

  private static String text(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? text(optional.get()) : NONE;
    }
    return value instanceof Enum<?> constant ? constant.name() : String.valueOf(value);
  }

  private static Object value(Record recipe, RecordComponent component) {
    Method accessor = component.getAccessor();
    try {
      accessor.setAccessible(true);
      return accessor.invoke(recipe);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(
          "Component [" + component.getName() + "] of [" + recipe.getClass().getName()
              + "] cannot be read: [" + e + "].",
          e);
    }
  }
}
