package org.nas4j.oneshot;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.checks.Texts;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.SearchSpace;

/**
 * Whether shared weights rank: how networks score on them, and how the same networks score when
 * each was trained alone (li2019random, section 5). A search on shared weights chooses by the
 * former and is after the latter, so that it is worth what their rank correlation is.
 *
 * @param pairs a network each, in the order in which they were measured
 */
public record SharedRanking(List<Pair> pairs) {

  /** With fewer, ranks say nothing. */
  private static final int LEAST = 3;

  /**
   * Both scores of a network; more is better.
   *
   * @param shared on the shared weights, finite
   * @param alone after it was trained alone, finite
   */
  public record Pair(double shared, double alone) {

    /** Checks. */
    public Pair {
      Checks.finite(shared, "score on shared weights");
      Checks.finite(alone, "score of a network that was trained alone");
    }
  }

  /**
   * Trains a network from random weights and judges it.
   *
   * @param <A> what describes a network
   */
  @FunctionalInterface
  public interface Alone<A> {

    /**
     * How good it is then.
     *
     * @param child which network
     * @return more is better
     * @throws InterruptedException if the thread is interrupted
     */
    double score(A child) throws InterruptedException;
  }

  /** Copies. */
  public SharedRanking {
    pairs = List.copyOf(pairs);
  }

  /**
   * Draws networks to compare, each decision uniformly.
   *
   * @param space what is searched
   * @param count how many, at least 1
   * @param random draws them
   * @param <A> what describes a network
   * @return what could be built of so many draws; some may be equal
   */
  public static <A> List<A> draw(SearchSpace<A> space, int count, RandomGenerator random) {
    Checks.positive(count, "number of networks");
    List<A> networks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Build<A> build = space.sample(Chooser.uniform(random));
      build.built().ifPresent(networks::add);
    }
    return networks;
  }

  /**
   * Scores networks both ways. The shared weights stay as they are.
   *
   * @param networks which, for example {@linkplain #draw drawn}
   * @param supernet the shared weights, trained
   * @param alone trains and judges each
   * @param goesOn asked before each network; false ends it, for example when the time is over
   * @param <A> what describes a network
   * @return the networks up to then
   * @throws InterruptedException if the thread is interrupted
   */
  public static <A> SharedRanking measure(
      List<A> networks, Supernet<A> supernet, Alone<A> alone, BooleanSupplier goesOn)
      throws InterruptedException {
    requireNonNull(goesOn, "goesOn");
    List<Pair> pairs = new ArrayList<>();
    for (A network : networks) {
      if (!goesOn.getAsBoolean()) {
        break;
      }
      pairs.add(new Pair(supernet.score(network), alone.score(network)));
    }
    return new SharedRanking(pairs);
  }

  /**
   * Spearman's ρ: the correlation of both ranks, equals sharing theirs.
   *
   * @return from −1 to 1; empty with fewer than 3 networks, or where all score the same
   */
  public OptionalDouble spearman() {
    return known(new SpearmansCorrelation()::correlation);
  }

  /**
   * Kendall's τ-b: how many more pairs of networks are in the same order than in the other, as a
   * share of those that are not equal.
   *
   * @return from −1 to 1; empty with fewer than 3 networks, or where all score the same
   */
  public OptionalDouble kendall() {
    return known(new KendallsCorrelation()::correlation);
  }

  @Override
  public String toString() {
    return "SharedRanking[" + pairs.size() + " networks, Spearman " + words(spearman())
        + ", Kendall " + words(kendall()) + "]";
  }

  private static String words(OptionalDouble correlation) {
    return correlation.isPresent() ? Texts.rounded(correlation.getAsDouble()) : "unknown";
  }

  private interface Correlation {
    double of(double[] one, double[] other);
  }

  private OptionalDouble known(Correlation correlation) {
    if (pairs.size() < LEAST) {
      return OptionalDouble.empty();
    }
    double value = correlation.of(all(Pair::shared), all(Pair::alone));
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private double[] all(ToDoubleFunction<Pair> score) {
    return pairs.stream().mapToDouble(score).toArray();
  }
}
