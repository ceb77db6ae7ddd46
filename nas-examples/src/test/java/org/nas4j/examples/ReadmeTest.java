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

/** What the README shows is code that is compiled and tested, and what it names is there. */
class ReadmeTest {

  private static final Path ROOT = Path.of(System.getProperty("nas4j.root", ".."));
  private static final Pattern SNIPPET =
      Pattern.compile("<!-- snippet: (\\S+) -->\\R```java\\R(.*?)```", Pattern.DOTALL);
  private static final Pattern JAVA = Pattern.compile("```java");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (?!what)[^|]+\\|([^|]+)\\|([^|]+)\\|$");
  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  /** Without the margin, which may differ. */
  private static String bare(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n")).strip();
  }

  @Test
  void everySnippetIsPartOfTestedCode() throws IOException {
    List<MatchResult> snippets = SNIPPET.matcher(readme()).results().toList();
    assertThat(snippets).isNotEmpty();
    assertThat(JAVA.matcher(readme()).results().count()).isEqualTo(snippets.size());
    for (MatchResult snippet : snippets) {
      Path source = ROOT.resolve(snippet.group(1));
      assertThat(bare(Files.readString(source))).contains(bare(snippet.group(2)));
      // A test may be the source itself.
      String name = source.getFileName().toString().replaceFirst("(Test)?[.]java$", "Test.java");
      assertThat(sources()).contains(name);
    }
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

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    assertThat(LINK.matcher(readme()).results())
        .isNotEmpty()
        .allSatisfy(link -> assertThat(ROOT.resolve(link.group(1))).exists());
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
