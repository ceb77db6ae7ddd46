package org.nas4j.strategy;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nas4j.policy.Imitation;
import org.nas4j.predict.CellEnsemble;
import org.nas4j.strategy.qlearning.EpsilonSchedule;
import org.nas4j.strategy.qlearning.Shaping;
import org.nas4j.strategy.uct.Uct;

/** Makes records that differ from another one in a single component, however deep. */
final class Records {

  private Records() {}

  /** A record with the name of the component in which it differs. */
  record Changed(String component, Record record) {}

  /** At least one for each component, those of components that are records themselves included. */
  static List<Changed> variations(Record record) throws ReflectiveOperationException {
    RecordComponent[] components = record.getClass().getRecordComponents();
    List<Changed> all = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      components[i].getAccessor().setAccessible(true);
      Object value = components[i].getAccessor().invoke(record);
      for (Inner other : others(value, components[i].getGenericType())) {
        all.add(new Changed(components[i].getName() + other.path, with(record, i, other.value)));
      }
    }
    return all;
  }

  private record Inner(String path, Object value) {}

  private static List<Inner> others(Object value, Type type) throws ReflectiveOperationException {
    if (value instanceof Uct.Bisection) {
      return List.of(new Inner("", Uct.Bisection.NUMERIC));
    }
    if (value instanceof Imitation none && none.weight() == 0) {
      return List.of(new Inner("", new Imitation(1, 1, 0.5)));
    }
    if (value instanceof Shaping shaping && shaping.kind() != Shaping.Kind.FIXED_LENGTH) {
      return List.of(new Inner("", Shaping.fixedLength(5)));
    }
    if (value instanceof EpsilonSchedule schedule) {
      return List.of(new Inner("", schedule.then(0.5, 3)));
    }
    if (value instanceof Optional<?> optional) {
      return optional.isPresent()
          ? List.of(new Inner("", Optional.empty()))
          : List.of(new Inner("", Optional.of(present(type))));
    }
    if (value instanceof Record inner) {
      return variations(inner).stream()
          .map(each -> new Inner("." + each.component(), each.record()))
          .toList();
    }
    return List.of(new Inner("", otherSimple(value)));
  }

  /** What an {@code Optional} of a type may hold. */
  private static Object present(Type type) {
    Type held = ((ParameterizedType) type).getActualTypeArguments()[0];
    return held == Double.class ? 1.5 : new Uct.Guide(7, 0.3, 2, 3, 4);
  }

  /** Numbers stay in the ranges of probabilities, sizes and counts. */
  private static Object otherSimple(Object value) {
    if (value instanceof Integer number) {
      return number == Integer.MAX_VALUE ? 7 : number + 1;
    }
    if (value instanceof Double number) {
      if (number.isInfinite()) {
        return 0.7;
      }
      return number >= 0.5 && number <= 1 || number == 0 ? number / 2 + 0.2 : number * 0.75;
    }
    if (value instanceof CellEnsemble ensemble) {
      return ensemble.toBuilder().members(7).build();
    }
    if (value instanceof Boolean on) {
      return !on;
    }
    if (value instanceof Enum<?> constant) {
      Object[] all = constant.getDeclaringClass().getEnumConstants();
      return all[(constant.ordinal() + 1) % all.length];
    }
    throw new AssertionError(
        "There is no other value known for [" + value + "] of " + value.getClass() + ".");
  }

  private static Record with(Record record, int changed, Object value)
      throws ReflectiveOperationException {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      components[i].getAccessor().setAccessible(true);
      values[i] = i == changed ? value : components[i].getAccessor().invoke(record);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Constructor<?> constructor = record.getClass().getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return (Record) constructor.newInstance(values);
  }
}
