package org.nas4j.strategy.morphism;

import java.util.Map;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * Hill climbing by network morphisms: the start network is evaluated; then, generation by
 * generation, some children are made of the best network so far by a few random edits each, start
 * from its weights, and the best of all becomes the next parent (elsken2017nash, section 3 and
 * algorithm 1: 8 children of 5 edits). For spaces like {@code MorphismSpace}, whose children extend
 * their parent's answers; on any other space a child keeps all of its parent's answers but the last
 * one, and names no parent.
 *
 * <p>Deviations: the paper trains each parent on as one of the children, here a parent keeps the
 * figures that it had; and it knows its parent from the start, while here the children that are
 * proposed before any trial was observed have none.
 */
public final class MorphismSearch implements SearchStrategy {

  private final MorphismSettings settings;

  private MorphismSearch(MorphismSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts from the search as published, {@link #nash}.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The search as published (elsken2017nash): 8 children of 5 edits.
   *
   * @return the strategy
   */
  public static MorphismSearch nash() {
    return builder().build();
  }

  /**
   * Starts from this recipe.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return builder().children(settings.children()).edits(settings.edits());
  }

  @Override
  public Controller open(ControllerContext context) {
    return new HillClimber(settings, context);
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  /** Describes a morphism search. */
  public static final class Builder {

    private int children = 8;
    private int edits = 5;

    private Builder() {}

    /**
     * How many children a generation has; 8 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder children(int count) {
      children = Checks.positive(count, "number of children");
      return this;
    }

    /**
     * How many edits a child has more than its parent; 5 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder edits(int count) {
      edits = Checks.positive(count, "number of edits");
      return this;
    }

    /**
     * The strategy.
     *
     * @return immutable
     */
    public MorphismSearch build() {
      return new MorphismSearch(new MorphismSettings(children, edits));
    }
  }
}
