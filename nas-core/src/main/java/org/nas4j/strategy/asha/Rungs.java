package org.nas4j.strategy.asha;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.nas4j.internal.checks.Checks;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;

/**
 * How long trials are trained before they pause: for r, rη, rη² and so on epochs in all
 * (li2020asha, section 3).
 *
 * @param first r, epochs of the lowest rung
 * @param eta η, one in how many is promoted
 * @param count how many rungs there are
 */
public record Rungs(int first, int eta, int count) {

  private static final String NAME = "rung";

  /** Checks. */
  public Rungs {
    Checks.positive(first, "epochs of the first rung");
    Checks.atLeast(eta, 2, "eta");
    Checks.positive(count, "number of rungs");
    if (first * StrictMath.pow(eta, count - 1) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("The highest of [" + count + "] rungs from [" + first
          + "] on, times [" + eta + "] each, is beyond counting.\nMaybe have fewer rungs.");
    }
  }

  /**
   * The rungs of Li and Talwalkar (li2019random, section 4): 1, 4, 16, 64 and 256 of 300 epochs.
   *
   * @return r = 1, η = 4
   */
  public static Rungs li() {
    return new Rungs(1, 4, 5);
  }

  /**
   * The number of the highest rung.
   *
   * @return one less than there are
   */
  public int top() {
    return count - 1;
  }

  /**
   * Epochs that a trial has had in all when it has ended at a rung.
   *
   * @param rung from 0
   * @return r·η to the power of the rung
   */
  public int resource(int rung) {
    Checks.within(rung, 0, top(), NAME);
    return first * (int) StrictMath.pow(eta, rung);
  }

  /**
   * Epochs that a trial has had before it begins at a rung.
   *
   * @param rung from 0
   * @return those of the rung below; 0 at the lowest
   */
  public int before(int rung) {
    return rung == 0 ? 0 : resource(rung - 1);
  }

  /**
   * A space whose first question is the rung, for {@link Asha}: what is built is as without it.
   *
   * @param space what is searched
   * @param <A> type of an architecture
   * @return asks one decision more
   */
  public <A> SearchSpace<A> over(SearchSpace<A> space) {
    Decision<Integer> rung =
        new Decision<>(NAME, IntStream.range(0, count).mapToObj(this::resource).toList());
    return choices -> {
      choices.pick(rung);
      return space.build(choices);
    };
  }

  /**
   * At which rung a trial is.
   *
   * @param genotype answers recorded with such a space
   * @return from 0; 0 of any other space
   */
  public static int rung(Genotype genotype) {
    List<Gene> genes = genotype.genes();
    return isAsked(genotype) ? genes.get(0).option() : 0;
  }

  static boolean isAsked(Genotype genotype) {
    List<Gene> genes = genotype.genes();
    return !genes.isEmpty() && genes.get(0).decision().equals(NAME);
  }

  static boolean asks(String decision, int index) {
    return index == 0 && decision.equals(NAME);
  }

  /**
   * What trials cost: each the epochs from the rung below to its own.
   *
   * @param trials of a search of such a space
   * @return epochs of all that were evaluated
   */
  public long spent(Collection<Trial> trials) {
    return trials.stream()
        .filter(Trial::wasEvaluated)
        .mapToInt(trial -> rung(trial.genotype()))
        .mapToLong(rung -> (long) resource(rung) - before(rung))
        .sum();
  }
}
