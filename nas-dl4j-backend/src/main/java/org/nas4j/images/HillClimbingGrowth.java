package org.nas4j.images;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.morphism.Morphism;

/**
 * Takes the edit of the lowest loss after a few steps. Whether there is room to grow at all is not
 * for so short a look to say, in which every new weight is still a novice: that goes by speed.
 *
 * @param tried how many edits are tried each time
 */
record HillClimbingGrowth(int tried) implements GrowthPolicy {

  @Override
  public Optional<Morphism> choose(GrowthMoment moment, RandomGenerator random)
      throws InterruptedException {
    List<Morphism> rest = new ArrayList<>(moment.edits());
    Optional<Morphism> best = Optional.empty();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < tried && !rest.isEmpty(); i++) {
      Morphism edit = rest.remove(random.nextInt(rest.size()));
      double loss = moment.lossAfter(edit);
      if (loss < least) {
        least = loss;
        best = Optional.of(edit);
      }
    }
    return best;
  }
}
