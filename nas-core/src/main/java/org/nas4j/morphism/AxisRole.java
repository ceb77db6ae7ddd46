package org.nas4j.morphism;

import java.util.List;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Layer;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.SoftmaxOutput;

/** What an axis of a weight array runs over. */
enum AxisRole {
  /** The channels that the layer makes. */
  MADE,
  /** The channels that the layer reads and sums over. */
  READ,
  /** The channels that the layer treats one by one. */
  CARRIED,
  /** Anything else: rows, columns, parts that never change their size. */
  OTHER;

  /**
   * The roles of the first axes of one of a layer's arrays; those that are left are {@link #OTHER}.
   */
  static List<AxisRole> of(Layer layer, String array) {
    return layer.accept(new Roles(array));
  }

  private static final class Roles extends WeightedLayers<List<AxisRole>> {

    private static final List<AxisRole> EACH_CHANNEL = List.of(CARRIED);

    private final String array;

    Roles(String array) {
      this.array = array;
    }

    /** A kernel reads channels and makes others; a bias is one number for each that is made. */
    private List<AxisRole> product() {
      return array.equals("bias") ? List.of(MADE) : List.of(MADE, READ);
    }

    @Override
    public List<AxisRole> visit(Convolution layer) {
      return layer.groups() > 1 ? List.of() : product();
    }

    @Override
    public List<AxisRole> visit(DepthwiseConvolution layer) {
      return EACH_CHANNEL;
    }

    @Override
    public List<AxisRole> visit(SeparableConvolution layer) {
      return array.equals("depthwise") ? EACH_CHANNEL : product();
    }

    @Override
    public List<AxisRole> visit(FactorizedReduction layer) {
      return List.of(OTHER, READ);
    }

    @Override
    public List<AxisRole> visit(BatchNormalization layer) {
      return EACH_CHANNEL;
    }

    @Override
    public List<AxisRole> visit(Dense layer) {
      return product();
    }

    @Override
    public List<AxisRole> visit(SoftmaxOutput layer) {
      return product();
    }

    @Override
    public List<AxisRole> visit(RegressionOutput layer) {
      return product();
    }

    @Override
    List<AxisRole> weightless(Layer layer) {
      return List.of();
    }
  }
}
