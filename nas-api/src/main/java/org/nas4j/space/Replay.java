package org.nas4j.space;

import java.util.List;

/**
 * Answers each point with the gene recorded for it, and insists that the questions are the recorded
 * ones.
 */
final class Replay implements Chooser {

  private final List<Gene> genes;

  Replay(Genotype genotype) {
    this.genes = genotype.genes();
  }

  @Override
  public int choose(DecisionPoint point) {
    String name = point.decision().name();
    if (point.index() >= genes.size()) {
      throw mismatch(point.index(), "the space asks [" + name + "], but the genotype has ended");
    }
    Gene gene = genes.get(point.index());
    if (!gene.decision().equals(name)) {
      throw mismatch(
          point.index(),
          "the space asks [" + name + "], but the genotype answers [" + gene.decision() + "]");
    }
    return gene.option();
  }

  void requireAllUsed(int asked) {
    if (asked < genes.size()) {
      throw mismatch(
          asked,
          "the space asks no more, but the genotype goes on with [" + genes.get(asked) + "]");
    }
  }

  private static IllegalArgumentException mismatch(int index, String what) {
    return new IllegalArgumentException("The genotype does not fit the space at point ["
        + index
        + "]: "
        + what
        + ".\nMaybe it was recorded with another space or other settings of it.");
  }
}
