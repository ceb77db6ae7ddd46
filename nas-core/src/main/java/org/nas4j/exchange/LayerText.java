package org.nas4j.exchange;

import java.util.Locale;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.ZeroPad;

/** A layer in a few words: its kind and what sets it apart from others of its kind. */
final class LayerText {

  private LayerText() {}

  static String of(Layer layer) {
    String detail = detail(layer);
    return detail.isEmpty() ? layer.kind() : layer.kind() + " " + detail;
  }

  private static String detail(Layer layer) {
    if (layer instanceof Convolution it) {
      String groups = it.groups() == 1 ? "" : ", " + it.groups() + " groups";
      return it.window() + ", " + it.filters() + groups;
    }
    if (layer instanceof SeparableConvolution it) {
      return it.window() + ", " + it.filters();
    }
    if (layer instanceof DepthwiseConvolution it) {
      return it.window().toString();
    }
    if (layer instanceof FactorizedReduction it) {
      return Integer.toString(it.filters());
    }
    if (layer instanceof Pooling it) {
      return it.window().toString();
    }
    return vectorDetail(layer);
  }

  private static String vectorDetail(Layer layer) {
    if (layer instanceof Dense it) {
      return Integer.toString(it.units());
    }
    if (layer instanceof Dropout it) {
      return Double.toString(it.rate());
    }
    if (layer instanceof DropPath it) {
      return String.format(Locale.ROOT, "%.3f", it.keepAt(1));
    }
    if (layer instanceof ZeroPad it) {
      return it.top() + "," + it.bottom() + "," + it.left() + "," + it.right();
    }
    if (layer instanceof SoftmaxOutput it) {
      return Integer.toString(it.classes());
    }
    if (layer instanceof RegressionOutput it) {
      return Integer.toString(it.units());
    }
    return "";
  }
}
