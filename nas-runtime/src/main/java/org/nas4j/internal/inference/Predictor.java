package org.nas4j.internal.inference;

/** A network that computes examples, one or some at a time. Thread-safe. */
public interface Predictor {

  /**
   * Computes one example.
   *
   * @param example as many values as the writer asks for
   * @param writer puts it into the network
   * @param target takes the outputs: probabilities or numbers
   */
  void run(float[] example, InputWriter writer, float[] target);

  /**
   * How many examples are computed at a time at most.
   *
   * @return at least 1
   */
  default int batch() {
    return 1;
  }

  /**
   * Computes some examples.
   *
   * @param examples of which some are taken
   * @param from the first one
   * @param to behind the last one, at most a batch later
   * @param writer puts each into the network
   * @param targets take the outputs, at the same places
   */
  default void run(float[][] examples, int from, int to, InputWriter writer, float[][] targets) {
    for (int i = from; i < to; i++) {
      run(examples[i], writer, targets[i]);
    }
  }

  /**
   * What computes.
   *
   * @return a name for people
   */
  String engine();
}
