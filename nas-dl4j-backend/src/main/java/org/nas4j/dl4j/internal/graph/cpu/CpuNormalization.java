package org.nas4j.dl4j.internal.graph.cpu;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalization of feature maps, channel by channel, so that all passes over a channel but
 * the first find it in the cache. Vectors are normalized by Deeplearning4j.
 */
// Both are faults of the class that is extended.
@SuppressWarnings({"serial", "overrides"})
final class CpuNormalization extends BatchNormalization {

  private static final String GAMMA = BatchNormalizationParamInitializer.GAMMA;
  private static final String BETA = BatchNormalizationParamInitializer.BETA;
  private static final String MEAN = BatchNormalizationParamInitializer.GLOBAL_MEAN;
  private static final String VARIANCE = BatchNormalizationParamInitializer.GLOBAL_VAR;

  private final transient Shares shares;
  /** Of the latest batch that was trained with, by channel. */
  private transient float[] means;

  private transient float[] variances;

  CpuNormalization(NeuralNetConfiguration settings, DataType type, Shares shares) {
    super(settings, type);
    this.shares = shares;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    if (!Maps.are(input)) {
      return super.activate(training, workspaces);
    }
    INDArray result =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, input.dataType(), input.shape());
    Maps from = Maps.of(input, workspaces, ArrayType.FF_WORKING_MEM);
    Maps to = Maps.in(result);
    means = training ? new float[from.channels()] : Maps.copy(params.get(MEAN));
    variances = training ? new float[from.channels()] : Maps.copy(params.get(VARIANCE));
    float[] gamma = Maps.copy(params.get(GAMMA));
    float[] beta = Maps.copy(params.get(BETA));
    shares.of(from.channels(), (first, end) -> {
      float[] map = new float[from.size()];
      float[] sums = new float[from.size()];
      for (int c = first; c < end; c++) {
        if (training) {
          measure(from, c, map, sums);
        }
        float factor = gamma[c] * deviation(c);
        for (int n = 0; n < from.examples(); n++) {
          from.read(n, c, map);
          normalize(map, means[c], factor, beta[c], from.size());
          to.write(n, c, map);
        }
      }
    });
    return result;
  }

  /** What values are multiplied by to have a deviation of 1. */
  private float deviation(int channel) {
    return (float) (1 / Math.sqrt(variances[channel] + layerConf().getEps()));
  }

  private void measure(Maps maps, int channel, float[] map, float[] sums) {
    int size = maps.size();
    double count = (double) maps.examples() * size;
    Arrays.fill(sums, 0);
    for (int n = 0; n < maps.examples(); n++) {
      maps.read(n, channel, map);
      Vectors.add(sums, map, 0, size);
    }
    means[channel] = (float) (Vectors.total(sums, size) / count);
    Arrays.fill(sums, 0);
    for (int n = 0; n < maps.examples(); n++) {
      maps.read(n, channel, map);
      Vectors.addSquares(sums, map, means[channel], size);
    }
    variances[channel] = (float) (Vectors.total(sums, size) / count);
  }

  private static void normalize(float[] map, float mean, float factor, float beta, int size) {
    for (int i = 0; i < size; i++) {
      map[i] = (map[i] - mean) * factor + beta;
    }
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray given, LayerWorkspaceMgr workspaces) {
    if (!Maps.are(input)) {
      return super.backpropGradient(given, workspaces);
    }
    INDArray result =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, given.dataType(), given.shape());
    Maps values = Maps.of(input, workspaces, ArrayType.BP_WORKING_MEM);
    Maps gradients = Maps.of(given, workspaces, ArrayType.BP_WORKING_MEM);
    Maps to = Maps.in(result);
    float[] gamma = Maps.copy(params.get(GAMMA));
    float[] ofGamma = new float[gamma.length];
    float[] ofBeta = new float[gamma.length];
    shares.of(gamma.length, (first, end) -> {
      float[] map = new float[values.size()];
      float[] gradient = new float[values.size()];
      for (int c = first; c < end; c++) {
        sum(c, values, gradients, ofGamma, ofBeta);
        float factor = gamma[c] * deviation(c);
        float count = (float) values.examples() * values.size();
        float slope = -factor * deviation(c) * ofGamma[c] / count;
        float shift = -factor * ofBeta[c] / count;
        for (int n = 0; n < values.examples(); n++) {
          values.read(n, c, map);
          gradients.read(n, c, gradient);
          combine(map, means[c], slope, gradient, factor, shift);
          to.write(n, c, map);
        }
      }
    });
    Gradient gradient = new DefaultGradient();
    put(gradient, MEAN, towards(MEAN, means));
    put(gradient, VARIANCE, towards(VARIANCE, variances));
    put(gradient, GAMMA, ofGamma);
    put(gradient, BETA, ofBeta);
    return new Pair<>(gradient, result);
  }

  /** The gradients of a channel's factor and shift. */
  private void sum(int channel, Maps values, Maps gradients, float[] ofGamma, float[] ofBeta) {
    int size = values.size();
    float[] map = new float[size];
    float[] gradient = new float[size];
    float[] sums = new float[size];
    float[] products = new float[size];
    for (int n = 0; n < values.examples(); n++) {
      values.read(n, channel, map);
      gradients.read(n, channel, gradient);
      Vectors.add(sums, gradient, 0, size);
      Vectors.addProducts(products, map, means[channel], gradient, size);
    }
    ofBeta[channel] = (float) Vectors.total(sums, size);
    ofGamma[channel] = (float) Vectors.total(products, size) * deviation(channel);
  }

  private static void combine(
      float[] map, float mean, float slope, float[] gradient, float factor, float shift) {
    for (int i = 0; i < map.length; i++) {
      map[i] = factor * gradient[i] + slope * (map[i] - mean) + shift;
    }
  }

  /** What running statistics lose in a step: Deeplearning4j moves them like weights. */
  private float[] towards(String name, float[] measured) {
    float[] running = Maps.copy(params.get(name));
    float share = (float) (1 - layerConf().getDecay());
    for (int c = 0; c < running.length; c++) {
      running[c] = share * (running[c] - measured[c]);
    }
    return running;
  }

  private void put(Gradient gradient, String name, float[] values) {
    INDArray view = gradientViews.get(name);
    Maps.memory(view).put(values);
    gradient.setGradientFor(name, view);
  }
}
