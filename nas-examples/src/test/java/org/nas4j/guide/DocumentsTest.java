package org.nas4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What README and guide show is code that is compiled and run, and the links of all documents lead
 * somewhere. Before each piece of Java stands a comment with the file that it is from: with
 * {@code #name} it is the whole region of that name, without it any lines of the file. Each page of
 * the guide shows the imports that its code needs.
 */
class DocumentsTest {

  private static final Path ROOT = Path.of(System.getProperty("nas4j.root", ".."));
  private static final Pattern SNIPPET = Pattern.compile(
      "<!-- snippet: ([^\\s#]+)(?:#([\\w-]+))? -->\\R```(?:java|xml)\\R(.*?)```", Pattern.DOTALL);
  private static final Pattern IMPORTS =
      Pattern.compile("<!-- imports -->\\R```java\\R(.*?)```", Pattern.DOTALL);
  private static final Pattern IMPORT = Pattern.compile("(?m)^import ([\\w.]+[.](\\w+));$");
  private static final Pattern JAVA = Pattern.compile("```java");
  private static final Pattern REGION =
      Pattern.compile("// region: ([\\w-]+)\\R(.*?)// end region", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");
  private static final Pattern FENCED_LINES = Pattern.compile("```.*?```", Pattern.DOTALL);
  private static final Pattern NAMED = Pattern.compile("`([A-Z][a-z]\\w+)[.`(<]");
  private static final Set<String> OF_OTHERS =
      Set.of("Path", "BufferedImage", "ComputationGraph", "SparkFiles", "Best");
  private static final Pattern FENCED = Pattern.compile("```.*?```|`[^`\n]*`", Pattern.DOTALL);

  static List<Path> pages() throws IOException {
    return Stream.concat(Stream.of(ROOT.resolve("README.md")), markdown(ROOT.resolve("docs/guide")))
        .toList();
  }

  static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.list(ROOT)) {
      return Stream.concat(
              files.filter(file -> file.toString().endsWith(".md")), markdown(ROOT.resolve("docs")))
          .toList();
    }
  }

  private static Stream<Path> markdown(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
    }
  }

  /** Without the margin, which may differ. */
  private static String bare(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n")).strip();
  }

  private static Optional<String> region(String source, String name) {
    Matcher regions = REGION.matcher(source);
    while (regions.find()) {
      if (regions.group(1).equals(name)) {
        return Optional.of(regions.group(2));
      }
    }
    return Optional.empty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everySnippetIsTestedCode(Path page) throws IOException {
    String text = Files.readString(page);
    List<MatchResult> snippets = SNIPPET.matcher(text).results().toList();
    assertThat(JAVA.matcher(text).results().count())
        .as("pieces of Java with their source before them")
        .isEqualTo(snippets.stream().filter(DocumentsTest::isJava).count()
            + IMPORTS.matcher(text).results().count());
    Set<String> names = sources();
    for (MatchResult snippet : snippets) {
      String source = Files.readString(ROOT.resolve(snippet.group(1)));
      if (snippet.group(2) == null) {
        assertThat(bare(source)).contains(bare(snippet.group(3)));
      } else {
        assertThat(region(source, snippet.group(2)))
            .as("region [%s] of [%s]", snippet.group(2), snippet.group(1))
            .map(DocumentsTest::bare)
            .contains(bare(snippet.group(3)));
      }
      // A test may be the source itself.
      String file = Path.of(snippet.group(1)).getFileName().toString();
      if (isJava(snippet)) {
        assertThat(names).contains(file.replaceFirst("(Test)?[.]java$", "Test.java"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyClassThatIsNamedIsThere(Path page) throws IOException {
    String prose = FENCED_LINES.matcher(Files.readString(page)).replaceAll("");
    Set<String> names = allSources();
    assertThat(NAMED.matcher(prose).results().map(name -> name.group(1)))
        .filteredOn(name -> !OF_OTHERS.contains(name))
        .allSatisfy(name -> assertThat(names).contains(name + ".java"));
  }

  private static Set<String> allSources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private static boolean isJava(MatchResult snippet) {
    return snippet.group(1).endsWith(".java");
  }

  static List<Path> guide() throws IOException {
    return markdown(ROOT.resolve("docs/guide")).toList();
  }

  @ParameterizedTest
  @MethodSource("guide")
  void everyPageShowsItsImports(Path page) throws IOException {
    String text = Files.readString(page);
    Set<String> needed = new TreeSet<>();
    for (MatchResult snippet : SNIPPET.matcher(text).results().toList()) {
      if (isJava(snippet) && !IMPORT.matcher(snippet.group(3)).find()) {
        needed.addAll(
            importsFor(snippet.group(3), Files.readString(ROOT.resolve(snippet.group(1)))));
      }
    }
    assertThat(IMPORTS.matcher(text).results().flatMap(block -> block.group(1).lines()))
        .containsExactlyElementsOf(needed);
  }

  /** Those of the source whose names stand in the code. */
  private static List<String> importsFor(String code, String source) {
    return IMPORT
        .matcher(source)
        .results()
        .filter(
            each -> Pattern.compile("\\b" + each.group(2) + "\\b").matcher(code).find())
        .map(MatchResult::group)
        .toList();
  }

  private static Set<String> sources() throws IOException {
    Set<String> names = new HashSet<>();
    for (String module : List.of("nas-examples", "nas-spark")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
        files.forEach(file -> names.add(file.getFileName().toString()));
      }
    }
    return names;
  }

  @Test
  void readmeAndGuideHaveSnippets() throws IOException {
    for (String page : List.of("README.md", "docs/guide/first-search.md", "docs/guide/seeing.md")) {
      assertThat(SNIPPET.matcher(Files.readString(ROOT.resolve(page))).results())
          .as(page)
          .isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsSomewhere(Path document) throws IOException {
    String prose = FENCED.matcher(Files.readString(document)).replaceAll("");
    assertThat(LINK.matcher(prose).results())
        .allSatisfy(link -> assertThat(document.resolveSibling(link.group(1))).exists());
  }

  @Test
  void aSnippetThatDiffersIsSeen() {
    String source = "a\n  // region: one\n  b();\n  c();\n  // end region\n";
    assertThat(region(source, "one").map(DocumentsTest::bare)).contains("b();\nc();");
    assertThat(region(source, "two")).isEmpty();
  }

  @Test
  void anImportThatLacksIsSeen() {
    String source = "import a.One;\nimport b.Two;\nclass X { One one; Two two; }";
    assertThat(importsFor("One one = new Onerous();", source)).containsExactly("import a.One;");
  }
}
