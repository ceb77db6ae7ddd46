package org.nas4j.predict;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;

/**
 * Learns from the curves seen: for each length τ a ν-support-vector regression from the values so
 * far, their first and second differences, and the features of architecture and training, to the
 * value of the last step (baker2017prediction). The spread is the deviation of leave-one-out errors
 * at that length, the same for all curves; on request one of those above what was foretold, and
 * another of those below.
 *
 * <p>Deviations: features and targets are standardised, of which the paper says nothing; C, ν and γ
 * are fixed unless {@linkplain Builder#draws random ones} are tried by three folds, as in the
 * paper. Immutable.
 */
public final class SequentialRegression implements CurvePredictor {

  /** Chosen once on curves of convolutional networks, see docs/benchmarks/curves.md. */
  private static final SequentialSettings OURS = new SequentialSettings(
      new SupportSettings(SupportKernel.RADIAL, 30, 0.5, 0.2), 0, 5, 100, false);

  private static final double EARLY_GAMMA = 0.05;

  /** The paper names no number; this is that of a later re-implementation (NASLib). */
  private static final int DRAWS = 1_000;

  private final SequentialSettings settings;

  private SequentialRegression(SequentialSettings settings) {
    this.settings = settings;
  }

  /**
   * The published method: settings of each length by random search, 1,000 draws. Takes minutes.
   *
   * @return the predictor
   */
  public static SequentialRegression baker() {
    return builder().draws(DRAWS).build();
  }

  /**
   * The same with fixed settings, which fits in a fraction of a second.
   *
   * @return the predictor
   */
  public static SequentialRegression quick() {
    return builder().build();
  }

  /**
   * For few curves, to say whether another one may still become the best: smoother than
   * {@link #quick}, γ of 0.05, and with deviations of their own above and below. Chosen by what
   * searches save, see docs/benchmarks/curves.md.
   *
   * @return the predictor
   */
  public static SequentialRegression early() {
    return builder().gamma(EARLY_GAMMA).twoPieces(true).build();
  }

  /**
   * Starts with fixed settings.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder(OURS);
  }

  /**
   * Starts from this recipe.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return new Builder(settings);
  }

  @Override
  public Learned learn(List<LearningCurve> seen, int lastStep, RandomGenerator random) {
    Checks.positive(lastStep, "last step");
    List<LearningCurve> curves = seen.stream()
        .filter(curve -> curve.steps() >= lastStep && curve.upTo(lastStep).isUsable())
        .limit(settings.most())
        .toList();
    return new SequentialModels(curves, lastStep, settings, random.nextLong());
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SequentialRegression that && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  @Override
  public String toString() {
    return settings.toString().replace("SequentialSettings", "SequentialRegression");
  }

  /** Each setting is checked at once. For one thread. */
  public static final class Builder {

    private SupportKernel kernel;
    private double c;
    private double nu;
    private double gamma;
    private int draws;
    private int least;
    private int most;
    private boolean twoPieces;

    private Builder(SequentialSettings settings) {
      kernel = settings.support().kernel();
      c = settings.support().c();
      nu = settings.support().nu();
      gamma = settings.support().gamma();
      draws = settings.draws();
      least = settings.least();
      most = settings.most();
      twoPieces = settings.twoPieces();
    }

    /**
     * How likeness is measured; radial unless set.
     *
     * @param kind of kernel
     * @return this
     */
    public Builder kernel(SupportKernel kind) {
      kernel = requireNonNull(kind, "kind");
      return this;
    }

    /**
     * How much is paid for an error outside the tube, in units of deviations; 30 unless set.
     *
     * @param cost above 0
     * @return this
     */
    public Builder c(double cost) {
      c = Checks.positive(cost, "cost C");
      return this;
    }

    /**
     * About which share of the examples lies outside the tube; 0.5 unless set.
     *
     * @param share above 0, at most 1
     * @return this
     */
    public Builder nu(double share) {
      nu = Checks.within(Checks.positive(share, "share ν"), 0, 1, "share ν");
      return this;
    }

    /**
     * How fast likeness falls with the mean squared difference of standardised features; 0.2 unless
     * set. LIBSVM's own γ is this by their number, which grows with the curve.
     *
     * @param rate above 0
     * @return this
     */
    public Builder gamma(double rate) {
      gamma = Checks.positive(rate, "rate γ");
      return this;
    }

    /**
     * How many random settings are tried beside these, for each length; none unless set.
     *
     * @param count at least 0
     * @return this
     */
    public Builder draws(int count) {
      draws = Checks.atLeast(count, 0, "number of draws");
      return this;
    }

    /**
     * How few curves say nothing; 5 are enough unless set.
     *
     * @param curves at least 4, so that three folds have something left
     * @return this
     */
    public Builder least(int curves) {
      least = Checks.atLeast(curves, 4, "least number of curves");
      return this;
    }

    /**
     * How many curves are learned from at most, the first ones; 100 unless set, as in the paper.
     * Time grows with its cube.
     *
     * @param curves at least 4
     * @return this
     */
    public Builder most(int curves) {
      most = Checks.atLeast(curves, 4, "greatest number of curves");
      return this;
    }

    /**
     * Whether errors above what was foretold have a deviation of their own, and those below. In the
     * paper they have not, which is the default; but a few trainings that collapse late, all of
     * them errors below, then make it look likely that any other one rises late.
     *
     * @param apart true for deviations of their own
     * @return this
     */
    public Builder twoPieces(boolean apart) {
      twoPieces = apart;
      return this;
    }

    /**
     * The predictor.
     *
     * @return immutable
     * @throws IllegalArgumentException if fewer curves are learned from than are needed
     */
    public SequentialRegression build() {
      if (most < least) {
        throw new IllegalArgumentException("At least [" + least
            + "] curves are needed, but at most [" + most
            + "] are learned from.\nMaybe they are the other way round.");
      }
      return new SequentialRegression(new SequentialSettings(
          new SupportSettings(kernel, c, nu, gamma), draws, least, most, twoPieces));
    }
  }
}
