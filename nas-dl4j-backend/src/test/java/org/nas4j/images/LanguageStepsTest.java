package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.dl4j.internal.recurrent.CellProgram;
import org.nas4j.dl4j.internal.recurrent.LanguageNetwork;
import org.nas4j.dl4j.internal.recurrent.RecurrentParameters;
import org.nas4j.dl4j.internal.recurrent.StepRule;
import org.nas4j.dl4j.internal.recurrent.TokenBatch;
import org.nas4j.language.LanguageSteps;
import org.nas4j.oneshot.WeightBank;

class LanguageStepsTest {

  private static final int HIDDEN = 4;
  private static final int VOCABULARY = 5;
  private static final CellProgram CELL = CellProgram.of(CellGraph.lstm(), HIDDEN);
  private static final StepRule RULE = StepRule.adam(1, 0);

  private static TokenBatch batch(int input) {
    TokenBatch batch = new TokenBatch(1, 2);
    for (int t = 0; t < 2; t++) {
      batch.set(t, 0, input, 1);
    }
    return batch;
  }

  private static RecurrentParameters parameters() {
    WeightBank bank = new WeightBank(1);
    return new RecurrentParameters(
        VOCABULARY, HIDDEN, (name, shape) -> bank.uniform(name, shape, 0.5));
  }

  /**
   * A batch that was computed with weights that are no numbers; they are mended before the next.
   */
  @Test
  void theNextBatchBeginsFromZeros() {
    try (RecurrentParameters parameters = parameters();
        LanguageNetwork network = new LanguageNetwork(parameters, 1, 2, 1)) {
      LanguageSteps steps = new LanguageSteps(network, 1, HIDDEN, VOCABULARY);
      float[] embedding = parameters.arrays().get(RecurrentParameters.EMBEDDING).values();
      float[] kept = embedding.clone();
      Arrays.fill(embedding, Float.NaN);
      parameters.publish();
      assertThat(steps.train(CELL, batch(1), 0, RULE, 1)).isEqualTo(Math.log(VOCABULARY));
      System.arraycopy(kept, 0, embedding, 0, kept.length);
      parameters.publish();
      double loss = steps.train(CELL, batch(2), 0, RULE, 1);
      steps.restart();
      assertThat(loss).isEqualTo(steps.train(CELL, batch(2), 0, RULE, 1)).isFinite();
    }
  }

  @Test
  void manyInARowAreADivergence() {
    try (RecurrentParameters parameters = parameters();
        LanguageNetwork network = new LanguageNetwork(parameters, 1, 2, 1)) {
      LanguageSteps steps = new LanguageSteps(network, 1, HIDDEN, VOCABULARY);
      Arrays.fill(parameters.arrays().get(RecurrentParameters.EMBEDDING).values(), Float.NaN);
      parameters.publish();
      for (int i = 1; i < 20; i++) {
        steps.train(CELL, batch(1), 0, RULE, 1);
      }
      assertThatThrownBy(() -> steps.train(CELL, batch(1), 0, RULE, 7))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining("epoch [7]");
    }
  }
}
