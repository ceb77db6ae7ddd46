package org.nas4j.benchmarks.throughput;

import java.util.SplittableRandom;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.dl4j.internal.recurrent.CellProgram;
import org.nas4j.dl4j.internal.recurrent.LanguageNetwork;
import org.nas4j.dl4j.internal.recurrent.RecurrentParameters;
import org.nas4j.dl4j.internal.recurrent.RecurrentState;
import org.nas4j.dl4j.internal.recurrent.StepRule;
import org.nas4j.dl4j.internal.recurrent.TokenBatch;

/** The language model on our recurrent engine. */
final class LanguageEngine implements Engine {

  private final int[][] tokens = TextBatch.tokens();
  private final CellProgram cell = CellProgram.of(CellGraph.lstm(), TextBatch.UNITS);
  private final TokenBatch batch = new TokenBatch(TextBatch.ROWS, TextBatch.STEPS);
  private final RecurrentState carried = new RecurrentState(TextBatch.ROWS, TextBatch.UNITS);
  private final StepRule rule = StepRule.plain(TextBatch.CLIP, 0);
  private final RecurrentParameters parameters;
  private final LanguageNetwork network;

  LanguageEngine(int threads) {
    SplittableRandom random = new SplittableRandom(1);
    this.parameters =
        new RecurrentParameters(TextBatch.VOCABULARY, TextBatch.UNITS, (name, shape) -> {
          WeightArray array = WeightArray.zeros(shape);
          for (int i = 0; i < array.values().length; i++) {
            array.values()[i] = (float) random.nextDouble(-0.1, 0.1);
          }
          return array;
        });
    this.network = new LanguageNetwork(parameters, TextBatch.ROWS, TextBatch.STEPS, threads);
  }

  @Override
  public long parameters() {
    return cell.parameters() + (long) TextBatch.VOCABULARY * (TextBatch.UNITS + 1);
  }

  @Override
  public void train() {
    write();
    network.train(cell, batch, carried, TextBatch.RATE, rule);
  }

  @Override
  public void infer() {
    write();
    network.loss(cell, batch, carried);
  }

  private void write() {
    for (int time = 0; time < TextBatch.STEPS; time++) {
      for (int row = 0; row < TextBatch.ROWS; row++) {
        batch.set(time, row, tokens[row][time], tokens[row][time + 1]);
      }
    }
  }

  @Override
  public void close() {
    network.close();
    parameters.close();
  }
}
