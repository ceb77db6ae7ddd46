package org.nas4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.data.Corpus;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.language.LanguageEvaluator;
import org.nas4j.language.LanguageModel;
import org.nas4j.language.LanguageTraining;
import org.nas4j.model.TextModel;
import org.nas4j.objective.Objective;
import org.nas4j.search.StopRule;
import org.nas4j.spaces.nas.NasRecurrentSpace;
import org.nas4j.spaces.nas.RecurrentCell;

/** docs/guide/text.md. */
class TextSearchTest {

  @TempDir
  private Path folder;

  @Test
  void searchesACellByItsPerplexity() throws Exception {
    // region: search
    String text = "the cat sat on the mat, and the dog sat on the log. ".repeat(40);
    Corpus corpus = Corpus.of(text, Corpus.Level.CHARACTERS, 0.1, 0.1);
    LanguageTraining training = LanguageTraining.builder()
        .hidden(16)
        .batch(8)
        .steps(10)
        .batches(60)
        .learningRate(0.01)
        .build();
    SearchResult<RecurrentCell> result = NasSearch.builder(NasRecurrentSpace.small())
        .evaluator(LanguageEvaluator.of(corpus, training, RecurrentCell::graph))
        .reward(Objective.of(LanguageEvaluator.VALIDATION_PERPLEXITY))
        .stopAfter(StopRule.trials(4))
        .seed(1)
        .run();
    // end region
    // region: train
    LanguageModel model = LanguageModel.train(
        result.bestOrThrow().architecture().graph(),
        corpus,
        training.toBuilder().batches(200).build(),
        1);
    double perplexity = model.perplexity(corpus.test());
    String sample = model.sample(60, 1);
    // end region
    // region: serve
    Path file = folder.resolve("text.nas4j");
    model.toTextModel(Map.of("corpus", "cats and dogs")).save(file);
    TextModel served = TextModel.load(file);
    String next = served.next("the cat sat on th").label();
    String more = served.sample("the dog", 40, new SplittableRandom(1));
    // end region
    assertThat(perplexity).isBetween(1.0, 8.0);
    assertThat(sample).isNotBlank();
    assertThat(LanguageModel.of(served).perplexity(corpus.test())).isEqualTo(perplexity);
    assertThat(served.vocabulary()).contains(next);
    assertThat(more).hasSizeGreaterThanOrEqualTo(40);
  }
}
