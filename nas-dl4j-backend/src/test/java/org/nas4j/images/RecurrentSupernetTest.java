package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.data.Corpus;
import org.nas4j.language.LanguageModel;
import org.nas4j.language.LanguageTraining;
import org.nas4j.language.RecurrentSupernet;
import org.nas4j.oneshot.OneShotResult;
import org.nas4j.oneshot.OneShotSearch;
import org.nas4j.oneshot.WarmRestarts;
import org.nas4j.spaces.enas.EnasMode;
import org.nas4j.spaces.enas.EnasRecurrentCell;
import org.nas4j.spaces.enas.EnasRecurrentSpace;
import org.nas4j.strategy.Strategies;

class RecurrentSupernetTest {

  private static final Corpus TEXT = Corpus.of(
      "the cat sat on the mat, and the dog sat on the log. ".repeat(40),
      Corpus.Level.CHARACTERS,
      0.1,
      0.1);
  private static final LanguageTraining SMALL = LanguageTraining.builder()
      .hidden(16)
      .batch(8)
      .steps(10)
      .batches(20)
      .learningRate(0.01)
      .threads(1)
      .build();
  private static final EnasRecurrentCell CHAIN =
      EnasRecurrentCell.ofTokens(EnasMode.PAPER, 0, 0, 1, 1, 0);
  private static final EnasRecurrentCell FORK =
      EnasRecurrentCell.ofTokens(EnasMode.PAPER, 0, 0, 1, 0, 0);

  @TempDir
  private Path folder;

  /** What one cell learns another has; what it does not name rests; judging changes nothing. */
  @Test
  void cellsShareEdgesAndNothingElse() throws InterruptedException {
    try (RecurrentSupernet<EnasRecurrentCell> supernet =
        RecurrentSupernet.builder(TEXT, SMALL, EnasRecurrentCell::graph).build()) {
      supernet.score(FORK);
      supernet.score(CHAIN);
      Map<String, WeightArray> before = supernet.bank().snapshot();
      assertThat(supernet.score(FORK)).isEqualTo(supernet.score(FORK));
      assertEqual(before, supernet.bank().snapshot(), true);
      double fork = supernet.score(FORK, 0);
      supernet.train(CHAIN, 0.01);
      Map<String, WeightArray> after = supernet.bank().snapshot();
      assertThat(after.get("node2/from0").values())
          .isEqualTo(before.get("node2/from0").values());
      assertThat(after.get("node1/from0").values())
          .isNotEqualTo(before.get("node1/from0").values());
      assertThat(supernet.score(FORK, 0)).isNotEqualTo(fork);
    }
  }

  /** As the released code has it, what the cell does not name decays and goes on by its moments. */
  @Test
  void otherEdgesMoveIfTold() throws InterruptedException {
    try (RecurrentSupernet<EnasRecurrentCell> supernet = RecurrentSupernet.builder(
            TEXT, SMALL, EnasRecurrentCell::graph)
        .decayUnused(true)
        .build()) {
      supernet.train(FORK, 0.01);
      Map<String, WeightArray> before = supernet.bank().snapshot();
      supernet.train(CHAIN, 0.01);
      assertThat(supernet.bank().snapshot().get("node2/from0").values())
          .isNotEqualTo(before.get("node2/from0").values());
    }
  }

  private static void assertEqual(
      Map<String, WeightArray> one, Map<String, WeightArray> other, boolean equal) {
    one.forEach((name, array) -> assertThat(other.get(name).values()).isEqualTo(array.values()));
    assertThat(other.keySet().equals(one.keySet())).isEqualTo(equal);
  }

  @Test
  void searchImprovesTheSharedWeightsAndRepeats() throws InterruptedException {
    OneShotResult<EnasRecurrentCell> first = search();
    assertThat(first.epochs().get(3).trainingLoss())
        .isLessThan(first.epochs().get(0).trainingLoss() - 0.1);
    OneShotResult<EnasRecurrentCell> second = search();
    assertThat(second.genotype()).isEqualTo(first.genotype());
    assertThat(second.validationScore()).isEqualTo(first.validationScore());
  }

  private static OneShotResult<EnasRecurrentCell> search() throws InterruptedException {
    try (RecurrentSupernet<EnasRecurrentCell> supernet =
        RecurrentSupernet.builder(TEXT, SMALL, EnasRecurrentCell::graph).build()) {
      return OneShotSearch.builder(EnasRecurrentSpace.builder().nodes(3).build(), supernet)
          .strategy(Strategies.named("reinforce"))
          .epochs(4)
          .learningRate(new WarmRestarts(0.01, 0.001, 4, 1))
          .controllerSamples(10)
          .derive(10, 3)
          .run();
    }
  }

  @Test
  void modelLearnsWritesAndIsReadBack() throws InterruptedException, IOException {
    CellGraph cell = CHAIN.graph();
    LanguageTraining training = LanguageTraining.builder()
        .hidden(16)
        .batch(8)
        .steps(10)
        .batches(200)
        .learningRate(0.01)
        .dropout(0.1)
        .threads(1)
        .build();
    LanguageModel model = LanguageModel.train(cell, TEXT, training, 1);
    double perplexity = model.perplexity(TEXT.validation());
    assertThat(perplexity).isBetween(1.0, 4.0);
    assertThat(model.parameterCount())
        .isEqualTo(LanguageModel.parameterCount(cell, 16, TEXT.vocabulary().size()));
    assertThat(model.sample(50, 2)).hasSize(50).isEqualTo(model.sample(50, 2));
    model.save(folder.resolve("model"));
    LanguageModel read = LanguageModel.load(folder.resolve("model"));
    assertThat(read.perplexity(TEXT.validation())).isCloseTo(perplexity, within(1e-4));
    assertThat(LanguageModel.train(cell, TEXT, training, 1).perplexity(TEXT.validation()))
        .isEqualTo(perplexity);
  }
}
