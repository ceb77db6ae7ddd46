package org.nas4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a setter's documentation says of the default is what the builder's field is set to. A
 * default is told as "5 unless set", "5 by default" or "The default is 5"; numbers, lists of
 * numbers and links to constants are compared here, words in {@link DefaultsInWordsTest}.
 */
class DocumentedDefaultsTest {

  static final Pattern SETTER = Pattern.compile(
      "/\\*\\*((?:(?!\\*/).)*)\\*/\\n(?: *@.*\\n)*( +)public [\\w<>., ]*?(\\w+)\\(([^)]*)\\) \\{(.*?)\\n\\2\\}",
      Pattern.DOTALL);

  private static final String EACH = "[−-]?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?";
  private static final String VALUE =
      "(" + EACH + "(?:(?:, | and | or )" + EACH + ")*|\\{@link \\w+#\\w+}|true|false)";

  static final Pattern STATED = Pattern.compile("[;,:.] " + VALUE
      + "(?: \\w+)? (?:unless set|by default)|[Tt]he default is " + VALUE + "(?=[.:;, ])");

  private static final Pattern FIELD = Pattern.compile(
      "\\n +(?:private|static|public static) [\\w.<>?, \\[\\]]+? (\\w+)(?: =\\s+([^;]+))?;");

  static final Pattern ASSIGNED = Pattern.compile("(?:this\\.)?(\\w+) =");
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.])-?\\d[\\d_]*(?:\\.\\d+)?(?:e-?\\d+)?");

  /** So few are compared if the pattern no longer fits how documentation is written. */
  private static final int LEAST = 60;

  /** Setters whose default another field's implies. */
  private static final Set<String> ELSEWHERE =
      Set.of("NasSkipSpace.layers", "QLearning.scaledExploration", "Dl4jEvaluator.engine");

  private final List<String> wrong = new ArrayList<>();
  private int compared;

  @Test
  void areThoseOfTheCode() throws IOException {
    for (String module : Sources.modules()) {
      for (Path file : Sources.of(module)) {
        check(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).as("compared").isGreaterThan(LEAST);
  }

  @Test
  void aWrongNumberIsSeen() {
    String text = """
        class A {
            private double rate = 3e-3;
            private List<Integer> sizes = List.of(1, 3, 5);

            /** The rate; 0.001 unless set. */
            public Builder rate(double rate) {
              this.rate = rate;
            }

            /** Sizes; 1, 3 unless set. */
            public Builder sizes(List<Integer> sizes) {
              this.sizes = sizes;
            }
        """;
    check("A", text);
    assertThat(wrong)
        .containsExactly(
            "A.rate says [0.001], but has [3e-3]",
            "A.sizes says [1, 3], but has [List.of(1, 3, 5)]");
    wrong.clear();
    check("A", text.replace("0.001", "0.003").replace("1, 3 ", "1, 3, 5 "));
    assertThat(wrong).isEmpty();
  }

  private void check(String name, String text) {
    Map<String, String> fields = fields(text);
    Matcher setter = SETTER.matcher(text);
    while (setter.find()) {
      String comment = setter.group(1).replaceAll("\\s*\\n\\s*\\*\\s?", " ");
      Matcher stated = STATED.matcher(comment);
      Matcher assigned = ASSIGNED.matcher(setter.group(5));
      String where = name.replace(".java", "") + "." + setter.group(3);
      if (stated.find() && !setter.group(4).isEmpty() && !ELSEWHERE.contains(where)) {
        String said = Stream.of(stated.group(1), stated.group(2))
            .filter(group -> group != null)
            .findFirst()
            .orElseThrow();
        // A setter of two numbers tells both.
        List<String> code = assigned
            .results()
            .map(result -> result.group(1))
            .distinct()
            .filter(fields::containsKey)
            .map(fields::get)
            .toList();
        if (!code.isEmpty()) {
          compare(where, said, String.join(" and ", code));
        }
      }
    }
  }

  static Map<String, String> fields(String text) {
    Map<String, String> fields = new HashMap<>();
    Matcher field = FIELD.matcher(text);
    while (field.find()) {
      String value = Optional.ofNullable(field.group(2)).orElse("");
      // A setting's own field has no value; the builder's field of the same name may have.
      fields.merge(field.group(1), value, (a, b) -> b.isEmpty() ? a : b);
    }
    fields.replaceAll((name, value) -> fields.getOrDefault(value, value));
    return fields;
  }

  private void compare(String where, String said, String code) {
    if (code.isEmpty() && !said.equals("0") && !said.equals("false")) {
      return; // set in a constructor, if at all
    }
    compared++;
    boolean same;
    if (said.startsWith("{@link")) {
      String constant = said.substring(said.indexOf('#') + 1, said.length() - 1);
      same = code.endsWith(constant);
    } else if (said.equals("true") || said.equals("false")) {
      same = code.equals(said) || code.isEmpty();
    } else {
      same = numbers(said.replaceAll("(?<=\\d),(?=\\d{3}(?!\\d))", "").replace("−", "-"))
          .equals(code.isEmpty() ? List.of(0.0) : numbers(code));
    }
    if (!same) {
      wrong.add(where + " says [" + said + "], but has [" + code + "]");
    }
  }

  private static List<Double> numbers(String text) {
    List<Double> numbers = new ArrayList<>();
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      numbers.add(Double.valueOf(number.group().replace("_", "")));
    }
    return numbers;
  }
}
