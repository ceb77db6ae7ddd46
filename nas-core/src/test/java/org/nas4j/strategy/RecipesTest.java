package org.nas4j.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.search.SearchStrategy;

/**
 * What holds for the recipe of every strategy, found by reflection, so that a new one, preset or
 * setting is tested too.
 */
class RecipesTest {

  /**
   * The methods of {@link Strategies} give one recipe of each class; its static methods without
   * arguments, the presets.
   */
  static Map<String, SearchStrategy> recipes() throws ReflectiveOperationException {
    Map<String, SearchStrategy> all = new LinkedHashMap<>();
    for (Method factory : Strategies.class.getMethods()) {
      if (SearchStrategy.class.isAssignableFrom(factory.getReturnType())
          && factory.getParameterCount() == 0) {
        all.put(factory.getName(), (SearchStrategy) factory.invoke(null));
        for (Method preset : factory.getReturnType().getMethods()) {
          if (Modifier.isStatic(preset.getModifiers())
              && preset.getReturnType() == factory.getReturnType()) {
            String name = factory.getReturnType().getSimpleName() + "." + preset.getName();
            all.put(name, (SearchStrategy) preset.invoke(null));
          }
        }
      }
    }
    return all;
  }

  static Stream<Map.Entry<String, SearchStrategy>> withSettings()
      throws ReflectiveOperationException {
    return recipes().entrySet().stream()
        .filter(each -> !each.getValue().settings().isEmpty());
  }

  @Test
  void findsAllStrategiesAndPresets() throws ReflectiveOperationException {
    assertThat(recipes())
        .containsKeys(Strategies.names().toArray(String[]::new))
        .containsKeys("morphism", "Ppo.nasnet", "Ppo.nagyBoros", "Reinforce.nas", "Reinforce.enas")
        .containsKeys("Reinforce.enasSmall", "Uct.kocsis", "Uct.deepArchitectGuided")
        .containsKeys("QLearning.metaQnn", "QLearning.blockQnn", "Evolution.real")
        .containsKeys("rena", "Eas.demo", "Eas.dense", "Eas.paper", "Eas.randomEdits");
    assertThat(withSettings()).hasSize(recipes().size() - 2);
  }

  @ParameterizedTest
  @MethodSource("withSettings")
  void tellsOfEachComponent(Map.Entry<String, SearchStrategy> recipe)
      throws ReflectiveOperationException {
    Record settings = held(recipe.getValue());
    assertThat(recipe.getValue().settings()).isEqualTo(Settings.of(settings));
    for (Records.Changed changed : Records.variations(settings)) {
      assertThat(Settings.of(changed.record()))
          .as("%s with another %s", recipe.getKey(), changed.component())
          .isNotEqualTo(recipe.getValue().settings());
    }
  }

  @ParameterizedTest
  @MethodSource("withSettings")
  void toBuilderKeepsEachComponent(Map.Entry<String, SearchStrategy> recipe)
      throws ReflectiveOperationException {
    for (Records.Changed changed : Records.variations(held(recipe.getValue()))) {
      Constructor<?> constructor = recipe.getValue().getClass().getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      Object other = constructor.newInstance(changed.record());
      Object again = build(other.getClass().getMethod("toBuilder").invoke(other));
      assertThat(held(again)).as("%s", changed.component()).isEqualTo(changed.record());
    }
  }

  @ParameterizedTest
  @MethodSource("withSettings")
  void eachSetterChangesTheSettings(Map.Entry<String, SearchStrategy> recipe)
      throws ReflectiveOperationException {
    SearchStrategy strategy = recipe.getValue();
    int setters = 0;
    for (Method setter :
        strategy.getClass().getMethod("toBuilder").getReturnType().getMethods()) {
      if (!isSetter(setter)) {
        continue;
      }
      setters++;
      assertThat(setter.getName()).doesNotMatch("(with|set|get)[A-Z].*");
      List<Map<String, String>> found = new ArrayList<>();
      for (Object[] arguments : Arguments.of(setter.getParameterTypes())) {
        Object builder = strategy.getClass().getMethod("toBuilder").invoke(strategy);
        if (accepts(setter, builder, arguments)) {
          found.add(((SearchStrategy) build(builder)).settings());
        }
      }
      assertThat(found)
          .as("%s by %s", recipe.getKey(), setter.getName())
          .anyMatch(each -> !each.equals(strategy.settings()));
    }
    assertThat(setters).isPositive();
    assertThat(
            ((SearchStrategy) build(strategy.getClass().getMethod("toBuilder").invoke(strategy)))
                .settings())
        .as("the recipe itself stays")
        .isEqualTo(strategy.settings());
  }

  private static boolean accepts(Method setter, Object builder, Object[] arguments)
      throws ReflectiveOperationException {
    try {
      setter.invoke(builder, arguments);
      return true;
    } catch (InvocationTargetException e) {
      assertThat(e.getCause()).isInstanceOf(IllegalArgumentException.class);
      return false;
    }
  }

  private static boolean isSetter(Method method) {
    return method.getParameterCount() > 0
        && method.getDeclaringClass() != Object.class
        && !method.isBridge()
        && !Modifier.isStatic(method.getModifiers());
  }

  private static Object build(Object builder) throws ReflectiveOperationException {
    return builder.getClass().getMethod("build").invoke(builder);
  }

  /** The record in which a recipe holds all that it was told; it holds nothing else. */
  private static Record held(Object recipe) throws ReflectiveOperationException {
    List<Field> fields = Arrays.stream(recipe.getClass().getDeclaredFields())
        .filter(each -> !Modifier.isStatic(each.getModifiers()))
        .toList();
    assertThat(fields).as("fields of %s", recipe.getClass()).hasSize(1);
    fields.get(0).setAccessible(true);
    return (Record) fields.get(0).get(recipe);
  }
}
