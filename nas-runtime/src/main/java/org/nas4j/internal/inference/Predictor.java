package org.nas4j.internal.inference;

/** A network that computes one example at a time. Thread-safe. */
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
   * What computes.
   *
   * @return a name for people
   */
  String engine();
}
