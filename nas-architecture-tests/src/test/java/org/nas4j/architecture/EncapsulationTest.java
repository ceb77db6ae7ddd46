package org.nas4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Public is earned: a type of nas-core that users need not name stays in its package, or under
 * {@code internal} if packages share it.
 */
class EncapsulationTest {

  /** Of the types that have a file of their own: those nested in them come with them. */
  private static final double MOST = 0.45;

  @Test
  void fewTypesOfTheCoreArePublic() {
    List<JavaClass> all = core();
    List<JavaClass> types =
        all.stream().filter(each -> each.getEnclosingClass().isEmpty()).toList();
    long withNested = all.stream().filter(EncapsulationTest::isPublic).count();
    List<String> shown = types.stream()
        .filter(EncapsulationTest::isPublic)
        .map(JavaClass::getName)
        .sorted()
        .toList();
    assertThat(types).hasSizeGreaterThan(100);
    assertThat(shown.size())
        .as(
            "public of %d types, which are %s; with those nested in them %d of %d",
            types.size(), shown, withNested, all.size())
        .isLessThanOrEqualTo((int) (MOST * types.size()));
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(EncapsulationTest::isPublic).orElse(true);
  }

  private static List<JavaClass> core() {
    return new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .withImportOption(location -> location.contains("nas-core"))
            .importPackages("org.nas4j")
            .stream()
            .filter(each -> !each.isAnonymousClass() && !each.isLocalClass())
            .filter(each -> !each.getSimpleName().endsWith("-info"))
            .filter(each -> !each.getPackageName().startsWith("org.nas4j.internal"))
            .toList();
  }
}
