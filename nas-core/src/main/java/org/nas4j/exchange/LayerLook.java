package org.nas4j.exchange;

import java.util.Locale;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Average;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelScale;
import org.nas4j.arch.ChannelWindow;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Identity;
import org.nas4j.arch.Layer;
import org.nas4j.arch.LayerVisitor;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.ZeroPad;

/**
 * How tables and drawings show a layer.
 *
 * @param words its kind, and what sets it apart from others of its kind
 * @param color of its box
 */
record LayerLook(String words, String color) {

  private static final Looks LOOKS = new Looks();

  static LayerLook of(Layer layer) {
    return layer.accept(LOOKS);
  }

  private static final class Looks implements LayerVisitor<LayerLook> {

    private static final String CONVOLUTION = "#cfe2f3";
    private static final String POOLING = "#d9ead3";
    private static final String JOIN = "#eeeeee";
    private static final String OTHER = "#fce5cd";

    private static LayerLook look(Layer layer, String color, Object detail) {
      return new LayerLook(layer.kind() + " " + detail, color);
    }

    private static LayerLook plain(Layer layer, String color) {
      return new LayerLook(layer.kind(), color);
    }

    @Override
    public LayerLook visit(Convolution layer) {
      String groups = layer.groups() == 1 ? "" : ", " + layer.groups() + " groups";
      return look(layer, CONVOLUTION, layer.window() + ", " + layer.filters() + groups);
    }

    @Override
    public LayerLook visit(DepthwiseConvolution layer) {
      return look(layer, CONVOLUTION, layer.window());
    }

    @Override
    public LayerLook visit(SeparableConvolution layer) {
      return look(layer, CONVOLUTION, layer.window() + ", " + layer.filters());
    }

    @Override
    public LayerLook visit(FactorizedReduction layer) {
      return look(layer, CONVOLUTION, layer.filters());
    }

    @Override
    public LayerLook visit(Pooling layer) {
      return look(layer, POOLING, layer.window());
    }

    @Override
    public LayerLook visit(GlobalPooling layer) {
      return plain(layer, POOLING);
    }

    @Override
    public LayerLook visit(BatchNormalization layer) {
      return plain(layer, OTHER);
    }

    @Override
    public LayerLook visit(Activation layer) {
      return plain(layer, OTHER);
    }

    @Override
    public LayerLook visit(Dense layer) {
      return look(layer, OTHER, layer.units());
    }

    @Override
    public LayerLook visit(Dropout layer) {
      return look(layer, OTHER, layer.rate());
    }

    @Override
    public LayerLook visit(DropPath layer) {
      return look(layer, OTHER, String.format(Locale.ROOT, "%.3f", layer.keepAt(1)));
    }

    @Override
    public LayerLook visit(Identity layer) {
      return plain(layer, OTHER);
    }

    @Override
    public LayerLook visit(Flatten layer) {
      return plain(layer, OTHER);
    }

    @Override
    public LayerLook visit(ZeroPad layer) {
      return look(
          layer,
          OTHER,
          layer.top() + "," + layer.bottom() + "," + layer.left() + "," + layer.right());
    }

    @Override
    public LayerLook visit(ChannelWindow layer) {
      return look(layer, OTHER, layer.channels() + " from " + layer.from());
    }

    @Override
    public LayerLook visit(Average layer) {
      return plain(layer, JOIN);
    }

    @Override
    public LayerLook visit(Add layer) {
      return plain(layer, JOIN);
    }

    @Override
    public LayerLook visit(Concat layer) {
      return plain(layer, JOIN);
    }

    @Override
    public LayerLook visit(ChannelScale layer) {
      return plain(layer, JOIN);
    }

    @Override
    public LayerLook visit(SoftmaxOutput layer) {
      return look(layer, OTHER, layer.classes());
    }

    @Override
    public LayerLook visit(RegressionOutput layer) {
      return look(layer, OTHER, layer.units());
    }
  }
}
