package org.nas4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Defaults that documentation gives in words, such as "random search unless set", are what the
 * builder's field is set to. Each phrase stands here once, with the code that it stands for; one
 * that is new fails until it is added.
 */
class DefaultsInWordsTest {

  private static final Pattern PHRASE = Pattern.compile(
      "([^.;:,()]*?)\\s*,? (?:unless set|by default)\\b|[Tt]he default is ([^.;:,()]*)");

  private static final String NOTHING =
      "|null|0(?:\\.0)?|false|.*\\bNONE|(?:Optional|List|Set|Map)\\.(?:empty|of)\\(\\)|\\w+ -> \\{\\}";

  /** The end of what is said before "unless set", and the code of the field. */
  private static final Map<String, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("none|without it", NOTHING + "|1(?:\\.0)?");
    WORDS.put("no|not so|never|not|none do", NOTHING + "|Integer\\.MAX_VALUE|\\(\\) -> false");
    WORDS.put("no limit|no bound|not limited", ".*POSITIVE_INFINITY|.*MAX_VALUE|0|" + NOTHING);
    WORDS.put("true|they do|there are", "true");
    WORDS.put("false", "|false");
    WORDS.put("random search", "new RandomSearch\\(\\)");
    WORDS.put("validation accuracy|that of validation", ".*VALIDATION_ACCURACY\\)?");
    WORDS.put("the measured latency", ".*LATENCY_SECONDS");
    WORDS.put("a comma", "','");
    WORDS.put("e", "(?:Strict)?Math\\.E");
    WORDS.put("as a fraction", ".*FRACTION");
    WORDS.put("as a product", ".*PRODUCT");
    WORDS.put("radial", ".*RADIAL");
    WORDS.put("averaged", ".*AVERAGED?");
    WORDS.put("the code", ".*CODE");
    WORDS.put("the paper", ".*PAPER");
    WORDS.put("ranks", ".*RANK(?:S|ED)?");
    WORDS.put("all its way", ".*(?:FULL|WHOLE|ALL|PATH).*");
    WORDS.put("uniformly", ".*UNIFORM.*");
    WORDS.put("by name and shape", ".*BY_NAME.*|.*NAME_AND_SHAPE.*|.*[nN]ame.*");
    WORDS.put("all eleven", ".*CurveFamily\\.values\\(\\).*|.*allOf\\(CurveFamily.*");
    WORDS.put("one for each processor", ".*availableProcessors\\(\\)");
    WORDS.put("a cosine from 0|a cosine from", "LearningRate\\.cosine\\(.*");
    WORDS.put("a convolution", ".*CONVOLUTION.*|.*[cC]onvolution.*");
    WORDS.put("only after epochs", NOTHING);
    WORDS.put("the system's clock", "Clock\\.system\\w*\\(\\)");
    WORDS.put("into memory", ".*[mM]emory.*");
    WORDS.put("5 are enough", "5");
    WORDS.put("all 13", "List\\.of\\(NasnetOperation\\.values\\(\\)\\)");
    WORDS.put("48 to 128 in steps of 16", "List\\.of\\(48, 64, 80, 96, 112, 128\\)");
    WORDS.put("not at all", ".*POSITIVE_INFINITY");
    WORDS.put("so|yes", "true");
    WORDS.put("which does", "2");
    WORDS.put("001", "0\\.025");
    WORDS.put("2e-3", "new Adam\\(2e-3, .*");
    WORDS.put("999 and 1e-8", "new Adam\\(.*, 0\\.9, 0\\.999, 1e-8\\)");
    WORDS.put("1e-5", "1e-5");
    WORDS.put("the mean of its blocks", ".*MEAN");
    WORDS.put("hill climbing that tries 3 edits each time", ".*hillClimbing\\(3\\)");
    WORDS.put("seven times", "List\\.of\\((?:[\\d.]+, ){6}[\\d.]+\\)");
    WORDS.put("that of the system which only goes on", "System::nanoTime");
    WORDS.put("a rectifier", ".*RELU");
    WORDS.put("05 as published", "0\\.05|.*RHO");
    WORDS.put("as published", ".*CHEBYSHEV");
  }

  /** What is set in a constructor, by another setter, or said of a method that sets nothing. */
  private static final Set<String> ELSEWHERE = Set.of(
      "SearchBuilder.deduplicateBy",
      "Actor.rejected",
      "RenaReward.finalPenalty",
      "QLearning.rejected",
      "Evolution.ageing",
      "Uct.guide",
      "LanguageEvaluator.reports",
      "ParentWeights.learningRate");

  /** So few are compared if the pattern no longer fits how documentation is written. */
  private static final int LEAST = 30;

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
  void aWrongWordIsSeen() {
    String text = """
        class A {
            private SearchStrategy strategy = new Evolution();
            private boolean loud = true;
            private char comma = ',';

            /** How; random search unless set. */
            public Builder strategy(SearchStrategy strategy) {
              this.strategy = strategy;
            }

            /** Whether it shouts. Not so unless set. */
            public Builder loud(boolean loud) {
              this.loud = loud;
            }

            /** What is between; a comma by default. */
            public Builder comma(char comma) {
              this.comma = comma;
            }

            /** How much; as much as there is of it unless set. */
            public Builder much(boolean much) {
              this.loud = much;
            }
        """;
    check("A", text);
    assertThat(wrong)
        .containsExactly(
            "A.strategy says [random search], but has [new Evolution()]",
            "A.loud says [Not so], but has [true]",
            "A.much says [as much as there is of it], which this test does not know");
    assertThat(compared).isEqualTo(3);
  }

  private void check(String name, String text) {
    Map<String, String> fields = DocumentedDefaultsTest.fields(text);
    Matcher setter = DocumentedDefaultsTest.SETTER.matcher(text);
    while (setter.find()) {
      String comment = setter.group(1).replaceAll("\\s*\\n\\s*\\*\\s?", " ");
      String where = name.replace(".java", "") + "." + setter.group(3);
      Matcher phrase = PHRASE.matcher(comment);
      boolean isNumber = DocumentedDefaultsTest.STATED.matcher(comment).find();
      Optional<String> code = DocumentedDefaultsTest.ASSIGNED
          .matcher(setter.group(5))
          .results()
          .map(result -> result.group(1))
          .filter(fields::containsKey)
          .map(fields::get)
          .findFirst();
      if (!isNumber
          && phrase.find()
          && code.isPresent()
          && !setter.group(4).isEmpty()
          && !ELSEWHERE.contains(where)) {
        String said = phrase.group(1) == null ? phrase.group(2) : phrase.group(1);
        compare(where, said.strip(), code.get());
      }
    }
  }

  private void compare(String where, String said, String code) {
    if (said.contains("{@link") || said.isEmpty()) {
      return;
    }
    boolean isSetInConstructor = code.isEmpty();
    for (Map.Entry<String, String> known : WORDS.entrySet()) {
      if (said.matches("(?i)(?:.*\\W)?(?:" + known.getKey() + ")")) {
        compared++;
        boolean same = code.replaceAll("\\s+", " ").matches(known.getValue());
        if (!isSetInConstructor && !same) {
          wrong.add(where + " says [" + said + "], but has [" + code + "]");
        }
        return;
      }
    }
    wrong.add(where + " says [" + said + "], which this test does not know");
  }
}
