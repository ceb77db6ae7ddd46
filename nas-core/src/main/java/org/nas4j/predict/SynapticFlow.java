package org.nas4j.predict;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;

/**
 * A score of a network that costs no training, no data and not even weights: the logarithm of what
 * synaptic flow is to be expected (tanaka2020synflow; as a score of networks
 * abdelfattah2021zerocost). Higher is better, as a rule of thumb: as with the number of weights,
 * which it goes beyond by how many paths there are and how deep, learn how much it says before you
 * rely on it.
 *
 * <p>Synaptic flow is Σ |θ·∂R/∂θ| where R is the sum of the outputs for an input of ones, all
 * weights taken by their absolute values and batch normalization left out. All values are positive
 * then, so that rectifiers let everything through and R is a sum over the paths of the network of
 * the products of their weights; and the score is that sum with each path counted as often as it
 * crosses a layer with weights. Of weights drawn by He's rule only the expected absolute value
 * matters on average, so that one walk over the nodes gives it: how great a value is to be expected
 * at a node, and how many layers with weights its paths have crossed. In logarithms, since deep
 * networks leave the range of numbers; the authors draw weights and compute gradients in double
 * precision.
 *
 * <p>Deviations: it is the expectation in place of a draw; positions at borders, where kernels hang
 * over, are treated like all others; pooling passes on what is everywhere the same; activations
 * other than rectifiers are passed through too. Stateless.
 */
public final class SynapticFlow {

  private SynapticFlow() {}

  /**
   * The score.
   *
   * @param architecture any network
   * @return natural logarithm of the flow; finite, and negative infinity if nothing with weights
   *     leads to the output
   */
  public static double of(Architecture architecture) {
    requireNonNull(architecture, "architecture");
    Map<String, Flow> flows = new HashMap<>();
    flows.put(Architecture.INPUT, Flow.OF_ONES);
    for (Node node : architecture.nodes()) {
      List<Flow> inputs = node.inputs().stream().map(flows::get).toList();
      FlowThrough layer =
          new FlowThrough(inputs, architecture.inputShapes(node), architecture.shape(node.name()));
      flows.put(node.name(), node.layer().accept(layer));
    }
    Flow output = flows.get(architecture.output());
    return output.logValue()
        + StrictMath.log(output.depth())
        + StrictMath.log(architecture.shape(architecture.output()).elements());
  }
}
