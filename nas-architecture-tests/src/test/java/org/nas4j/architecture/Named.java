package org.nas4j.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;

/** Classes by their full names, with the classes nested in them. */
final class Named extends DescribedPredicate<JavaClass> {
  private final Set<String> names;

  Named(String... names) {
    super("named %s", Set.of(names));
    this.names = Set.of(names);
  }

  @Override
  public boolean test(JavaClass type) {
    return names.contains(type.getName())
        || type.getEnclosingClass().map(this::test).orElse(false);
  }
}
