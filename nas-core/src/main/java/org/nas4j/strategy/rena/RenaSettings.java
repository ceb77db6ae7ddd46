package org.nas4j.strategy.rena;

import java.util.ArrayList;
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
 * All that a RENA search is told.
 *
 * @param embedding length of a feature's vector
 * @param hidden units of each direction of the encoder
 * @param edits steps of an episode
 * @param stage after how many children the best becomes the one that is edited
 * @param isRandom whether answers are drawn evenly
 * @param learning the update
 */
record RenaSettings(
    int embedding,
    int hidden,
    int edits,
    int stage,
    @SettingName("randomEdits") boolean isRandom,
    @Spread EditLearning learning)
    implements EditMethod {

  private static final List<EditSpace.Kind> TURNS =
      List.of(EditSpace.Kind.SCALE, EditSpace.Kind.INSERT, EditSpace.Kind.REMOVE);

  @Override
  public EditNetwork open(Function<String, RandomGenerator> random) {
    return new RenaNetwork(embedding, hidden, random);
  }

  /** One kind after the other, each episode beginning with the next. */
  @Override
  public List<EditSpace.Kind> steps(long episode, RandomGenerator random) {
    List<EditSpace.Kind> steps = new ArrayList<>();
    for (int i = 0; i < edits; i++) {
      steps.add(TURNS.get((int) ((episode + i) % TURNS.size())));
    }
    return steps;
  }
}
