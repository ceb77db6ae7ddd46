package org.nas4j.morphism.cell;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;

/**
 * All that a cell can grow into, asked depth first as cai2018pathlevel do (section 3.2 and released
 * code): how a branch's copies are merged; what each new identity becomes, at once; then, branch by
 * branch, whether it goes on below, where it begins anew with a merge. Below a leaf there may be
 * more only above the greatest depth.
 *
 * <p>The state of each point ({@link Choices#at}) is the tree so far with the branch that is asked
 * about, a {@link CellState}. From a cell that has grown already it goes on at each leaf. Immutable
 * and thread-safe.
 */
public final class CellGrowth implements SearchSpace<List<CellEdit>> {

  /** The decision how copies of a branch are merged, if there are to be copies. */
  public static final Decision<CellMerge> MERGE = Decision.of("merge", CellMerge.values());

  /** The decision how many branches an addition has; a concatenation has two. */
  public static final Decision<Integer> BRANCHES = Decision.of("branches", 2, 3);

  /** The decision whether a leaf goes on. */
  public static final Decision<Boolean> EXPAND = Decision.flag("expand");

  private static final int CONCATENATED = 2;

  private final Components components;
  private final Decision<CellOperation> operation;

  private CellGrowth(Components components) {
    this.components = components;
    this.operation = new Decision<>("edge", components.operations());
  }

  private record Components(CellTree start, int depth, int edits, List<CellOperation> operations) {}

  /**
   * Starts with depth 3, the seven operations of the paper, and no limit to the number of edits.
   *
   * @param start what grows
   * @return a builder
   */
  public static Builder builder(CellTree start) {
    return new Builder(start);
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder = new Builder(components.start());
    builder.depth = components.depth();
    builder.edits = components.edits();
    builder.operations = components.operations();
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

  /**
   * What grows.
   *
   * @return the cell before the first edit
   */
  public CellTree start() {
    return components.start();
  }

  /**
   * A cell after some edits of this one.
   *
   * @param edits first to last
   * @return the cell
   */
  public CellTree grown(List<CellEdit> edits) {
    CellTree tree = start();
    for (CellEdit edit : edits) {
      tree = edit.apply(tree);
    }
    return tree;
  }

  @Override
  public String toString() {
    return "CellGrowth" + settings();
  }

  @Override
  public List<CellEdit> build(Choices choices) {
    return build(choices, tree -> place -> true);
  }

  /**
   * The same in a network that does not let every branch be concatenated.
   *
   * @param concatenable whether the copies of a branch can be concatenated
   */
  List<CellEdit> build(Choices choices, Concatenable concatenable) {
    return new Growing(choices, concatenable).grow();
  }

  /** Says where a network has channels enough. */
  @FunctionalInterface
  interface Concatenable {
    Predicate<List<Integer>> in(CellTree tree);
  }

  /** What is still to be asked, the next one on top. */
  private final class Growing {

    private final Choices choices;
    private final Concatenable concatenable;
    private final Deque<Runnable> open = new ArrayDeque<>();
    private final List<CellEdit> edits = new ArrayList<>();
    private CellTree tree = start();

    Growing(Choices choices, Concatenable concatenable) {
      this.choices = choices;
      this.concatenable = concatenable;
    }

    List<CellEdit> grow() {
      openLeaves(tree.root(), List.of());
      while (!open.isEmpty() && edits.size() < components.edits()) {
        open.pop().run();
      }
      return edits;
    }

    /** The first leaf comes on top. */
    private void openLeaves(CellTree.Fork fork, List<Integer> above) {
      for (int i = fork.branches().size() - 1; i >= 0; i--) {
        List<Integer> place = child(above, i);
        CellTree.Branch branch = fork.branches().get(i);
        if (!branch.isLeaf()) {
          openLeaves(branch.below().orElseThrow(), place);
        } else if (fork.merge() == CellMerge.NONE) {
          open.push(() -> merge(place));
        } else {
          openExpansion(place);
        }
      }
    }

    private void openExpansion(List<Integer> place) {
      if (place.size() < components.depth()) {
        open.push(() -> expand(place));
      }
    }

    private void edit(CellEdit edit) {
      edits.add(edit);
      tree = edit.apply(tree);
    }

    private void merge(List<Integer> place) {
      choices.at(new CellState(tree, place));
      CellMerge merge = choices.pick(
          MERGE, each -> each != CellMerge.CONCAT || concatenable.in(tree).test(place));
      if (merge != CellMerge.NONE) {
        int count = merge == CellMerge.ADD ? choices.pick(BRANCHES) : CONCATENATED;
        edit(new CellEdit.Merge(place, merge, count));
      }
      List<Integer> above = place.subList(0, place.size() - 1);
      int branches = tree.fork(place).branches().size();
      for (int i = branches - 1; i >= 0; i--) {
        openExpansion(child(above, i));
      }
      for (int i = branches - 1; i >= 0; i--) {
        List<Integer> branch = child(above, i);
        if (tree.branch(branch).operation() == CellOperation.UNDECIDED) {
          open.push(() -> replace(branch));
        }
      }
    }

    private void replace(List<Integer> place) {
      choices.at(new CellState(tree, place));
      edit(new CellEdit.Replace(place, choices.pick(operation)));
    }

    private void expand(List<Integer> place) {
      choices.at(new CellState(tree, place));
      if (choices.pick(EXPAND)) {
        edit(new CellEdit.Insert(place));
        open.push(() -> merge(child(place, 0)));
      }
    }

    private static List<Integer> child(List<Integer> above, int index) {
      List<Integer> place = new ArrayList<>(above);
      place.add(index);
      return List.copyOf(place);
    }
  }

  /** Settings of a growth. For one thread. */
  public static final class Builder {

    private final CellTree start;
    private int depth = 3;
    private int edits = Integer.MAX_VALUE;
    private List<CellOperation> operations = CellOperation.CHOICES;

    private Builder(CellTree start) {
      this.start = requireNonNull(start, "start");
    }

    /**
     * How many edges may lie between the root and a leaf that nothing more hangs from; 3 unless
     * set, as in the released code.
     *
     * @param greatest at least 1
     * @return this
     */
    public Builder depth(int greatest) {
      depth = Checks.positive(greatest, "greatest depth");
      return this;
    }

    /**
     * How many edits there may be; any number unless set. What is undecided then stays an identity.
     *
     * @param most at least 1
     * @return this
     */
    public Builder edits(int most) {
      edits = Checks.positive(most, "number of edits");
      return this;
    }

    /**
     * What may take the place of an identity; the seven of {@link CellOperation#CHOICES} unless
     * set.
     *
     * @param choices at least one
     * @return this
     */
    public Builder operations(List<CellOperation> choices) {
      operations = List.copyOf(choices);
      if (operations.isEmpty()
          || operations.contains(CellOperation.UNDECIDED)
          || operations.contains(CellOperation.GROUPED_3)) {
        throw new IllegalArgumentException("Identities cannot be replaced by one of " + operations
            + ".\nMaybe use CellOperation.CHOICES, with CONVOLUTION_3 if weights start at random.");
      }
      return this;
    }

    /**
     * The growth.
     *
     * @return immutable
     */
    public CellGrowth build() {
      return new CellGrowth(new Components(start, depth, edits, operations));
    }
  }
}
