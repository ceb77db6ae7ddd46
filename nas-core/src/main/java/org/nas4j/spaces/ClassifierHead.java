package org.nas4j.spaces;

import org.nas4j.arch.Architecture;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;

/** How a network goes from feature maps to its classifier. */
public enum ClassifierHead {
  /** The mean of each map: few parameters, but learns slowly while maps are large. */
  GLOBAL_AVERAGE(GlobalPooling.AVERAGE),
  /** All values of all maps: many parameters, learns fast on small maps. */
  FLATTEN(new Flatten());

  private final Layer layer;

  ClassifierHead(Layer layer) {
    this.layer = layer;
  }

  /** A vector as it is, feature maps through the head's layer. */
  public String vector(Architecture.Builder network, String input) {
    return network.shape(input) instanceof Shape.Vector ? input : network.add("head", layer, input);
  }

  /** Ends a network with a classifier. */
  public Architecture classify(Architecture.Builder network, String input, int classes) {
    return network.build(
        network.add("classifier", SoftmaxOutput.of(classes), vector(network, input)));
  }
}
