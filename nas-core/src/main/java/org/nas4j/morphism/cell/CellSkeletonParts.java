package org.nas4j.morphism.cell;

import java.util.ArrayList;
import java.util.List;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelWindow;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.morphism.LayerOrder;

/** Builds a skeleton, node by node. For one thread. */
final class CellSkeletonParts {

  /** Channels of a bottleneck's wide end for each one of its narrow end. */
  private static final int BOTTLENECK = 4;

  /** Channels of a DenseNet's stem, in growths. */
  private static final int STEM = 2;

  private static final Window HALF = Window.square(2).stride(2);

  private final CellSkeletonBuilder settings;
  private final Architecture.Builder builder;
  private final List<CellPlace> places = new ArrayList<>();

  CellSkeletonParts(CellSkeletonBuilder settings) {
    this.settings = settings;
    this.builder = Architecture.builder(settings.input);
  }

  CellSkeleton build() {
    String last = switch (settings.kind) {
      case CHAIN -> chain();
      case DENSE -> dense();
      case PYRAMID -> pyramid();
    };
    if (isPre()) {
      last = builder.add("last/relu", Activation.RELU, normalized("last", last));
    }
    last = builder.add("mean", GlobalPooling.AVERAGE, last);
    Architecture start =
        builder.build(builder.add("out", SoftmaxOutput.of(settings.classes), last));
    CellOperation first =
        settings.convolutionGroups == 1 ? CellOperation.CONVOLUTION_3 : CellOperation.GROUPED_3;
    return new CellSkeleton(start, CellTree.of(first), places, isSplitEvenly());
  }

  /** With an even number of groups there is an even number of channels too. */
  private boolean isSplitEvenly() {
    return settings.convolutionGroups == 1 || settings.convolutionGroups % 2 == 0;
  }

  private boolean isPre() {
    return settings.order == LayerOrder.PRE_ACTIVATION;
  }

  private int channels(String node) {
    return builder.shape(node).channels();
  }

  private String normalized(String name, String input) {
    return builder.add(name + "/bn", BatchNormalization.DEFAULT, input);
  }

  /** A convolution with what stands around it. */
  private String step(String name, Convolution layer, boolean rectified, String input) {
    if (isPre()) {
      String before = normalized(name, input);
      before = rectified ? builder.add(name + "/relu", Activation.RELU, before) : before;
      return builder.add(name, layer, before);
    }
    String behind = normalized(name, builder.add(name, layer, input));
    return rectified ? builder.add(name + "/relu", Activation.RELU, behind) : behind;
  }

  private String projection(String name, int filters, boolean rectified, String input) {
    return step(name, Convolution.of(filters, Window.square(1)), rectified, input);
  }

  /** Nothing stands before the first convolution. */
  private String stem(int filters) {
    Convolution layer = Convolution.of(filters, Window.square(3));
    return isPre()
        ? builder.add("stem", layer, Architecture.INPUT)
        : step("stem", layer, true, Architecture.INPUT);
  }

  private String cell(int number, int filters, int stride, String input) {
    String name = "cell" + number;
    int groups = settings.convolutionGroups;
    Window window = Window.square(3).stride(stride);
    String last = step(name, new Convolution(filters, window, groups, false), true, input);
    places.add(new CellPlace(settings.order.nodes(name), settings.order, settings.noise));
    return last;
  }

  private String halved(String name, String input) {
    return builder.add(name + "/half", Pooling.average(HALF), input);
  }

  private String chain() {
    String last = stem(settings.width);
    for (int group = 0; group < settings.groups; group++) {
      if (group > 0) {
        String name = "transition" + group;
        last = halved(name, projection(name, 2 * channels(last), true, last));
      }
      for (int block = 0; block < settings.blocks; block++) {
        last = cell(group * settings.blocks + block + 1, channels(last), 1, last);
      }
    }
    return last;
  }

  private String dense() {
    String last = stem(STEM * settings.width);
    for (int group = 0; group < settings.groups; group++) {
      if (group > 0) {
        String name = "transition" + group;
        last = halved(name, projection(name, Math.max(1, channels(last) / 2), true, last));
      }
      for (int block = 0; block < settings.blocks; block++) {
        int number = group * settings.blocks + block + 1;
        String narrow = projection("in" + number, BOTTLENECK * settings.width, true, last);
        String made = cell(number, settings.width, 1, narrow);
        last = builder.add("concat" + number, new Concat(), last, made);
      }
    }
    return last;
  }

  private String pyramid() {
    String last = normalized("first", stem(settings.width));
    int all = settings.groups * settings.blocks;
    for (int number = 1; number <= all; number++) {
      boolean halves = number > 1 && (number - 1) % settings.blocks == 0;
      long planned = Math.round(settings.width + (double) number * settings.added / all);
      int narrow = (int) (planned - planned % settings.convolutionGroups);
      last = pyramidBlock(number, narrow, halves, last);
    }
    return last;
  }

  private String pyramidBlock(int number, int narrow, boolean halves, String input) {
    int wide = BOTTLENECK * narrow;
    String made = projection("in" + number, narrow, false, input);
    made = cell(number, narrow, halves ? 2 : 1, made);
    made = normalized("end" + number, projection("out" + number, wide, true, made));
    String shortcut = halves ? halved("shortcut" + number, input) : input;
    if (channels(shortcut) != wide) {
      shortcut = builder.add("shortcut" + number, new ChannelWindow(0, wide), shortcut);
    }
    return builder.add("add" + number, new Add(), shortcut, made);
  }
}
