package org.nas4j.dl4j.internal.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a node yields, and the gradients that its users send back. */
final class NodeValue {

  private final Tensor home;
  private final boolean differentiable;
  private final boolean rectified;
  private final List<Tensor> gradients = new ArrayList<>();
  private final Map<MemoryLayout, NodeValue> copies = new HashMap<>(2);

  NodeValue(Tensor home, boolean differentiable) {
    this(home, differentiable, false);
  }

  private NodeValue(Tensor home, boolean differentiable, boolean rectified) {
    this.home = home;
    this.differentiable = differentiable;
    this.rectified = rectified;
  }

  /**
   * Differentiable values, some of which a rectifier set to 0 whose gradient their node takes care
   * of itself.
   */
  static NodeValue rectified(Tensor home) {
    return new NodeValue(home, true, true);
  }

  Tensor home() {
    return home;
  }

  /** Sizes, the batch first. */
  long[] sizes() {
    return home.layout().sizes();
  }

  /** Whether anything that is trained comes before it. */
  boolean isDifferentiable() {
    return differentiable;
  }

  /** Whether the gradient of a rectifier is part of what its node does in the backward pass. */
  boolean isRectified() {
    return rectified;
  }

  /** Part of the gradient, in the layout of the value; the tensor may be read by others too. */
  void receive(Tensor gradient) {
    gradients.add(gradient);
  }

  List<Tensor> gradients() {
    return gradients;
  }

  /** The same values in other layouts. */
  Map<MemoryLayout, NodeValue> copies() {
    return copies;
  }
}
