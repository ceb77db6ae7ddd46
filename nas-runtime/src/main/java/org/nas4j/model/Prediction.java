package org.nas4j.model;

import java.util.Arrays;
import java.util.List;

/**
 * What a model says of one example: a class with the probabilities of all, or numbers. Immutable.
 */
public final class Prediction {

  private final List<String> classes;
  private final float[] outputs;
  private final int best;

  /** Of a classifier if there are names of classes; the outputs are not copied. */
  Prediction(List<String> classes, float[] outputs) {
    this.classes = classes;
    this.outputs = outputs;
    int largest = 0;
    for (int i = 1; i < outputs.length; i++) {
      if (outputs[i] > outputs[largest]) {
        largest = i;
      }
    }
    this.best = largest;
  }

  private void requireClasses(boolean wanted) {
    if (classes.isEmpty() == wanted) {
      throw new IllegalStateException(
          wanted
              ? "The model predicts numbers and tells no classes apart.\nMaybe ask for value()."
              : "The model tells classes apart and predicts no number.\nMaybe ask for label().");
    }
  }

  /**
   * The likeliest class.
   *
   * @return its name
   * @throws IllegalStateException if the model predicts numbers
   */
  public String label() {
    requireClasses(true);
    return classes.get(best);
  }

  /**
   * The number of the likeliest class.
   *
   * @return from 0, as in {@link Model#classNames}
   * @throws IllegalStateException if the model predicts numbers
   */
  public int index() {
    requireClasses(true);
    return best;
  }

  /**
   * The probability of the likeliest class.
   *
   * @return in [0, 1]
   * @throws IllegalStateException if the model predicts numbers
   */
  public double probability() {
    requireClasses(true);
    return outputs[best];
  }

  /**
   * The probabilities of all classes.
   *
   * @return a copy, in the order of {@link Model#classNames}; their sum is 1
   * @throws IllegalStateException if the model predicts numbers
   */
  public float[] probabilities() {
    requireClasses(true);
    return outputs.clone();
  }

  /**
   * The number that is predicted, the first of several.
   *
   * @return in the unit of the training data
   * @throws IllegalStateException if the model tells classes apart
   */
  public double value() {
    requireClasses(false);
    return outputs[0];
  }

  /**
   * All numbers that are predicted.
   *
   * @return a copy, in the unit of the training data
   * @throws IllegalStateException if the model tells classes apart
   */
  public float[] values() {
    requireClasses(false);
    return outputs.clone();
  }

  @Override
  public String toString() {
    return classes.isEmpty()
        ? "Prediction" + Arrays.toString(outputs)
        : "Prediction[" + label() + ", probability " + probability() + "]";
  }
}
