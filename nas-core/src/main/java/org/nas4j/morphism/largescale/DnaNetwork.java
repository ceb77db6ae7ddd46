package org.nas4j.morphism.largescale;

import java.util.ArrayList;
import java.util.List;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelWindow;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Identity;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;

/**
 * Builds the network of a DNA. Nodes are named by the mutation that inserted them, so that a child
 * and its parent call alike what they share.
 */
final class DnaNetwork {

  private final Dna dna;
  private final Architecture.Builder network;
  private final List<String> vertices = new ArrayList<>();

  private DnaNetwork(Dna dna) {
    this.dna = dna;
    this.network = Architecture.builder(dna.input());
  }

  static Architecture of(Dna dna) {
    return new DnaNetwork(dna).build();
  }

  private Architecture build() {
    vertices.add(Architecture.INPUT);
    for (int place = 1; place <= dna.edges().size(); place++) {
      vertices.add(vertex(place));
    }
    String mean = network.add("mean", GlobalPooling.AVERAGE, vertices.get(vertices.size() - 1));
    return network.build(network.add("out", SoftmaxOutput.of(dna.classes()), mean));
  }

  private String vertex(int place) {
    BackboneEdge edge = dna.edges().get(place - 1);
    List<String> merged = new ArrayList<>(List.of(edge(edge, vertices.get(place - 1))));
    for (SkipEdge skip : dna.skips()) {
      if (skip.to() == edge.id()) {
        merged.add(reshaped(skip, place));
      }
    }
    String x =
        merged.size() == 1 ? merged.get(0) : network.add("add" + edge.id(), new Add(), merged);
    if (!edge.active()) {
      return x;
    }
    x = network.add("norm" + edge.id(), BatchNormalization.DEFAULT, x);
    return network.add("relu" + edge.id(), Activation.RELU, x);
  }

  private String edge(BackboneEdge edge, String input) {
    if (!edge.isConvolution()) {
      return network.add("same" + edge.id(), new Identity(), input);
    }
    Convolution layer = Convolution.of(
        edge.channels(), Window.of(edge.rows(), edge.columns()).stride(1 << edge.halvings()));
    return network.add("conv" + edge.id(), edge.active() ? layer : layer.withBias(), input);
  }

  /** Every so many-th pixel, and the first channels or zeros behind them. */
  private String reshaped(SkipEdge skip, int place) {
    int from = dna.vertex(skip.from());
    String x = vertices.get(from);
    String name = "skip" + skip.from() + "-" + skip.to();
    int halvings = dna.halvings(from, place);
    if (halvings > 0) {
      x = network.add(name + "/pixels", Pooling.max(Window.square(1).stride(1 << halvings)), x);
    }
    int channels = dna.channels(place);
    return dna.channels(from) == channels
        ? x
        : network.add(name + "/channels", new ChannelWindow(0, channels), x);
  }
}
