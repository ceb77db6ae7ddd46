package org.nas4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README names is there; its snippets and links are tested with the guide's. */
class ReadmeTest {

  private static final Path ROOT = Path.of(System.getProperty("nas4j.root", ".."));
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (?!what)[^|]+\\|([^|]+)\\|([^|]+)\\|$");
  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)");

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  @Test
  void everyClassAndTestOfTheFeatureTableExists() throws IOException {
    Set<String> sources = sources();
    List<MatchResult> rows = ROW.matcher(readme()).results().toList();
    assertThat(rows).hasSizeGreaterThan(10);
    for (MatchResult row : rows) {
      for (int column = 1; column <= 2; column++) {
        List<MatchResult> names = NAME.matcher(row.group(column)).results().toList();
        assertThat(names).as(row.group()).isNotEmpty();
        assertThat(names).allSatisfy(name -> assertThat(sources).contains(name.group(1) + ".java"));
      }
    }
  }

  private static Set<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .collect(Collectors.toSet());
    }
  }
}
