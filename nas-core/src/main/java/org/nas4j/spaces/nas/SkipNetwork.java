package org.nas4j.spaces.nas;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.arch.ZeroPad;
import org.nas4j.spaces.ClassifierHead;

/**
 * Joins layers with skip connections by the rules of Zoph and Le 2017, section 3.3. Lives for one
 * construction.
 */
final class SkipNetwork {

  private static final Pooling HALVING = Pooling.max(Window.square(2).stride(2));

  private final Architecture.Builder network;
  private final List<Source> outputs = new ArrayList<>();
  private final Set<Integer> unread = new TreeSet<>();
  private Source image = new Source("image", Architecture.INPUT, 0);
  private int reductions;

  /** What layers may read: its latest node, and how many reductions that has gone through. */
  private record Source(String name, String node, int reductions) {}

  SkipNetwork(Shape.Image input) {
    this.network = Architecture.builder(input);
  }

  /**
   * Adds a layer over the concatenation of earlier ones, or over the image if there is none.
   *
   * @param layer a convolution, which normalization and rectifier follow, or a pooling
   * @param sources numbers of earlier layers, from 0
   */
  void add(Layer layer, List<Integer> sources) {
    String name = "layer" + (outputs.size() + 1);
    String input = sources.isEmpty()
        ? readImage()
        : join(name, sources.stream().map(this::read).toList());
    String x;
    if (layer instanceof Convolution) {
      x = network.add(name + "/conv", layer, input);
      x = network.add(name + "/norm", BatchNormalization.DEFAULT, x);
      x = network.add(name + "/relu", Activation.RELU, x);
    } else {
      x = network.add(name + "/pooling", layer, input);
    }
    unread.removeAll(sources);
    unread.add(outputs.size());
    outputs.add(new Source(name, x, reductions));
  }

  /** Halves the resolution of all that later layers may read, the image included. */
  void reduce() {
    reductions++;
  }

  /** Ends with a classifier over all outputs that no layer reads. */
  Architecture classify(int classes, ClassifierHead head) {
    String last = join("head", unread.stream().map(this::read).toList());
    return head.classify(network, last, classes);
  }

  private String readImage() {
    image = reduced(image);
    return image.node();
  }

  private String read(int layer) {
    outputs.set(layer, reduced(outputs.get(layer)));
    return outputs.get(layer).node();
  }

  private Source reduced(Source source) {
    String node = source.node();
    for (int i = source.reductions() + 1; i <= reductions; i++) {
      node = network.add(source.name() + "/pool" + i, HALVING, node);
    }
    return new Source(source.name(), node, reductions);
  }

  private String join(String name, List<String> inputs) {
    if (inputs.size() == 1) {
      return inputs.get(0);
    }
    return network.add(name + "/concat", new Concat(), padded(name, inputs));
  }

  /** Pads the smaller ones with zeros on all sides. */
  private List<String> padded(String name, List<String> inputs) {
    int height = inputs.stream().mapToInt(each -> image(each).height()).max().orElseThrow();
    int width = inputs.stream().mapToInt(each -> image(each).width()).max().orElseThrow();
    List<String> padded = new ArrayList<>();
    for (String input : inputs) {
      int rows = height - image(input).height();
      int columns = width - image(input).width();
      if (rows == 0 && columns == 0) {
        padded.add(input);
      } else {
        ZeroPad pad = new ZeroPad(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
        padded.add(network.add(name + "/pad" + (padded.size() + 1), pad, input));
      }
    }
    return padded;
  }

  private Shape.Image image(String name) {
    return (Shape.Image) network.shape(name);
  }
}
