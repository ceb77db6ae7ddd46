package org.nas4j.dl4j.internal.recurrent;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.WeightArray;
import org.nas4j.dl4j.internal.SharedState;
import org.nas4j.model.TextModel;
import org.nas4j.oneshot.SupernetState;

/**
 * All trained values by name, made when first asked for. Networks may share them, one after
 * another, on one thread. Native memory is held until it is closed.
 */
public final class RecurrentParameters implements AutoCloseable {

  /** The embedding {@code [vocabulary, hidden]}, which decodes too. */
  public static final String EMBEDDING = TextModel.EMBEDDING;

  /** The bias of the decoder. */
  public static final String DECODER_BIAS = TextModel.DECODER_BIAS;

  /** Gives the first values of an array. */
  @FunctionalInterface
  public interface Source {
    /**
     * The array of a name.
     *
     * @param name of the array
     * @param shape sizes, outermost first
     * @return an array of that shape, which is trained in place
     */
    WeightArray get(String name, List<Integer> shape);
  }

  private final int vocabulary;
  private final int hidden;
  private final Source source;
  private final Map<String, RecurrentParameter> all = new LinkedHashMap<>();

  /**
   * No values yet but embedding and output bias.
   *
   * @param vocabulary different tokens
   * @param hidden units
   * @param source of first values
   */
  public RecurrentParameters(int vocabulary, int hidden, Source source) {
    this.vocabulary = vocabulary;
    this.hidden = hidden;
    this.source = requireNonNull(source, "source");
    get(EMBEDDING, List.of(vocabulary, hidden));
    get(DECODER_BIAS, List.of(vocabulary));
  }

  RecurrentParameter get(String name, List<Integer> shape) {
    RecurrentParameter parameter = all.get(name);
    if (parameter == null) {
      parameter = new RecurrentParameter(source.get(name, shape), all.size());
      all.put(name, parameter);
    }
    if (!parameter.shape().equals(shape)) {
      throw new IllegalArgumentException("The weights [" + name + "] have shape "
          + parameter.shape() + ", but this cell needs shape " + shape
          + ".\nMaybe weights that differ in shape need different names.");
    }
    return parameter;
  }

  RecurrentParameter embedding() {
    return all.get(EMBEDDING);
  }

  RecurrentParameter decoderBias() {
    return all.get(DECODER_BIAS);
  }

  List<RecurrentParameter> all() {
    return new ArrayList<>(all.values());
  }

  int vocabulary() {
    return vocabulary;
  }

  int hidden() {
    return hidden;
  }

  /**
   * All arrays so far, as they are now.
   *
   * @return the arrays themselves, by name
   */
  public Map<String, WeightArray> arrays() {
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    all.forEach((name, parameter) -> arrays.put(name, parameter.array()));
    return arrays;
  }

  /**
   * Writes down all values and what the optimizer knows of them.
   *
   * @param state gets copies, in the order in which they were first asked for
   */
  public void addTo(SharedState state) {
    all.forEach((name, parameter) -> state.add(parameter.state(name)));
  }

  /**
   * Goes on from a state, in its order.
   *
   * @param state written by {@link #addTo}
   * @throws IllegalArgumentException if values of a name have another shape here
   */
  public void restore(SupernetState state) {
    SharedState.read(state, each -> get(each.name(), each.weights().shape()).restore(each));
  }

  /** Lets networks see values that were changed from outside. */
  public void publish() {
    all.values().forEach(RecurrentParameter::publish);
  }

  @Override
  public void close() {
    all.values().forEach(RecurrentParameter::close);
  }
}
