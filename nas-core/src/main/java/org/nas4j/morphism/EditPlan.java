package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.nas4j.arch.Architecture;
import org.nas4j.space.Genotype;

/**
 * What an {@link EditPolicy} wants to be done with a network.
 *
 * @param start the network
 * @param answers from which the edits were made; for the policy
 * @param edits first to last, may be none
 */
public record EditPlan(Architecture start, Genotype answers, List<Morphism> edits) {

  /** Checks and copies. */
  public EditPlan {
    requireNonNull(start, "start");
    requireNonNull(answers, "answers");
    edits = List.copyOf(edits);
  }

  /**
   * The network after the edits.
   *
   * @return may equal the start
   */
  public Architecture result() {
    Architecture current = start;
    for (Morphism morphism : edits) {
      current = morphism.edit(current);
    }
    return current;
  }
}
