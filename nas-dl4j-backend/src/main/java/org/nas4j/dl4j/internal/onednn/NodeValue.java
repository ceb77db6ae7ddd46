package org.nas4j.dl4j.internal.onednn;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a node yields, and the gradients that its users send back. */
final class NodeValue {

  private final Tensor home;
  private final boolean differentiable;
  private final List<Tensor> gradients = new ArrayList<>();
  private final Map<MemoryLayouts.Order, NodeValue> copies =
      new EnumMap<>(MemoryLayouts.Order.class);

  NodeValue(Tensor home, boolean differentiable) {
    this.home = home;
    this.differentiable = differentiable;
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

  /** Part of the gradient, in the layout of the value; the tensor may be read by others too. */
  void receive(Tensor gradient) {
    gradients.add(gradient);
  }

  List<Tensor> gradients() {
    return gradients;
  }

  Map<MemoryLayouts.Order, NodeValue> copies() {
    return copies;
  }
}
