package org.nas4j.spaces.enas;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.recurrent.Nonlinearity;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.space.Anchor;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;

/**
 * Recurrent cells as ENAS searches them (pham2018enas, section 2.1): it asks the activation of node
 * 0, and for each other node first which earlier node it reads, then its activation. N nodes make
 * 2N − 1 decisions, and 4^N · (N − 1)! strings; the paper's 12 make 23 and 6.7·10¹⁴.
 *
 * <p>The released code for language models asks no activation of node 0. Here it is asked in both
 * modes, so that both have as many decisions, and has no effect in {@link EnasMode#OFFICIAL_CODE}.
 * Immutable and thread-safe.
 */
public final class EnasRecurrentSpace implements SearchSpace<EnasRecurrentCell> {

  /** Nodes in the paper. */
  public static final int PAPER_NODES = 12;

  private static final int SMALL_NODES = 4;

  private final Components components;
  private final Decision<Nonlinearity> activation;

  private EnasRecurrentSpace(Components components) {
    this.components = components;
    this.activation =
        new Decision<>("activation", EnasRecurrentCell.activations(components.mode()));
  }

  private record Components(int nodes, EnasMode mode) {}

  /**
   * As published: 12 nodes, whose loose ends make the output.
   *
   * @return the space
   */
  public static EnasRecurrentSpace paper() {
    return builder().build();
  }

  /**
   * A space that two cores can search in minutes: 4 nodes, 1,536 cells.
   *
   * @param mode which of paper and code to follow
   * @return the space
   */
  public static EnasRecurrentSpace small(EnasMode mode) {
    return builder().nodes(SMALL_NODES).mode(mode).build();
  }

  /**
   * Starts with the paper's settings.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.nodes = components.nodes();
    builder.mode = components.mode();
    return builder;
  }

  /**
   * The settings by name.
   *
   * @return names and values
   */
  public Map<String, String> settings() {
    return Settings.of(components);
  }

  @Override
  public EnasRecurrentCell build(Choices choices) {
    List<Anchor> earlier = new ArrayList<>();
    List<EnasRecurrentCell.Node> picked = new ArrayList<>();
    for (int i = 0; i < components.nodes(); i++) {
      int previous = i == 0 ? -1 : choices.pickAnchor("previous node", earlier);
      picked.add(new EnasRecurrentCell.Node(previous, choices.pick(activation)));
      earlier.add(choices.anchor());
    }
    return new EnasRecurrentCell(picked, components.mode());
  }

  @Override
  public String toString() {
    return "EnasRecurrentSpace[" + components.nodes() + " nodes, " + components.mode() + "]";
  }

  /** Settings of a space. For one thread. */
  public static final class Builder {

    private int nodes = PAPER_NODES;
    private EnasMode mode = EnasMode.PAPER;

    private Builder() {}

    /**
     * The nodes of each cell; 12 unless set.
     *
     * @param number at least 1
     * @return this
     */
    public Builder nodes(int number) {
      nodes = Checks.positive(number, "number of nodes");
      return this;
    }

    /**
     * Which of paper and code to follow; the paper unless set.
     *
     * @param newMode by name
     * @return this
     */
    public Builder mode(EnasMode newMode) {
      mode = requireNonNull(newMode, "newMode");
      return this;
    }

    /**
     * The space.
     *
     * @return a space with these settings
     */
    public EnasRecurrentSpace build() {
      return new EnasRecurrentSpace(new Components(nodes, mode));
    }
  }
}
