package org.nas4j.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.data.Corpus;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.model.TextModel;
import org.nas4j.space.Chooser;
import org.nas4j.spaces.nas.NasRecurrentSpace;

/** A language model and its plain Java file foretell alike. */
class TextModelOfLanguageModelTest {

  private static final String TEXT = "the cat sat on the mat,\nand the dog sat on the log.\n";

  @TempDir
  private Path folder;

  private static Corpus corpus(Corpus.Level level) {
    return Corpus.of(TEXT.repeat(40), level, 0.1, 0.1);
  }

  private static LanguageModel train(CellGraph cell, Corpus corpus) throws InterruptedException {
    LanguageTraining training = LanguageTraining.characters(12, 60);
    return LanguageModel.train(cell, corpus, training, 1);
  }

  private static CellGraph searched() {
    return NasRecurrentSpace.small()
        .sample(Chooser.uniform(new SplittableRandom(3)))
        .architecture()
        .graph();
  }

  /** Each of the drawn tokens depends on the probabilities at all steps before. */
  @Test
  void itDrawsTheSameText() throws Exception {
    for (CellGraph cell : new CellGraph[] {CellGraph.lstm(), searched()}) {
      Corpus corpus = corpus(Corpus.Level.CHARACTERS);
      LanguageModel model = train(cell, corpus);
      TextModel served = throughFile(model);
      String first = corpus.vocabulary().get(1);
      assertThat(served.sample(first, 300, Seeds.random(7, 0, "sample")))
          .isEqualTo(model.sample(300, 7));
    }
  }

  @Test
  void probabilitiesAreEqual() throws Exception {
    Corpus corpus = corpus(Corpus.Level.CHARACTERS);
    LanguageModel model = train(CellGraph.lstm(), corpus);
    TextModel served = throughFile(model);
    for (String pair : new String[] {"th", "at", "x."}) {
      double probability = 1 / model.perplexity(corpus.encode(pair));
      assertThat(1 / served.perplexity(pair)).isCloseTo(probability, within(1e-5));
    }
    int[] all = corpus.encode(TEXT.repeat(5));
    assertThat(LanguageModel.of(served).perplexity(all)).isEqualTo(model.perplexity(all));
    assertThat(served.provenance()).isEqualTo(Map.of("text", "a rhyme"));
  }

  /** Words that are drawn stand apart, in both. */
  @Test
  void wordsStandApart() throws Exception {
    Corpus corpus = corpus(Corpus.Level.WORDS);
    LanguageModel model = train(CellGraph.lstm(), corpus);
    String drawn = model.sample(80, 3);
    assertThat(drawn).contains("the ").contains("\n").doesNotContain("<eos>");
    String first = corpus.vocabulary().get(1);
    assertThat(first).isEqualTo("<eos>");
    assertThat(throughFile(model).sample("\n", 80, Seeds.random(3, 0, "sample")))
        .isEqualTo(drawn);
  }

  private TextModel throughFile(LanguageModel model) throws IOException {
    Path file = folder.resolve("text.nas4j");
    model.toTextModel(Map.of("text", "a rhyme")).save(file);
    return TextModel.load(file);
  }
}
