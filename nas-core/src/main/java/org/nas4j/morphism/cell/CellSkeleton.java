package org.nas4j.morphism.cell;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.morphism.Morphism;
import org.nas4j.space.SearchSpace;

/**
 * A network in which one cell stands at several places: what the search for the cell starts from.
 * The three of cai2018pathlevel are {@link #chain}, {@link #denseNet} and {@link #pyramidNet}.
 * Immutable.
 *
 * @param start the network with the cell that grows
 * @param cell the cell that grows
 * @param places where it stands
 * @param isSplitEvenly whether the groups of the convolution that it starts from can be shared out
 *     to two branches; true without groups
 */
public record CellSkeleton(
    Architecture start, CellTree cell, List<CellPlace> places, boolean isSplitEvenly) {

  private static final int TWO = 2;

  /** Checks and copies. */
  public CellSkeleton {
    requireNonNull(start, "start");
    requireNonNull(cell, "cell");
    places = List.copyOf(places);
    if (places.isEmpty()) {
      throw new IllegalArgumentException("A skeleton has at least one place for its cell.");
    }
    for (CellPlace place : places) {
      place.start().forEach(start::node);
    }
  }

  /**
   * Cells in a row, in groups of equal size; between the groups twice as many channels and half as
   * many rows and columns (released code, chain_net.py). Post-activation, unless set. The paper's
   * width and number of cells are not verified.
   *
   * @param input shape of the images
   * @param classes how many
   * @return a builder
   */
  public static CellSkeletonBuilder chain(Shape input, int classes) {
    return new CellSkeletonBuilder(CellSkeletonBuilder.Kind.CHAIN, input, classes);
  }

  /**
   * A DenseNet whose 3×3 convolutions are the cells (released code, densenet.py): bottlenecks of
   * four times the growth, transitions to half. Pre-activation, unless set.
   *
   * @param input shape of the images
   * @param classes how many
   * @return a builder; its width is the growth
   */
  public static CellSkeletonBuilder denseNet(Shape input, int classes) {
    return new CellSkeletonBuilder(CellSkeletonBuilder.Kind.DENSE, input, classes);
  }

  /**
   * A PyramidNet of bottlenecks whose 3×3 convolutions are the cells (released code,
   * pyramidnet.py): from block to block more channels, the shortcuts filled up with zeros.
   * Pre-activation, unless set.
   *
   * @param input shape of the images
   * @param classes how many
   * @return a builder; its width is that of the stem
   */
  public static CellSkeletonBuilder pyramidNet(Shape input, int classes) {
    return new CellSkeletonBuilder(CellSkeletonBuilder.Kind.PYRAMID, input, classes);
  }

  /**
   * What an edit of the cell does to the network: the same at every place.
   *
   * @param edit of the cell
   * @param tree the cell before
   * @return an edit of the network, which says whether it keeps the function
   */
  public Morphism morphism(CellEdit edit, CellTree tree) {
    return new CellMorphism(
        places.stream().map(place -> edit.morphism(place, tree)).toList());
  }

  /**
   * What edits of the cell do to the network.
   *
   * @param edits first to last, from {@link #cell} on
   * @return as many edits of the network
   * @throws IllegalArgumentException if they do not fit the cell
   */
  public List<Morphism> morphisms(List<CellEdit> edits) {
    List<Morphism> morphisms = new ArrayList<>();
    CellTree tree = cell;
    for (CellEdit edit : edits) {
      morphisms.add(morphism(edit, tree));
      tree = edit.apply(tree);
    }
    return morphisms;
  }

  /**
   * The network with a cell that has grown.
   *
   * @param edits first to last, from {@link #cell} on
   * @return the network after them
   * @throws IllegalArgumentException if they do not fit the cell
   */
  public Architecture grown(List<CellEdit> edits) {
    Architecture current = start;
    for (Morphism morphism : morphisms(edits)) {
      current = morphism.edit(current);
    }
    return current;
  }

  /**
   * What a cell can grow into in this network, which may have too few channels to let every branch
   * be concatenated.
   *
   * @param growth of a cell of this network
   * @return asks what the growth asks
   */
  public SearchSpace<List<CellEdit>> growing(CellGrowth growth) {
    return choices -> growth.build(choices, this::concatenable);
  }

  /** Whether two copies of a branch of a cell may be concatenated, everywhere in the network. */
  Predicate<List<Integer>> concatenable(CellTree tree) {
    int channels = places.stream()
        .mapToInt(
            place -> start.shape(place.start().get(place.start().size() - 1)).channels())
        .min()
        .orElseThrow();
    return place -> {
      boolean grouped = tree.branch(place).operation() == CellOperation.GROUPED_3;
      return share(tree, place, channels) >= TWO && (!grouped || isSplitEvenly);
    };
  }

  /** The channels of a branch, of so many that the whole cell makes. */
  private static int share(CellTree tree, List<Integer> place, int all) {
    int channels = all;
    for (int depth = 1; depth <= place.size(); depth++) {
      List<Integer> branch = place.subList(0, depth);
      CellTree.Fork fork = tree.fork(branch);
      if (fork.merge() == CellMerge.CONCAT) {
        int count = fork.branches().size();
        channels = channels / count + (branch.get(depth - 1) < channels % count ? 1 : 0);
      }
    }
    return channels;
  }

  @Override
  public String toString() {
    return "CellSkeleton[" + start + ", " + places.size() + " × " + cell + "]";
  }
}
