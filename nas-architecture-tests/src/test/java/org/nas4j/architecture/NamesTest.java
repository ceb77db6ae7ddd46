package org.nas4j.architecture;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A name means one thing. */
class NamesTest {

  static List<String> modules() {
    return Sources.modules();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void noSimpleNameStandsTwiceInAModule(String module) {
    Map<String, List<Path>> files =
        Sources.of(module).stream().collect(groupingBy(Sources::simpleName));
    files.values().removeIf(same -> same.size() == 1);
    assertThat(files).as("names that mean two things in %s", module).isEmpty();
  }

  @Test
  void everyModuleIsLookedAt() {
    assertThat(modules()).contains("nas-api", "nas-core", "nas-dl4j-backend", "nas-benchmarks");
    assertThat(modules()).allSatisfy(module -> assertThat(Sources.of(module)).isNotEmpty());
  }
}
