package org.nas4j.dl4j.internal.onednn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Cost;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.dl4j.internal.InferenceForm;
import org.nas4j.dl4j.internal.InitialWeights;
import org.nas4j.internal.inference.Predictor;
import org.nas4j.internal.inference.PredictorProvider;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets models be computed by oneDNN, where that is faster than plain Java: networks that convolve.
 * Found by {@link java.util.ServiceLoader}. Thread-safe.
 */
public final class OneDnnPredictors implements PredictorProvider {

  private static final Logger LOG = LoggerFactory.getLogger(OneDnnPredictors.class);

  /** Multiply-accumulates of convolutions; with fewer, Java is done before native code begins. */
  private static final long FEWEST = 200_000;

  /** Examples at once: more are no faster, and take more memory. */
  private static final int BATCH = 64;

  /** Bytes of all activations of a batch; a plan has a part of them, once for each thread. */
  private static final long MOST = 1L << 29;

  /** For the service loader. */
  public OneDnnPredictors() {}

  @Override
  public Optional<Predictor> open(Architecture architecture, Map<String, WeightArray> weights) {
    return convolutions(architecture) < FEWEST ? Optional.empty() : open(architecture, weights, 1);
  }

  @Override
  public Optional<Predictor> openForMany(
      Architecture architecture, Map<String, WeightArray> weights) {
    return activations(architecture) * Float.BYTES * BATCH > MOST
        ? Optional.empty()
        : open(architecture, weights, BATCH);
  }

  private static long activations(Architecture architecture) {
    return architecture.nodes().stream()
        .mapToLong(node -> architecture.shape(node.name()).elements())
        .sum();
  }

  private static Optional<Predictor> open(
      Architecture architecture, Map<String, WeightArray> weights, int batch) {
    try {
      if (!OneDnnNetwork.isAvailable() || !Nd4j.getEnvironment().isCPU()) {
        return Optional.empty();
      }
      Architecture form = InferenceForm.of(architecture);
      Map<String, WeightArray> needed = new LinkedHashMap<>(weights);
      needed.keySet().retainAll(InitialWeights.draw(form, 0).keySet());
      return Optional.of(OneDnnPredictor.open(form, needed, batch));
    } catch (RuntimeException | LinkageError e) {
      LOG.info("Predictions are computed in plain Java: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static long convolutions(Architecture architecture) {
    Map<String, Cost.NodeCost> costs = architecture.cost().perNode();
    return architecture.nodes().stream()
        .filter(node -> isOfImages(architecture, node))
        .mapToLong(node -> costs.get(node.name()).macs())
        .sum();
  }

  private static boolean isOfImages(Architecture architecture, Node node) {
    return architecture.shape(node.name()) instanceof Shape.Image;
  }
}
