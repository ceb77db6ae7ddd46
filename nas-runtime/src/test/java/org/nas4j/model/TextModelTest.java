package org.nas4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.recurrent.CellGraph;

/** That it computes what the trained model does is shown where that is: in nas-dl4j-backend. */
class TextModelTest {

  private static final int UNITS = 3;
  private static final List<String> CHARACTERS = List.of("<unk>", "a", "b", "ß", "\n", "𝄞");
  private static final List<String> WORDS = List.of("<unk>", "<eos>", "cat", "sat", "the");

  @TempDir
  private Path folder;

  private static Map<String, WeightArray> weights(List<String> vocabulary, double bound) {
    SplittableRandom random = new SplittableRandom(5);
    Map<String, WeightArray> weights = new LinkedHashMap<>();
    TextModel.shapes(CellGraph.lstm(), UNITS, vocabulary.size()).forEach((name, shape) -> {
      WeightArray array = WeightArray.zeros(shape);
      for (int i = 0; i < array.values().length; i++) {
        array.values()[i] = (float) random.nextDouble(-bound, Math.max(bound, 1e-30));
      }
      weights.put(name, array);
    });
    return weights;
  }

  private static TextModel model(List<String> vocabulary) {
    return TextModel.of(
        CellGraph.lstm(), UNITS, vocabulary, weights(vocabulary, 2), Map.of("seed", "7"));
  }

  private static byte[] bytes(TextModel model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TextModelFile.write(model, out);
    return out.toByteArray();
  }

  private static TextModel load(byte[] bytes) throws IOException {
    return TextModel.load(new ByteArrayInputStream(bytes), "other.nas4j");
  }

