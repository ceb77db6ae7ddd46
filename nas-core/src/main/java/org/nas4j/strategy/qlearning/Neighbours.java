package org.nas4j.strategy.qlearning;

import java.util.function.Function;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.SettingName;

/**
 * Values that are means over similar states instead of a table's entries, as in kernel-based
 * reinforcement learning (ormoneit2002kernel): a table knows nothing of a state that it never saw,
 * and where the state is all answers so far that is nearly every state. Q(s,u) is the weighted mean
 * of what the architectures earned that answered u to the same question, with weight e^(−λd), d
 * being the number of earlier answers that differ; a state that the space declares equal has weight
 * 1. κ architectures of mean merit are added to each mean.
 *
 * <p>What an architecture earned is not its reward but its merit e^(−k/τ), k being the number of
 * better ones so far and τ a tenth of the number of architectures, at most 12: so values are blind
 * to the reward's unit, and near the best that may follow, as a maximum is, rather than to the mean
 * over whatever followed.
 *
 * @param contrast λ, at least 0; 0 tells no states apart
 * @param prior κ, above 0
 * @param elite greatest τ, above 0
 */
@SettingName("neighbours")
public record Neighbours(double contrast, double prior, double elite) implements ActionValues {

  /** What did well on tables and on random landscapes at a hundred to five hundred trials. */
  public static final Neighbours DEFAULT = new Neighbours(.5, 1, 12);

  /** τ by the number of architectures, as long as it is not the greatest. */
  static final double ELITE_SHARE = .1;

  /** Checks. */
  public Neighbours {
    Checks.notNegative(contrast, "contrast");
    Checks.positive(prior, "prior");
    Checks.positive(elite, "elite");
  }

  @Override
  public <T> T match(
      Function<? super Tabular, ? extends T> tabular,
      Function<? super Neighbours, ? extends T> neighbours) {
    return neighbours.apply(this);
  }
}
