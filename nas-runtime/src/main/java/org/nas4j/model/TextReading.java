package org.nas4j.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.recurrent.CellGraph;

/** A language model on its way through one text, in double precision. For one thread. */
final class TextReading {

  private final CellGraph cell;
  private final int units;
  private final Map<String, WeightArray> weights;
  private CellGraph.Step last;

  /** Before the first token all states are zeros. */
  TextReading(CellGraph cell, int units, Map<String, WeightArray> weights) {
    this.cell = cell;
    this.units = units;
    this.weights = weights;
    this.last = new CellGraph.Step(
        new double[units], new ArrayList<>(Collections.nCopies(cell.states(), new double[units])));
  }

  void read(int token) {
    float[] embedding = weights.get(TextModel.EMBEDDING).values();
    double[] input = new double[units];
    for (int i = 0; i < units; i++) {
      input[i] = embedding[token * units + i];
    }
    last = cell.step(input, last.states(), weights);
  }

  /** Of each token to be the next one. */
  float[] probabilities() {
    float[] embedding = weights.get(TextModel.EMBEDDING).values();
    float[] bias = weights.get(TextModel.DECODER_BIAS).values();
    double[] scores = new double[bias.length];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int token = 0; token < scores.length; token++) {
      double score = bias[token];
      for (int i = 0; i < units; i++) {
        score += embedding[token * units + i] * last.output()[i];
      }
      scores[token] = score;
      greatest = Math.max(greatest, score);
    }
    double sum = 0;
    for (int token = 0; token < scores.length; token++) {
      scores[token] = Math.exp(scores[token] - greatest);
      sum += scores[token];
    }
    float[] probabilities = new float[scores.length];
    for (int token = 0; token < scores.length; token++) {
      probabilities[token] = (float) (scores[token] / sum);
    }
    return probabilities;
  }
}
