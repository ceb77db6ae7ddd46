package org.nas4j.dl4j.internal.graph.cpu;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.DepthwiseConvolution2DLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Puts layers of ours in the place of Deeplearning4j's in a graph that is there. What computes is
 * another object, while settings and weights stay what they are, so that the graph is saved as
 * Deeplearning4j's own. For one thread.
 */
public final class CpuLayers {

  private final Shares shares;
  private final boolean withoutLibrary;
  /** Whether there are layers that compute products in their shares. */
  private boolean products;

  private CpuLayers(int threads, boolean withoutLibrary) {
    this.shares = new Shares(threads);
    this.withoutLibrary = withoutLibrary;
  }

  /**
   * Exchanges all layers that there are ours for.
   *
   * @param graph with its weights, before the first step
   * @param threads that compute a layer at most
   * @return the layers that were put in
   */
  public static CpuLayers putInto(ComputationGraph graph, int threads) {
    return putInto(graph, threads, false);
  }

  /** The same, on wish as if ND4J had no library for convolutions. */
  static CpuLayers putInto(ComputationGraph graph, int threads, boolean withoutLibrary) {
    CpuLayers ours = new CpuLayers(threads, withoutLibrary);
    Layer[] layers = graph.getLayers();
    for (int i = 0; i < layers.length; i++) {
      Layer theirs = layers[i];
      layers[i] = ours.insteadOf(theirs);
      if (layers[i] != theirs) {
        layers[i].setIndex(theirs.getIndex());
        if (theirs.numParams() > 0) {
          layers[i].setParamsViewArray(theirs.params());
          layers[i].setParamTable(theirs.paramTable());
        }
        String name = theirs.conf().getLayer().getLayerName();
        ((LayerVertex) graph.getVertex(name)).setLayer(layers[i]);
      }
    }
    return ours;
  }

  /**
   * Tells OpenBLAS, for the whole process, how many threads compute a product: one where layers of
   * the graph share out their examples, since products of several threads at the same time wait for
   * each other. To be called before each step.
   */
  public void prepare() {
    if (shares.threads() > 1) {
      openblas_nolapack.blas_set_num_threads(products ? 1 : shares.threads());
    }
  }

  private Layer insteadOf(Layer layer) {
    DataType type = DataType.FLOAT;
    if (layer instanceof BatchNormalization) {
      return new CpuNormalization(layer.conf(), type, shares);
    }
    if (layer instanceof ActivationLayer activation
        && activation.layerConf().getActivationFn() instanceof ActivationReLU) {
      return new CpuRectifier(layer.conf(), type, shares);
    }
    if (layer instanceof DepthwiseConvolution2DLayer) {
      return CpuDepthwise.serves((DepthwiseConvolution2D) layer.conf().getLayer())
          ? new CpuDepthwise(layer.conf(), type, shares)
          : layer;
    }
    return layer instanceof ConvolutionLayer convolution ? insteadOf(convolution) : layer;
  }

  private Layer insteadOf(ConvolutionLayer layer) {
    boolean pointwise = CpuPointwise.serves(layer.layerConf());
    boolean byProducts = withoutLibrary || layer.getHelper() == null;
    products |= pointwise || byProducts;
    return pointwise
        ? new CpuPointwise(layer.conf(), DataType.FLOAT, shares)
        : new CpuConvolution(layer.conf(), DataType.FLOAT, shares, byProducts);
  }
}
