package org.nas4j.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Collectors;

/** A class writes methods of the given names itself, and inherits none of them. */
final class DeclareMethods extends ArchCondition<JavaClass> {
  private final Set<String> names;

  DeclareMethods(String... names) {
    super("declare methods %s", Set.of(names));
    this.names = Set.of(names);
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    Set<String> declared =
        type.getMethods().stream().map(JavaMember::getName).collect(Collectors.toSet());
    for (String name : names) {
      if (!declared.contains(name)) {
        events.add(SimpleConditionEvent.violated(type, type.getName() + " declares no " + name));
      }
    }
  }
}
