package org.nas4j.images;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.morphism.Morphism;

/**
 * Takes the edit of the lowest loss after a few steps. An edit that makes steps longer would get
 * fewer of them in the same time: what it gains is divided by how much longer they are.
 *
 * @param tried how many edits are tried each time
 */
record HillClimbingGrowth(int tried) implements GrowthPolicy {

  @Override
  public Optional<Morphism> choose(GrowthMoment moment, RandomGenerator random)
      throws InterruptedException {
    List<Morphism> rest = new ArrayList<>(moment.edits());
    if (rest.isEmpty()) {
      return Optional.empty();
    }
    double unchanged = moment.lossUnchanged();
    Optional<Morphism> best = Optional.empty();
    double most = 0;
    for (int i = 0; i < tried && !rest.isEmpty(); i++) {
      Morphism edit = rest.remove(random.nextInt(rest.size()));
      double gain = (unchanged - moment.lossAfter(edit)) / moment.costFactor(edit);
      if (gain > most) {
        most = gain;
        best = Optional.of(edit);
      }
    }
    return best;
  }
}
