package org.nas4j.dl4j.internal.graph;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.MemoryWorkspaceManager;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A graph that computes in memory which it takes once. Deeplearning4j's own lets the workspaces of
 * gradients begin only when each was opened as often as the graph has layers; until then, which is
 * dozens of steps for a graph of hundreds of layers, each array is allocated and freed by itself.
 * The system's allocator keeps what is freed in pieces that fit nothing else, so that the process
 * grows to several times of what it computes with. Here workspaces of gradients begin with the
 * first step, and that of activations has its size before it. For one thread.
 */
// Deeplearning4j's class is serializable, which nobody uses here.
@SuppressWarnings("serial")
final class RoomyGraph extends ComputationGraph {

  private final long bytesPerExample;

  /**
   * Nothing is allocated yet.
   *
   * @param plan of the graph
   * @param architecture that it was made of
   */
  RoomyGraph(GraphPlan plan, Architecture architecture) {
    super(plan.configuration());
    WS_LAYER_ACT_X_CONFIG.setPolicyLearning(LearningPolicy.FIRST_LOOP);
    this.bytesPerExample = Float.BYTES
        * architecture.nodes().stream()
            .filter(node -> plan.used().contains(node.name()))
            .mapToLong(node -> values(architecture, node))
            .sum();
  }

  /**
   * Values of an example that the vertices of a node keep for the backward pass, more or less: what
   * is missing is taken when the first step has shown how much it is.
   */
  private static long values(Architecture architecture, Node node) {
    long result = architecture.shape(node.name()).elements();
    Shape input = architecture.inputShapes(node).get(0);
    return switch (node.layer().kind()) {
      case "separableConvolution" ->
        result + result / architecture.shape(node.name()).channels() * input.channels();
      case "factorizedReduction" -> 2 * result + input.elements();
      // Mostly what it reads is read by others too, and copied before it is overwritten.
      case "activation" -> 2 * result;
      default -> result;
    };
  }

  /** Makes the workspace of activations, if there is none or it is too small for a step. */
  void makeRoom(long examples) {
    MemoryWorkspaceManager manager = Nd4j.getWorkspaceManager();
    long bytes = examples * bytesPerExample;
    if (manager.checkIfWorkspaceExists(WS_ALL_LAYERS_ACT)) {
      MemoryWorkspace known = manager.getWorkspaceForCurrentThread(WS_ALL_LAYERS_ACT);
      if (known.getCurrentSize() >= bytes) {
        return;
      }
      manager.destroyWorkspace(known);
    }
    WorkspaceConfiguration ours = WorkspaceConfiguration.builder()
        .initialSize(bytes)
        .overallocationLimit(WS_ALL_LAYERS_ACT_CONFIG.getOverallocationLimit())
        .policyLearning(WS_ALL_LAYERS_ACT_CONFIG.getPolicyLearning())
        .policyReset(WS_ALL_LAYERS_ACT_CONFIG.getPolicyReset())
        .policySpill(WS_ALL_LAYERS_ACT_CONFIG.getPolicySpill())
        .policyAllocation(WS_ALL_LAYERS_ACT_CONFIG.getPolicyAllocation())
        .build();
    manager.createNewWorkspace(ours, WS_ALL_LAYERS_ACT);
  }
}
