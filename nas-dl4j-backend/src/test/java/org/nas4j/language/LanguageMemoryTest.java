package org.nas4j.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.data.Corpus;
import org.nas4j.dl4j.internal.recurrent.LanguageNetwork;
import org.nas4j.spaces.enas.EnasMode;
import org.nas4j.spaces.enas.EnasRecurrentCell;

/** What a language model needs is known before it is made. */
class LanguageMemoryTest {

  private static final Corpus TEXT = Corpus.of(
      "the cat sat on the mat, and the dog sat on the log. ".repeat(40),
      Corpus.Level.CHARACTERS,
      0.1,
      0.1);

  /** Within a factor of two of what a model in training really holds. */
  @ParameterizedTest
  @CsvSource({"64, 32, 1", "128, 8, 2"})
  void theEstimateIsNear(int hidden, int batch, int threads) throws InterruptedException {
    LanguageTraining training = LanguageTraining.builder()
        .hidden(hidden)
        .batch(batch)
        .steps(20)
        .batches(1)
        .threads(threads)
        .build();
    CellGraph enas = EnasRecurrentCell.ofTokens(EnasMode.PAPER, 0, 0, 1, 1, 0).graph();
    for (CellGraph cell : List.of(CellGraph.lstm(), enas)) {
      long estimate =
          LanguageMemory.of(cell, training, TEXT.vocabulary().size()).bytes();
      long before = LanguageNetwork.openBytes();
      try (LanguageTrainer trainer = new LanguageTrainer(cell, TEXT, training, 1)) {
        trainer.step();
        double held = LanguageNetwork.openBytes() - before;
        assertThat(held / estimate).as("%s", cell).isBetween(0.5, 2.0);
      }
    }
  }
}
