package org.nas4j.architecture;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.arch.Architecture;
import org.nas4j.testkit.ToySpaces;

/**
 * What the modules show. Those with a {@code module-info} must list every package for users, and no
 * other one, so that a new package cannot be forgotten.
 */
class ModulesTest {

  private static ModuleDescriptor descriptor(String module) throws URISyntaxException {
    Class<?> member = module.equals("nas-api") ? Architecture.class : ToySpaces.class;
    Path place =
        Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    return ModuleFinder.of(place).findAll().iterator().next().descriptor();
  }

  private static boolean isInternal(String packageName) {
    return packageName.contains(".internal");
  }

  @ParameterizedTest
  @CsvSource({"nas-api, org.nas4j.api", "nas-testkit, org.nas4j.testkit"})
  void exportsEveryPackageForUsersAndNoOther(String module, String name) throws Exception {
    ModuleDescriptor descriptor = descriptor(module);
    assertThat(descriptor.name()).isEqualTo(name);
    assertThat(descriptor.isAutomatic()).isFalse();
    Set<String> forUsers = Sources.packagesOf(module).stream()
        .filter(each -> !isInternal(each))
        .collect(toCollection(TreeSet::new));
    Set<String> exported = descriptor.exports().stream()
        .filter(each -> !each.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(toCollection(TreeSet::new));
    assertThat(exported).as("exported by %s", module).isEqualTo(forUsers);
  }

  @ParameterizedTest
  @CsvSource({"nas-api", "nas-testkit"})
  void showsInternalPackagesToOurOwnModulesAlone(String module) throws Exception {
    assertThat(descriptor(module).exports())
        .allSatisfy(each -> assertThat(each.targets())
            .as("%s", each.source())
            .allMatch(target -> target.startsWith("org.nas4j.")));
  }

  /** Two modules with a package in common cannot be used side by side on the module path. */
  @Test
  void noPackageIsInTwoModules() {
    List<String> packages = Sources.modules().stream()
        .flatMap(module -> Sources.packagesOf(module).stream())
        .toList();
    assertThat(packages).hasSizeGreaterThan(30).doesNotHaveDuplicates();
  }
}
