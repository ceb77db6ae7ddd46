package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_query_workspace_md;

import org.nas4j.arch.Activation;
import org.nas4j.arch.PoolingKind;
import org.nas4j.dl4j.internal.FloatType;

/** Pooling, batch normalization and activations. */
final class FeatureMapLayers {

  private final Recorder recorder;

  FeatureMapLayers(Recorder recorder) {
    this.recorder = recorder;
  }

  private Tensor workspace(Primitive forward) {
    MemoryLayout layout = forward.layout(dnnl_query_workspace_md);
    return layout == null || layout.bytes() == 0 ? null : recorder.tensor(layout);
  }

  NodeValue pooling(NodeValue given, PoolingKind by, Slide slide) {
    long[] sizes = given.sizes();
    PoolingPrimitives primitives =
        new PoolingPrimitives(recorder, by, slide.clipped(new long[] {sizes[2], sizes[3]}), sizes);
    FloatType type = recorder.typeFor(primitives::forward, primitives::backward);
    NodeValue input = recorder.in(given, primitives.source(type));
    Primitive forward = primitives.forward(type);
    NodeValue output =
        new NodeValue(recorder.tensor(primitives.result(type)), input.isDifferentiable());
    Tensor workspace = workspace(forward);
    recorder.step(
        forward, Arguments.source(input.home()).result(output.home()).workspace(workspace));
    recorder.promise(() -> {
      Tensor gradient = recorder.gradient(output);
      if (gradient != null) {
        Tensor sent = recorder.tensor(primitives.source(type));
        recorder.step(
            primitives.backward(type),
            Arguments.resultGradient(gradient).workspace(workspace).sourceGradient(sent));
        input.receive(sent);
      }
    });
    return output;
  }

  /**
   * The weights and statistics of a batch normalization; no mean and variance where running
   * statistics are not kept.
   */
  record Statistics(
      BlockedParameter gamma,
      BlockedParameter beta,
      BlockedParameter mean,
      BlockedParameter variance) {}

  /**
   * Normalizes each channel.
   *
   * @param rectified whether negative results become 0 at once
   */
  NodeValue normalization(
      NodeValue given, float epsilon, Statistics statistics, boolean rectified) {
    NormalizationPrimitives primitives =
        new NormalizationPrimitives(recorder, given.sizes(), epsilon, rectified);
    FloatType type = recorder.typeFor(primitives::forward, primitives::backward);
    MemoryLayout layout = primitives.layout(type);
    NodeValue input = recorder.in(given, layout);
    Primitive forward = primitives.forward(type);
    Tensor result = recorder.tensor(layout);
    NodeValue output = rectified ? NodeValue.rectified(result) : new NodeValue(result, true);
    Tensor workspace = workspace(forward);
    Tensor mean = statistic(statistics.mean(), layout.size(1));
    Tensor variance = statistic(statistics.variance(), layout.size(1));
    recorder
        .step(
            forward,
            Arguments.source(input.home())
                .affine(statistics.gamma(), statistics.beta())
                .statistics(mean, variance)
                .result(result)
                .workspace(workspace))
        .mayOverwrite(input.home());
    recorder.promise(() -> {
      Tensor gradient = recorder.gradient(output);
      if (gradient != null) {
        Tensor sent = recorder.tensor(layout);
        recorder
            .step(
                primitives.backward(type),
                Arguments.source(input.home())
                    .andResultGradient(gradient)
                    .affine(statistics.gamma(), statistics.beta())
                    .statistics(mean, variance)
                    .workspace(workspace)
                    .sourceGradient(sent)
                    .affineGradients(statistics.gamma(), statistics.beta()))
            .mayOverwrite(gradient);
        input.receive(sent);
      }
    });
    return output;
  }

  /** Where a statistic is read or written; null where nobody needs it. */
  private Tensor statistic(BlockedParameter kept, long channels) {
    return switch (recorder.purpose()) {
      case INFERENCE -> kept.value();
      case TRAINING ->
        kept == null ? recorder.tensor(recorder.layouts().plain(channels)) : kept.partner();
      case JUDGING -> null;
    };
  }

  /**
   * Applies a function to each value.
   *
   * @param done whether what computed the values has applied it already, so that at most the
   *     gradient is left to do
   */
  NodeValue activation(NodeValue given, Activation.Function function, boolean done) {
    if (done && given.isRectified()) {
      return given;
    }
    ActivationPrimitives primitives =
        new ActivationPrimitives(recorder, function, given.home().layout());
    FloatType type = done
        ? given.home().layout().type()
        : recorder.typeFor(primitives::forward, primitives::backward);
    MemoryLayout layout = primitives.layout(type);
    NodeValue input = recorder.in(given, layout);
    Tensor result = done ? input.home() : recorder.tensor(layout);
    NodeValue output = new NodeValue(result, input.isDifferentiable());
    if (!done) {
      recorder
          .step(primitives.forward(type), Arguments.source(input.home()).result(result))
          .mayOverwrite(input.home());
    }
    recorder.promise(() -> {
      Tensor gradient = recorder.gradient(output);
      if (gradient != null) {
        Tensor sent = recorder.tensor(layout);
        recorder
            .step(
                primitives.backward(type),
                primitives.needsSource()
                    ? Arguments.resultGradient(gradient)
                        .sourceGradient(sent)
                        .andSource(input.home())
                    : Arguments.resultGradient(gradient).sourceGradient(sent).result(result))
            .mayOverwrite(gradient);
        input.receive(sent);
      }
    });
    return output;
  }
}
