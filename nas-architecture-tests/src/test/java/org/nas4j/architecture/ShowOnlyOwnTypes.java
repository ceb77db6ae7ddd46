package org.nas4j.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A public class names no type of the given packages where a caller sees it: in what it extends, or
 * in the public and protected fields, parameters, results and exceptions, type arguments included.
 */
final class ShowOnlyOwnTypes extends ArchCondition<JavaClass> {
  private final List<String> hidden;

  ShowOnlyOwnTypes(String... hidden) {
    super("show no type of %s in a public signature", List.of(hidden));
    this.hidden = List.of(hidden);
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    if (!isVisible(type)) {
      return;
    }
    Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
        .forEach(shown -> report(type, type.getFullName(), shown, events));
    for (JavaMember member : type.getMembers()) {
      if (isVisible(member.getModifiers())) {
        shownBy(member).forEach(shown -> report(type, member.getFullName(), shown, events));
      }
    }
  }

  private static Stream<JavaType> shownBy(JavaMember member) {
    if (member instanceof JavaField field) {
      return Stream.of(field.getType());
    }
    JavaCodeUnit unit = (JavaCodeUnit) member;
    Stream<JavaType> thrown = unit.getExceptionTypes().stream().map(JavaType.class::cast);
    return Stream.concat(
        Stream.of(unit.getReturnType()),
        Stream.concat(unit.getParameterTypes().stream().map(JavaType.class::cast), thrown));
  }

  private void report(JavaClass owner, String where, JavaType shown, ConditionEvents events) {
    for (JavaClass raw : shown.getAllInvolvedRawTypes()) {
      if (hidden.stream().anyMatch(name -> raw.getPackageName().startsWith(name))) {
        events.add(SimpleConditionEvent.violated(owner, where + " shows " + raw.getName()));
      }
    }
  }

  private static boolean isVisible(JavaClass type) {
    return isVisible(type.getModifiers())
        && type.getEnclosingClass().map(ShowOnlyOwnTypes::isVisible).orElse(true);
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }
}
