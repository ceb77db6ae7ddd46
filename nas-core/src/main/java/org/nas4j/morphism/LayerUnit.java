package org.nas4j.morphism;

import java.util.ArrayList;
import java.util.List;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Dense;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Window;

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
        read(node, node.layer());
      }
      return units;
    }

    private void read(Node node, Layer layer) {
      if (layer instanceof Pooling || layer instanceof GlobalPooling) {
        endBlock();
        outside(node, "pool");
      } else if (layer instanceof FactorizedReduction) {
        endBlock();
        outside(node, layer.kind());
      } else if (layer instanceof Flatten) {
        endBlock();
      } else if (layer.traits().joinsInputs()) {
        outside(node, layer.kind());
      } else if (layer instanceof Dense) {
        inside(node, "fc", 0);
      } else {
        SlidingKernel.of(layer).ifPresent(kernel -> convolution(node, kernel.window()));
      }
    }

    private void convolution(Node node, Window window) {
      if (window.strideHeight() > 1) {
        endBlock();
      }
      inside(node, word(node.layer()), window.kernelHeight());
    }

    private static String word(Layer layer) {
      if (!layer.traits().makesChannels()) {
        return "depthwise";
      }
      return layer instanceof SeparableConvolution ? "separable" : "conv";
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

    private void inside(Node node, String kind, int kernel) {
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
