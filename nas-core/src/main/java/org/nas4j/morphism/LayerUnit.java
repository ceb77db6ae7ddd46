package org.nas4j.morphism;

import java.util.ArrayList;
import java.util.List;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;

/**
 * A layer together with the normalization and activation that belong to it, and where it stands: in
 * which block, which are the stretches between poolings, and at which place of the block.
 *
 * @param node the layer
 * @param last the last of the nodes that belong to it
 * @param token what it is
 * @param block number of its block, from 0; −1 for poolings and joins, which are in none
 * @param position place in its block, from 0
 */
record LayerUnit(String node, String last, LayerToken token, int block, int position) {

  private static final int NO_BLOCK = -1;

  /** All layers of a network but for outputs and those without any effect on shapes. */
  static List<LayerUnit> of(Architecture architecture) {
    return new Reader(architecture).read();
  }

  boolean isInBlock() {
    return block != NO_BLOCK;
  }

  /** Numbers the blocks on the way from the first node to the last. */
  private static final class Reader {

    private final Architecture architecture;
    private final Readers readers;
    private final List<LayerUnit> units = new ArrayList<>();
    private int block;
    private int size;

    Reader(Architecture architecture) {
      this.architecture = architecture;
      this.readers = new Readers(architecture);
    }

    List<LayerUnit> read() {
      for (Node node : architecture.nodes()) {
        read(node, node.layer().accept(LayerWords.ALL));
      }
      return units;
    }

    private void read(Node node, String word) {
      Shape in = architecture.inputShapes(node).get(0);
      Shape out = architecture.shape(node.name());
      if (isSmaller(in, out) && !node.layer().traits().isOutput()) {
        endBlock();
      }
      if (node.layer().traits().joinsInputs()) {
        outside(node, word);
      } else if (!word.isEmpty()) {
        inside(node, word);
      } else if (isPool(node, in, out)) {
        outside(node, "pool");
      }
    }

    /** Fewer pixels, or none any more. */
    private static boolean isSmaller(Shape in, Shape out) {
      return in.match(
          before -> out.<Boolean>match(after -> after.height() < before.height(), after -> true),
          before -> false);
    }

    /** Flattening is none; of a single pixel it makes what the mean over all pixels makes. */
    private static boolean isPool(Node node, Shape in, Shape out) {
      boolean less = out.elements() < in.elements() && !node.layer().traits().hasWeights();
      return node.layer() instanceof GlobalPooling || isSmaller(in, out) && less;
    }

    private void endBlock() {
      if (size > 0) {
        block++;
        size = 0;
      }
    }

    private void outside(Node node, String kind) {
      units.add(new LayerUnit(node.name(), node.name(), LayerToken.of(kind), NO_BLOCK, 0));
    }

    private void inside(Node node, String kind) {
      int kernel = SlidingKernel.of(node.layer())
          .map(each -> each.window().kernelHeight())
          .orElse(0);
      int width = architecture.shape(node.name()).channels();
      units.add(new LayerUnit(
          node.name(),
          readers.finish(node.name()),
          new LayerToken(kind, width, kernel),
          block,
          size++));
    }
  }
}
