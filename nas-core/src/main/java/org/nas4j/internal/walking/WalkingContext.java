package org.nas4j.internal.walking;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Priced;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.predict.UntrainedScores;
import org.nas4j.search.ControllerContext;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.space.Walk;

/**
 * What each search shows its controller: walks, sizes and scores of the space. Keeps what the
 * latest walk built, since that is mostly what is proposed next. For the controller's thread.
 *
 * @param <A> what the space builds
 */
public final class WalkingContext<A> implements ControllerContext {

  private final SearchSpace<A> space;
  private final long seed;
  private Build<A> latest;

  /**
   * For one search.
   *
   * @param space to walk
   * @param seed of the run
   */
  public WalkingContext(SearchSpace<A> space, long seed) {
    this.space = space;
    this.seed = seed;
  }

  @Override
  public Walk walk(Chooser chooser) {
    latest = space.sample(chooser);
    return latest.walk();
  }

  @Override
  public Walk walk(Genotype genotype) {
    return replay(genotype).walk();
  }

  /**
   * What a genotype builds, without building again what was built last.
   *
   * @param genotype answers recorded with the space
   * @return feasible or not
   * @throws IllegalArgumentException if the answers do not fit the space
   */
  public Build<A> replay(Genotype genotype) {
    if (latest == null || !latest.genotype().equals(genotype)) {
      latest = space.replay(genotype);
    }
    return latest;
  }

  @Override
  public Map<Metric, Double> costs(Genotype genotype) {
    Build<A> build = replay(genotype);
    return build.isFeasible() ? Priced.costsOf(build.architecture()) : Map.of();
  }

  @Override
  public Map<Metric, Double> scores(Genotype genotype) {
    Build<A> build = replay(genotype);
    return build.isFeasible() ? UntrainedScores.of(build.architecture()) : Map.of();
  }

  @Override
  public RandomGenerator random(String purpose) {
    return Seeds.random(seed, 0, "controller " + purpose);
  }
}
