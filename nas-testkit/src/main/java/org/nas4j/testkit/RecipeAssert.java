package org.nas4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Checks that a recipe keeps the word of all recipes: it has {@code settings()}, names and texts,
 * and {@code toBuilder()}, whose setters stand in the settings by name, and whose {@code build()}
 * gives a new recipe. Looks at public methods only. Stateless.
 */
public final class RecipeAssert {

  private RecipeAssert() {}

  /**
   * Changes each setting alone, and sees that it shows in the settings, and nowhere else.
   *
   * @param recipe left as it is
   * @param changes a value for each of the builder's setters, by name, other than what is set; an
   *     array for several
   * @param fixed settings that {@code builder(…)} takes, so that no setter changes them
   * @throws AssertionError if a setter has no change, or does not show as it should
   */
  public static void assertThatSettingsAreWhole(
      Object recipe, Map<String, Object> changes, String... fixed) {
    Map<String, String> before = settings(recipe);
    assertThat(settings(build(toBuilder(recipe)))).isEqualTo(before);
    Set<String> names = new TreeSet<>(List.of(fixed));
    for (Method setter : setters(toBuilder(recipe))) {
      names.add(setter.getName());
      assertThat(changes).as("changes").containsKey(setter.getName());
    }
    assertThat(before.keySet()).as("settings of %s", recipe.getClass()).isEqualTo(names);
    changes.forEach((name, value) -> {
      Object builder = toBuilder(recipe);
      Map<String, String> after = settings(build(set(builder, name, value)));
      assertThat(differences(before, after)).as("set %s", name).containsExactly(name);
      assertThat(settings(recipe)).isEqualTo(before);
    });
  }

  private static Set<String> differences(Map<String, String> one, Map<String, String> other) {
    Set<String> names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    names.removeIf(name -> one.containsKey(name) && one.get(name).equals(other.get(name)));
    return names;
  }

  private static Map<String, String> settings(Object recipe) {
    Map<String, String> settings = new TreeMap<>();
    ((Map<?, ?>) call(recipe, "settings"))
        .forEach((name, text) -> settings.put((String) name, (String) text));
    return settings;
  }

  private static Object toBuilder(Object recipe) {
    return call(recipe, "toBuilder");
  }

  private static Object build(Object builder) {
    return call(builder, "build");
  }

  private static List<Method> setters(Object builder) {
    return Arrays.stream(builder.getClass().getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
        .filter(method -> method.getDeclaringClass() != Object.class)
        .filter(method -> method.getParameterCount() == 1)
        .toList();
  }

  private static Object set(Object builder, String name, Object value) {
    Method setter = setters(builder).stream()
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no setter [" + name + "]."));
    return invoke(setter, builder, value);
  }

  private static Object call(Object target, String name) {
    try {
      return invoke(target.getClass().getMethod(name), target);
    } catch (NoSuchMethodException e) {
      throw new AssertionError("[" + target.getClass() + "] has no method [" + name + "].", e);
    }
  }

  private static Object invoke(Method method, Object target, Object... arguments) {
    try {
      return method.invoke(target, arguments);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("[" + method + "] cannot be called.", e);
    }
  }
}
