package org.nas4j.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.Parameter;

/**
 * From features and time to the value of a curve (klein2017curves, section 3): three layers of tanh
 * units, and the curve layer, which alone sees the time; or, without it, a network that sees the
 * time as one more feature. Values are normally distributed around what it says, with a variance
 * whose logarithm is learned too: one number, or one more head. Energies are negative logarithms of
 * densities, but for a constant. For one thread.
 */
final class CurveNetwork {

  private static final int LAYERS = 3;

  /** Of the authors' code. */
  private static final double FIRST_LOG_VARIANCE = StrictMath.log(1e-3);

  private final List<TanhLayer> layers = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();
  private final CurveHead head;
  private final Parameter commonLogVariance = new Parameter(1);
  private final Optional<CurveHead> variance;
  private final BayesianCurveSettings settings;
  private final double[][] outs = new double[LAYERS + 1][];
  private final double[][] gradients = new double[LAYERS + 1][];

  CurveNetwork(int features, BayesianCurveSettings settings, RandomGenerator random) {
    this.settings = settings;
    int inputs = settings.curveLayer() ? features : features + 1;
    gradients[0] = new double[inputs];
    for (int i = 0; i < LAYERS; i++) {
      TanhLayer layer = new TanhLayer(inputs, settings.units(), random);
      layers.add(layer);
      parameters.addAll(layer.parameters());
      gradients[i + 1] = new double[settings.units()];
      inputs = settings.units();
    }
    head = settings.curveLayer()
        ? new CurveLayer(inputs, random)
        : new LinearCurveHead(inputs, random);
    parameters.addAll(head.parameters());
    variance = settings.varianceHead()
        ? Optional.of(new LinearCurveHead(inputs, random))
        : Optional.empty();
    variance.ifPresent(each -> parameters.addAll(each.parameters()));
    commonLogVariance.change()[0] = FIRST_LOG_VARIANCE;
    parameters.add(commonLogVariance);
  }

  /** All that is learned; the logarithm of the variance that all points share last. */
  List<Parameter> parameters() {
    return parameters;
  }

  /** Takes the numbers of a snapshot. */
  void set(double[][] snapshot) {
    for (int i = 0; i < snapshot.length; i++) {
      double[] value = parameters.get(i).change();
      System.arraycopy(snapshot[i], 0, value, 0, value.length);
    }
  }

  /** A copy of all that is learned. */
  double[][] snapshot() {
    return parameters.stream().map(parameter -> parameter.value().clone()).toArray(double[][]::new);
  }

  double value(double[] features, double time) {
    outs[0] = features;
    if (!settings.curveLayer()) {
      outs[0] = Arrays.copyOf(features, features.length + 1);
      outs[0][features.length] = time;
    }
    for (int i = 0; i < LAYERS; i++) {
      outs[i + 1] = layers.get(i).forward(outs[i]);
    }
    return head.forward(outs[LAYERS], time);
  }

  /** Of the point whose value was asked for last. */
  double deviation(double time) {
    return StrictMath.exp(logVariance(time) / 2);
  }

  private double logVariance(double time) {
    return commonLogVariance.value()[0]
        + variance.map(each -> each.forward(outs[LAYERS], time)).orElse(0.0);
  }

  /** Of one point. */
  double energy(TimedValue point) {
    double apart = value(point.features(), point.time()) - point.value();
    double log = logVariance(point.time());
    return (apart * apart * StrictMath.exp(-log) + log) / 2;
  }

  /** Adds the gradient of a point's energy, by a factor. */
  void addGradient(TimedValue point, double factor) {
    double apart = value(point.features(), point.time()) - point.value();
    double precision = StrictMath.exp(-logVariance(point.time()));
    double slope = factor * (1 - apart * apart * precision) / 2;
    commonLogVariance.gradient()[0] += slope;
    for (double[] gradient : gradients) {
      Arrays.fill(gradient, 0);
    }
    variance.ifPresent(each -> each.backward(slope, outs[LAYERS], gradients[LAYERS]));
    head.backward(factor * apart * precision, outs[LAYERS], gradients[LAYERS]);
    for (int i = LAYERS - 1; i >= 0; i--) {
      layers.get(i).backward(outs[i], gradients[i + 1], gradients[i]);
    }
  }

  /** Of the prior: all but the common variance is normally distributed around 0. */
  double priorEnergy() {
    double sum = 0;
    for (Parameter parameter : parameters) {
      for (double value : parameter == commonLogVariance ? new double[0] : parameter.value()) {
        sum += value * value;
      }
    }
    return sum / (2 * settings.prior() * settings.prior());
  }

  void addPriorGradient() {
    double factor = 1 / (settings.prior() * settings.prior());
    for (Parameter parameter : parameters) {
      for (int i = 0; i < parameter.value().length && parameter != commonLogVariance; i++) {
        parameter.gradient()[i] += factor * parameter.value()[i];
      }
    }
  }
}
