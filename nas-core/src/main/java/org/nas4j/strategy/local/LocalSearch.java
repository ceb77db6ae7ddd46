package org.nas4j.strategy.local;

import java.util.Map;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * Local search: starts from the best of a few random candidates, tries the neighbours that differ
 * in one decision, in random order, and moves to the first that is better; where none is, it starts
 * again elsewhere. On benchmark tables it is known as a baseline that is hard to beat
 * (white2021local).
 *
 * <p>Deviation: the paper starts from one random candidate; ours from the best of ten, which spares
 * the climb up from the bottom. Questions that a change raises for the first time are answered at
 * random ({@link org.nas4j.morphism.Mutation}).
 */
public final class LocalSearch implements SearchStrategy {

  private final LocalSettings settings;

  private LocalSearch(LocalSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts from our default: ten starts.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The published search (white2021local): one start.
   *
   * @return the strategy
   */
  public static LocalSearch white() {
    return builder().starts(1).build();
  }

  /**
   * Starts from this recipe.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return builder().starts(settings.starts());
  }

  @Override
  public Controller open(ControllerContext context) {
    return new LocalSearchController(settings.starts(), context);
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  /** Describes a local search. */
  public static final class Builder {

    private int starts = 10;

    private Builder() {}

    /**
     * Random candidates, of which the best is climbed from; 10 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder starts(int count) {
      starts = Checks.positive(count, "number of starts");
      return this;
    }

    /**
     * The strategy.
     *
     * @return immutable
     */
    public LocalSearch build() {
      return new LocalSearch(new LocalSettings(starts));
    }
  }
}
