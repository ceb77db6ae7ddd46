package org.nas4j.strategy.asha;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * Asynchronous successive halving as published, with random candidates (Li et al. 2020, algorithm
 * 2; li2020asha; li2019random, section 4): trials pause at a rung. Whenever a worker is free, rungs
 * are looked through from the highest but one down; of the n trials that have ended at a rung, the
 * best one of the first ⌊n/η⌋ that was not promoted yet goes on to the next rung. If there is none
 * in any rung, a new candidate begins at the lowest. So nobody waits, and some are promoted who
 * would not be among all.
 *
 * <p>A promotion is a trial of its own: the same answers but for the rung, with the paused trial as
 * parent, whose weights it starts from. So it searches a space of {@link Rungs#over}, and the
 * search needs {@code deduplicateBy(Candidate::genotype)}, since its network is that of its parent;
 * the evaluator trains the epochs from {@link Rungs#before} to {@link Rungs#resource} from the
 * parent's weights. Any other space has one rung, and is searched at random.
 *
 * <p>The variant that stops, {@code AsynchronousHalving}, is another algorithm: it needs no kept
 * weights, and never returns to a trial.
 *
 * <p>Whether a promotion goes on as if it had not paused is the evaluator's affair: one that trains
 * images keeps the optimizer's moments and the place in the training data beside the weights if
 * {@code ParentWeights.builder(store).moments(true)} says so. With weights alone each rung begins
 * with moments of 0, which with a momentum of 0.9 takes some ten steps to make up for, and with
 * Adam some hundreds.
 *
 * <p>Deviations: trials are known in the order of their numbers and at most {@code lookahead} late,
 * so that a run repeats, whatever the number of workers. Of equals the earlier is the better.
 * Trials without reward do not count.
 */
public final class Asha implements SearchStrategy {

  private final AshaSettings settings;

  private Asha(AshaSettings settings) {
    this.settings = settings;
  }

  /**
   * With the rungs of Li and Talwalkar, {@link Rungs#li}.
   *
   * @return the strategy
   */
  public static Asha li() {
    return of(Rungs.li());
  }

  /**
   * With rungs of one's own.
   *
   * @param rungs the same as of the space
   * @return the strategy
   */
  public static Asha of(Rungs rungs) {
    return new Asha(new AshaSettings(requireNonNull(rungs, "rungs")));
  }

  @Override
  public Controller open(ControllerContext context) {
    return new PromotionController(settings.rungs(), context);
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }
}
