package org.nas4j.language;

/**
 * How a language model is trained: Adam with a learning rate that falls along a cosine to nothing, on parallel streams of
 * the text, whose states go on from batch to batch.
 *
 * @param hidden units of each state
 * @param batch parallel streams
 * @param steps in time that gradients reach back
 * @param batches to train on, over and over the text
 * @param learningRate at the start
 * @param clip greatest length of the gradient of all weights together
 * @param dropout share of embeddings and of outputs that is left out, the same in all steps of a stream; 0 for none
 * @param threads at least 1; another number changes figures in their last digits
 */
public record LanguageTraining(
    int hidden,
    int batch,
    int steps,
    int batches,
    double learningRate,
    double clip,
    double dropout,
    int threads) {

  /** Weight decay, as in ENAS. */
  static final double DECAY = 1e-7;

  /** Checks. */
  public LanguageTraining {
    for (int size : new int[] {hidden, batch, steps, batches, threads}) {
      if (size < 1) {
        throw new IllegalArgumentException("Units, streams, steps, batches and threads must be at"
            + " least 1, but got [" + hidden + "], [" + batch + "], [" + steps + "], [" + batches
            + "] and [" + threads + "].");
      }
    }
    if (!(learningRate > 0 && clip > 0 && dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "Learning rate and clip must be above 0, dropout in [0, 1)," + " but got [" + learningRate
              + "], [" + clip + "] and [" + dropout + "].");
    }
  }

  /**
   * Settings that suit some minutes of characters: 64 streams of 50 steps, learning rate 0.004, gradients cut to 1, no
   * dropout, a thread for each processor.
   *
   * @param hidden units
   * @param batches to train on
   * @return the settings
   */
  public static LanguageTraining characters(int hidden, int batches) {
    int threads = Runtime.getRuntime().availableProcessors();
    return new LanguageTraining(hidden, 64, 50, batches, 0.004, 1, 0, threads);
  }

  /**
   * The same with other units.
   *
   * @param units of each state
   * @return a changed copy
   */
  public LanguageTraining withHidden(int units) {
    return new LanguageTraining(units, batch, steps, batches, learningRate, clip, dropout, threads);
  }

  /**
   * The same with other threads.
   *
   * @param count at least 1
   * @return a changed copy
   */
  public LanguageTraining withThreads(int count) {
    return new LanguageTraining(hidden, batch, steps, batches, learningRate, clip, dropout, count);
  }

  double rate(int done) {
    return learningRate * (1 + StrictMath.cos(StrictMath.PI * done / batches)) / 2;
  }
}