  @Test
  void readsWhatItWrote() throws IOException {
    TextModel model = model(CHARACTERS);
    Path file = folder.resolve("text.nas4j");
    model.save(file);
    TextModel read = TextModel.load(file);
    assertThat(read.cell()).isEqualTo(CellGraph.lstm());
    assertThat(read.units()).isEqualTo(UNITS);
    assertThat(read.vocabulary()).isEqualTo(CHARACTERS);
    assertThat(read.provenance()).isEqualTo(Map.of("seed", "7"));
    assertThat(read.next("abß\n𝄞").probabilities())
        .isEqualTo(model.next("abß\n𝄞").probabilities());
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes(model(CHARACTERS)));
  }

  /** What was read before changes what comes next; what is unknown is one token. */
  @Test
  void readsTokenByToken() {
    TextModel model = model(CHARACTERS);
    Prediction next = model.next("ab");
    assertThat(model.vocabulary()).contains(next.label());
    float[] probabilities = next.probabilities();
    assertThat(IntStream.range(0, probabilities.length)
            .mapToDouble(i -> probabilities[i])
            .sum())
        .isCloseTo(1, within(1e-6));
    assertThat(model.next("bb").probabilities()).isNotEqualTo(probabilities);
    assertThat(model.next("xb").probabilities()).isEqualTo(model.next("𝄢b").probabilities());
  }

  /** Without weights each token is as likely; with a bias, by its exponential. */
  @Test
  void foretellsByTheBiasWhereThereIsNothingElse() {
    Map<String, WeightArray> nothing = weights(CHARACTERS, 0);
    assertThat(
            TextModel.of(CellGraph.lstm(), UNITS, CHARACTERS, nothing, Map.of()).perplexity("abba"))
        .isCloseTo(6, within(1e-5));
    nothing.get(TextModel.DECODER_BIAS).values()[2] = (float) Math.log(5);
    TextModel model = TextModel.of(CellGraph.lstm(), UNITS, CHARACTERS, nothing, Map.of());
    assertThat(model.next("a").label()).isEqualTo("b");
    assertThat(model.next("a").probability()).isCloseTo(0.5, within(1e-6));
    assertThat(model.perplexity("aba")).isCloseTo(Math.sqrt(2 * 10), within(1e-5));
  }

  @Test
  void perplexityIsOfWhatItForetells() {
    TextModel model = model(CHARACTERS);
    double product = model.next("a").probabilities()[2] * model.next("ab").probabilities()[1];
    assertThat(model.perplexity("aba")).isCloseTo(1 / Math.sqrt(product), within(1e-5));
  }

  @Test
  void goesOnWithAText() {
    TextModel characters = model(CHARACTERS);
    String more = characters.sample("ab", 50, new SplittableRandom(1));
    assertThat(more.codePoints().filter(each -> each != '<' && each != 'u').count())
        .isPositive();
    assertThat(more).isEqualTo(characters.sample("ab", 50, new SplittableRandom(1)));
    assertThat(characters.sample("ab", 0, new SplittableRandom(1))).isEmpty();
    TextModel words = model(WORDS);
    assertThat(words.sample("the  cat", 60, new SplittableRandom(2)))
        .matches("((<unk>|cat|sat|the)?[ \\n])*(<unk>|cat|sat|the)?")
        .contains(" ", "\n")
        .doesNotContain("<eos>", "  ");
  }

  /** The end of a text's line is a word of its own. */
  @Test
  void aLineThatEndsIsAnotherBeginning() {
    TextModel words = model(WORDS);
    assertThat(words.next("the cat\n").probabilities())
        .isNotEqualTo(words.next("the cat").probabilities());
  }

  @Test
  void saysWhatCannotBe() {
    TextModel model = model(CHARACTERS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.next(""))
        .withMessageContaining("has no token")
        .withMessageContaining("Maybe begin with a character");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.perplexity("a"))
        .withMessageContaining("two tokens");
    Map<String, WeightArray> weights = weights(CHARACTERS, 1);
    weights.get(TextModel.EMBEDDING).values()[0] = Float.NaN;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextModel.of(CellGraph.lstm(), UNITS, CHARACTERS, weights, Map.of()))
        .withMessageContaining("[embedding]")
        .withMessageContaining("[NaN]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextModel.of(CellGraph.lstm(), 4, CHARACTERS, weights, Map.of()))
        .withMessageContaining("[embedding] of shape [6, 4]");
    weights.put("more", WeightArray.zeros(List.of(1)));
    weights.get(TextModel.EMBEDDING).values()[0] = 0;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextModel.of(CellGraph.lstm(), UNITS, CHARACTERS, weights, Map.of()))
        .withMessageContaining("no weights [more]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(List.of("a", "b", "a")))
        .withMessageContaining("[a] twice");
  }

  @ParameterizedTest
  @CsvSource({
    "model.json, \"nas4j-text-model\", \"other\", must be [nas4j-text-model]",
    "model.json, \"nas4j-text-model\", \"nas4j-model\", which [Model] loads",
    "model.json, \"version\" : 1, \"version\" : 2, version",
    "model.json, \"units\" : 3, \"units\" : 999999, bytes of weights",
    "model.json, \"units\" : 3, \"units\" : 2, longer than it can be",
    "model.json, \"provenance\", \"more\", lacks the member [provenance]",
    "model.json, \"b\", \"a\", twice",
    "cell.json, \"tanh\", \"gelu\", [gelu]",
    "cell.json, \"blocks\" : 4, \"blocks\" : 1000, initial",
  })
  void refusesOtherContent(String entry, String old, String changed, String said)
      throws IOException {
    byte[] other = Zips.replaced(bytes(model(CHARACTERS)), entry, old, changed);
    assertThatThrownBy(() -> load(other))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("[other.nas4j]")
        .hasMessageContaining(said);
  }

  /** Whatever byte is changed: the file is refused, or says the same. */
  @Test
  void refusesDamagedFilesByName() throws IOException {
    TextModel model = model(CHARACTERS);
    byte[] whole = bytes(model);
    int refused = 0;
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= (byte) (1 << i % 8);
      try {
        assertThat(load(damaged).next("ab").probabilities())
            .isEqualTo(model.next("ab").probabilities());
      } catch (MalformedModelException e) {
        refused++;
        assertThat(e).hasMessageContaining("[other.nas4j]").hasMessageContaining("Maybe");
      }
    }
    assertThat(refused).isGreaterThan(whole.length / 2);
  }

  @Test
  void eachKindOfModelSaysWhichOneLoadsTheOther() throws IOException {
    byte[] text = bytes(model(CHARACTERS));
    assertThatThrownBy(() -> Model.load(new ByteArrayInputStream(text), "text.nas4j"))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("is [nas4j-text-model], which [TextModel] loads");
  }
}
