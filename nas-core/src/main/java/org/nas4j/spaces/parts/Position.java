package org.nas4j.spaces.parts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Shape;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.InfeasibleException;

/**
 * Where a part goes in a network that grows: what feeds it, and the path of names that tells it
 * from all other places. Decisions and nodes are called by that path, so that names are unique, and
 * the same whatever was answered before. For one construction and one thread.
 */
public final class Position {

  private final Choices choices;
  private final Architecture.Builder network;
  private final String path;
  private final String input;
  private final Ties ties;

  Position(Choices choices, Architecture.Builder network) {
    this(choices, network, "", Architecture.INPUT, null);
  }

  private Position(
      Choices choices, Architecture.Builder network, String path, String input, Ties ties) {
    this.choices = choices;
    this.network = network;
    this.path = path;
    this.input = input;
    this.ties = ties;
  }

  /** The answers of tied copies: by the name of the decision below the copy's place. */
  private record Ties(String path, String asked, Map<String, Object> answers) {}

  /**
   * What feeds the part here.
   *
   * @return name of a node, or {@link Architecture#INPUT}
   */
  public String input() {
    return input;
  }

  /**
   * Shape of what feeds the part here.
   *
   * @return without the batch axis
   */
  public Shape shape() {
    return network.shape(input);
  }

  /**
   * Shape of what a node yields.
   *
   * @param node name of a node that was added, or {@link Architecture#INPUT}
   * @return without the batch axis
   */
  public Shape shape(String node) {
    return network.shape(node);
  }

  /**
   * A place below this one, fed by the same.
   *
   * @param name of the place, unique here
   * @return the place
   */
  public Position at(String name) {
    return new Position(choices, network, below(name), input, ties);
  }

  /**
   * This place, fed by another node.
   *
   * @param node name of a node, or {@link Architecture#INPUT}
   * @return the place
   */
  public Position after(String node) {
    return new Position(choices, network, path, node, ties);
  }

  /**
   * A place below this one whose decisions are asked once for all copies; within tied copies, for
   * all of theirs too.
   */
  Position tied(String name, String asked, Map<String, Object> answers) {
    String here = below(name);
    Map<String, Object> shared = ties == null ? answers : ties.answers;
    return new Position(choices, network, here, input, new Ties(here, question(asked), shared));
  }

  static Map<String, Object> noAnswers() {
    return new HashMap<>();
  }

  boolean isCalled(String name) {
    return path.equals(name) || path.endsWith("/" + name);
  }

  private String below(String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  /** The name of a decision here: the path, but that of tied copies is the one that they share. */
  private String question(String name) {
    String full = below(name);
    return ties == null ? full : ties.asked + full.substring(ties.path.length());
  }

  /**
   * Asks. Where one option is left it is taken silently.
   *
   * @param name of the decision, unique at this place
   * @param options the answers, in order
   * @param <T> type of an answer
   * @return the one that was chosen
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // the options are copied, never written to
  public final <T> T pick(String name, T... options) {
    return pick(name, List.of(options), option -> true);
  }

  /**
   * Asks among those options that are legal here. Where one is left it is taken silently.
   *
   * @param name of the decision, unique at this place
   * @param options the answers, in order
   * @param legal whether an option is legal
   * @param <T> type of an answer
   * @return the one that was chosen
   * @throws InfeasibleException if none is legal
   */
  @SuppressWarnings("unchecked") // equal questions have equal options
  public <T> T pick(String name, List<T> options, Predicate<? super T> legal) {
    String question = question(name);
    if (ties != null && ties.answers.containsKey(question)) {
      T answer = (T) ties.answers.get(question);
      if (!legal.test(answer)) {
        throw new InfeasibleException(
            "tied answer does not fit a later copy",
            "Decision [" + question + "] was answered [" + answer + "], which does not fit at ["
                + below(name) + "].");
      }
      return answer;
    }
    List<T> left = options.stream().filter(legal).toList();
    T answer =
        left.size() == 1 ? left.get(0) : choices.pick(new Decision<>(question, options), legal);
    if (ties != null) {
      ties.answers.put(question, answer);
    }
    return answer;
  }

  /**
   * Adds a layer behind the place's input.
   *
   * @param name of the node, unique at this place
   * @param layer what it computes
   * @return the node's full name
   * @throws InfeasibleException if the layer cannot be applied to the input
   */
  public String add(String name, Layer layer) {
    return add(name, layer, List.of(input));
  }

  /**
   * Adds a layer.
   *
   * @param name of the node, unique at this place
   * @param layer what it computes
   * @param inputs full names of nodes, or {@link Architecture#INPUT}
   * @return the node's full name
   * @throws InfeasibleException if the layer cannot be applied to the inputs
   */
  public String add(String name, Layer layer, List<String> inputs) {
    return network.add(below(name), layer, inputs);
  }

  @Override
  public String toString() {
    return "Place[" + path + " behind " + input + "]";
  }
}
