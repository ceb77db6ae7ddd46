package org.nas4j.strategy.eas;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nas4j.internal.edits.EditMethod;
import org.nas4j.internal.edits.EditNetwork;
import org.nas4j.internal.recipe.SettingName;
import org.nas4j.internal.recipe.Spread;
import org.nas4j.morphism.EditSpace;
import org.nas4j.policy.EditLearning;

/**
 * All that an EAS search is told.
 *
 * @param embedding length of a token's vector
 * @param hidden units of each direction of the encoder
 * @param wider steps of an episode that widen
 * @param deeper steps of an episode that deepen
 * @param stage after how many children the best becomes the one that is edited
 * @param isRandom whether steps and answers are drawn evenly
 * @param tangent whether rewards are accuracies, of which tan(accuracy·π/2) is learned from
 * @param greatestAccuracy what greater ones count as, below 1
 * @param learning the update
 */
record EasSettings(
    int embedding,
    int hidden,
    int wider,
    int deeper,
    int stage,
    @SettingName("randomEdits") boolean isRandom,
    boolean tangent,
    double greatestAccuracy,
    @Spread EditLearning learning)
    implements EditMethod {

  @Override
  public EditNetwork open(Function<String, RandomGenerator> random) {
    return new EasNetwork(embedding, hidden, random);
  }

  @Override
  public double scaled(double reward) {
    return tangent
        ? StrictMath.tan(Math.max(0, Math.min(reward, greatestAccuracy)) * Math.PI / 2)
        : reward;
  }

  @Override
  public List<EditSpace.Kind> steps(long episode, RandomGenerator random) {
    List<EditSpace.Kind> steps = new ArrayList<>();
    steps.addAll(Collections.nCopies(wider, EditSpace.Kind.WIDEN));
    steps.addAll(Collections.nCopies(deeper, EditSpace.Kind.DEEPEN));
    if (isRandom) {
      shuffle(steps, random);
    }
    steps.add(EditSpace.Kind.WIDEN_TRANSITIONS);
    return steps;
  }

  private static void shuffle(List<EditSpace.Kind> steps, RandomGenerator random) {
    for (int i = steps.size() - 1; i > 0; i--) {
      Collections.swap(steps, i, random.nextInt(i + 1));
    }
  }
}
