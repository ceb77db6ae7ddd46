package org.nas4j.space;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What a space sees while it builds: it asks decisions here, and the answers are checked for
 * legality and recorded.
 *
 * <p>Lives for one construction and belongs to one thread.
 */
public final class Choices {

  /** More questions, or anchors, than any space needs for one architecture. */
  private static final int MOST = 100_000;

  private final Chooser chooser;
  private final List<Gene> genes = new ArrayList<>();
  private final List<DecisionPoint> points = new ArrayList<>();
  private Object state;
  private int anchors;

  Choices(Chooser chooser) {
    this.chooser = requireNonNull(chooser, "chooser");
  }

  /**
   * Asks a decision of which every option is legal.
   *
   * @param decision the question
   * @param <T> type of the answer
   * @return the option that was chosen
   * @throws IllegalArgumentException if the chooser answers with an option that does not exist
   */
  public <T> T pick(Decision<T> decision) {
    return ask(decision, null, References.none(anchors));
  }

  /**
   * Asks a decision of which some options may be illegal here.
   *
   * @param decision the question
   * @param legal whether an option is legal
   * @param <T> type of the answer
   * @return the option that was chosen, a legal one
   * @throws InfeasibleException if no option is legal
   * @throws IllegalArgumentException if the chooser answers with an illegal option
   */
  public <T> T pick(Decision<T> decision, Predicate<? super T> legal) {
    int[] options = IntStream.range(0, decision.size())
        .filter(i -> legal.test(decision.options().get(i)))
        .toArray();
    if (options.length == 0) {
      throw new InfeasibleException(
          "no legal option", "Decision [" + decision.name() + "] has no legal option left.");
    }
    return ask(
        decision, options.length == decision.size() ? null : options, References.none(anchors));
  }

  /**
   * Declares the Markov state of the points that follow, up to the next call. Tabular methods
   * (MetaQNN, BlockQNN) share one value between all points of equal decision and equal state.
   *
   * @param state a value with {@code equals} and {@code hashCode}
   * @return this
   */
  public Choices at(Object state) {
    this.state = requireNonNull(state, "state");
    return this;
  }

  /**
   * Marks a place that later decisions may refer to.
   *
   * @return the next anchor
   */
  public Anchor anchor() {
    requireEnd(anchors, "marked anchors");
    return new Anchor(anchors++);
  }

  /**
   * Asks whether the latest anchor's place is connected to an earlier one.
   *
   * @param name name of the decision, the same for all links of one kind
   * @param earlier an anchor before the latest one
   * @return whether they are connected
   * @throws IllegalArgumentException if the anchor is not earlier than the latest one of this
   *     construction
   */
  public boolean link(String name, Anchor earlier) {
    if (earlier.index() < 0 || earlier.index() >= anchors - 1) {
      throw new IllegalArgumentException("Link ["
          + name
          + "] refers to anchor ["
          + earlier.index()
          + "], but the latest anchor is ["
          + (anchors - 1)
          + "].\nMaybe mark this place with anchor() first.");
    }
    return ask(Decision.flag(name), null, References.link(anchors, earlier.index()));
  }

  /**
   * Asks which of several anchors to refer to.
   *
   * @param name name of the decision, the same for all choices of one kind
   * @param candidates the anchors to choose from, at least one
   * @return index into {@code candidates}
   * @throws IllegalArgumentException if a candidate was not marked in this construction, or there
   *     is none
   */
  public int pickAnchor(String name, List<Anchor> candidates) {
    int[] references = candidates.stream().mapToInt(Anchor::index).toArray();
    if (Arrays.stream(references).anyMatch(index -> index < 0 || index >= anchors)) {
      throw new IllegalArgumentException("Decision ["
          + name
          + "] refers to anchors "
          + Arrays.toString(references)
          + ", but only ["
          + anchors
          + "] were marked.\nMaybe an anchor of another construction was used.");
    }
    List<Integer> options = IntStream.range(0, references.length).boxed().toList();
    return ask(new Decision<>(name, options), null, References.choice(anchors, references));
  }

  private static void requireEnd(int count, String what) {
    if (count >= MOST) {
      throw new IllegalStateException(
          "The space asks for ever: for one architecture it has " + what + " [" + MOST
              + "] times.\nMaybe a loop in it never ends, since nothing that is asked ends it.");
    }
  }

  private <T> T ask(Decision<T> decision, int[] legal, References references) {
    requireEnd(genes.size(), "asked decisions, the last one [" + decision.name() + "],");
    DecisionPoint point = new RecordedPoint(decision, legal, genes, state, references);
    int option = chooser.choose(point);
    if (!point.isLegal(option)) {
      throw new IllegalArgumentException(
          "Option ["
              + option
              + "] of decision ["
              + decision.name()
              + "] is not legal here; legal are "
              + legalOptions(point)
              + ".\nMaybe the chooser ignores the point's mask, or a genotype belongs to another space.");
    }
    points.add(point);
    genes.add(new Gene(decision.name(), option));
    return decision.options().get(option);
  }

  private static List<Integer> legalOptions(DecisionPoint point) {
    return IntStream.range(0, point.legalCount())
        .map(point::legalOption)
        .boxed()
        .toList();
  }

  /** The walk so far, with the reason for which it ended early, if it did. */
  Walk walk(Optional<InfeasibleException> infeasible) {
    return new Walk(new Genotype(genes), points, infeasible);
  }
}
