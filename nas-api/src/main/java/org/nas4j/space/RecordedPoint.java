package org.nas4j.space;

import java.util.List;

/**
 * The one implementation of a point: an immutable snapshot over the append-only list of a
 * construction's genes.
 */
final class RecordedPoint implements DecisionPoint {

  private final Decision<?> decision;
  private final int index;
  private final int[] legal;
  private final List<Gene> genes;
  private final Object state;
  private final References references;

  /**
   * Takes the arrays as they are.
   *
   * @param legal sorted indices of the legal options, or null if all are legal
   * @param genes the construction's growing list, of which the first {@code index} genes are this
   *     point's prefix
   * @param state declared Markov state, or null
   * @param references how the options refer to anchors
   */
  RecordedPoint(
      Decision<?> decision, int[] legal, List<Gene> genes, Object state, References references) {
    this.decision = decision;
    this.index = genes.size();
    this.legal = legal;
    this.genes = genes;
    this.state = state;
    this.references = references;
  }

  @Override
  public Decision<?> decision() {
    return decision;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public int legalCount() {
    return legal == null ? decision.size() : legal.length;
  }

  @Override
  public int legalOption(int i) {
    return legal == null ? checkedOption(i) : legal[i];
  }

  private int checkedOption(int i) {
    if (i < 0 || i >= decision.size()) {
      throw new IndexOutOfBoundsException(
          "[" + i + "] is no legal option of [" + decision.name() + "].");
    }
    return i;
  }

  @Override
  public boolean isLegal(int option) {
    if (legal == null) {
      return option >= 0 && option < decision.size();
    }
    for (int each : legal) {
      if (each == option) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Object context() {
    return state == null ? new Genotype(genes.subList(0, index)) : state;
  }

  @Override
  public References references() {
    return references;
  }

  @Override
  public String toString() {
    return decision.name()
        + "["
        + index
        + "] "
        + legalCount()
        + " of "
        + decision.size()
        + " legal";
  }
}
