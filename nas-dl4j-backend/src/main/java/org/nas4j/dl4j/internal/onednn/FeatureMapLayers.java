package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_backward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_backward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_elu_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_logistic_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_tanh_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_fuse_norm_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_exclude_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_backward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_max;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_workspace_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_global_stats;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;

import java.util.function.Supplier;
import org.bytedeco.dnnl.dnnl_batch_normalization_desc_t;
import org.bytedeco.dnnl.dnnl_eltwise_desc_t;
import org.bytedeco.dnnl.dnnl_pooling_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.Pointer;
import org.nas4j.arch.Activation;
import org.nas4j.arch.PoolingKind;

/** Pooling, batch normalization and activations. */
final class FeatureMapLayers {

  private static final float LEAK = 0.01f;

  private final Recorder recorder;

  FeatureMapLayers(Recorder recorder) {
    this.recorder = recorder;
  }

  private int direction() {
    return recorder.isTraining() ? dnnl_forward_training : dnnl_forward_inference;
  }

  private Primitive primitive(
      String kind, CacheKey key, Supplier<dnnl_primitive_desc> description) {
    Primitive primitive = recorder.kit().primitive(key, description);
    if (primitive == null) {
      throw new UnsupportedLayerException(recorder.node(), kind, "arrays of these sizes");
    }
    return primitive;
  }

  private dnnl_primitive_desc describe(int status, Pointer operation, Primitive forward) {
    return recorder.kit().describe(status, operation, recorder.kit().plain(), forward);
  }

  private Tensor workspace(Primitive forward) {
    MemoryLayout layout = forward.layout(dnnl_query_workspace_md);
    return layout == null || layout.bytes() == 0 ? null : recorder.tensor(layout);
  }

  NodeValue pooling(NodeValue given, PoolingKind by, Slide slide) {
    NodeValue input = recorder.in(given, MemoryLayouts.Order.BLOCKED);
    long[] sizes = input.sizes();
    MemoryLayout source = input.home().layout();
    MemoryLayout result = recorder
        .layouts()
        .images(
            MemoryLayouts.Order.BLOCKED,
            sizes[0],
            sizes[1],
            slide.output()[0],
            slide.output()[1]);
    int algorithm = by == PoolingKind.MAX ? dnnl_pooling_max : dnnl_pooling_avg_exclude_padding;
    Primitive forward = primitive(
        "pooling of " + slide,
        CacheKey.of("pooling", direction(), algorithm, source, slide),
        () -> {
          dnnl_pooling_desc_t operation = new dnnl_pooling_desc_t();
          int status = dnnl_pooling_forward_desc_init(
              operation,
              direction(),
              algorithm,
              source.description(),
              result.description(),
              slide.stride(),
              slide.kernel(),
              slide.before(),
              slide.behind());
          return describe(status, operation, null);
        });
    NodeValue output = new NodeValue(recorder.tensor(result), input.isDifferentiable());
    Tensor workspace = workspace(forward);
    recorder.step(
        forward, Arguments.source(input.home()).result(output.home()).workspace(workspace));
    recorder.promise(() -> {
      Tensor gradient = recorder.gradient(output);
      if (gradient != null) {
        Primitive back = primitive(
            "pooling of " + slide,
            CacheKey.of("pooling gradient", algorithm, source, slide),
            () -> {
              dnnl_pooling_desc_t operation = new dnnl_pooling_desc_t();
              int status = dnnl_pooling_backward_desc_init(
                  operation,
                  algorithm,
                  source.description(),
                  result.description(),
                  slide.stride(),
                  slide.kernel(),
                  slide.before(),
                  slide.behind());
              return describe(status, operation, forward);
            });
        Tensor sent = recorder.tensor(source);
        recorder.step(
            back, Arguments.resultGradient(gradient).workspace(workspace).sourceGradient(sent));
        input.receive(sent);
      }
    });
    return output;
  }

  /** The weights and statistics of a batch normalization; no mean and variance where running statistics are not kept. */
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
    NodeValue input =
        given.sizes().length == 4 ? recorder.in(given, MemoryLayouts.Order.BLOCKED) : given;
    boolean running = recorder.purpose() == Purpose.INFERENCE;
    int flags = dnnl_use_scale
        | dnnl_use_shift
        | (rectified ? dnnl_fuse_norm_relu : 0)
        | (running ? dnnl_use_global_stats : 0);
    MemoryLayout layout = input.home().layout();
    long exactly = Float.floatToRawIntBits(epsilon);
    Primitive forward = primitive(
        "batch normalization",
        CacheKey.of("normalization", direction(), layout, exactly, flags),
        () -> {
          dnnl_batch_normalization_desc_t operation = new dnnl_batch_normalization_desc_t();
          int status = dnnl_batch_normalization_forward_desc_init(
              operation, direction(), layout.description(), epsilon, flags);
          return describe(status, operation, null);
        });
    NodeValue output = new NodeValue(recorder.tensor(layout), true);
    Tensor workspace = workspace(forward);
    Tensor mean = statistic(statistics.mean(), layout.size(1));
    Tensor variance = statistic(statistics.variance(), layout.size(1));
    recorder
        .step(
            forward,
            Arguments.source(input.home())
                .affine(statistics.gamma(), statistics.beta())
                .statistics(mean, variance)
                .result(output.home())
                .workspace(workspace))
        .mayOverwrite(input.home());
    recorder.promise(() -> {
      Tensor gradient = recorder.gradient(output);
      if (gradient != null) {
        Primitive back = primitive(
            "batch normalization",
            CacheKey.of("normalization gradient", layout, exactly, flags),
            () -> {
              dnnl_batch_normalization_desc_t operation = new dnnl_batch_normalization_desc_t();
              int status = dnnl_batch_normalization_backward_desc_init(
                  operation,
                  dnnl_backward,
                  layout.description(),
                  layout.description(),
                  epsilon,
                  flags);
              return describe(status, operation, forward);
            });
        Tensor sent = recorder.tensor(layout);
        recorder
            .step(
                back,
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

  private static int algorithm(Activation.Function function) {
    return switch (function) {
      case RELU, LEAKY_RELU -> dnnl_eltwise_relu_use_dst_for_bwd;
      case ELU -> dnnl_eltwise_elu_use_dst_for_bwd;
      case TANH -> dnnl_eltwise_tanh_use_dst_for_bwd;
      case SIGMOID -> dnnl_eltwise_logistic_use_dst_for_bwd;
    };
  }

  /**
   * Applies a function to each value.
   *
   * @param done whether what computed the values has applied it already, so that only the gradient is left to do
   */
  NodeValue activation(NodeValue input, Activation.Function function, boolean done) {
    float alpha = function == Activation.Function.LEAKY_RELU
        ? LEAK
        : function == Activation.Function.ELU ? 1 : 0;
    MemoryLayout layout = input.home().layout();
    int algorithm = algorithm(function);
    Primitive forward = primitive(
        "activation", CacheKey.of("activation", direction(), algorithm, layout, function), () -> {
          dnnl_eltwise_desc_t operation = new dnnl_eltwise_desc_t();
          int status = dnnl_eltwise_forward_desc_init(
              operation, direction(), algorithm, layout.description(), alpha, 0);
          return describe(status, operation, null);
        });
    Tensor result = done ? input.home() : recorder.tensor(layout);
    NodeValue output = new NodeValue(result, input.isDifferentiable());
    if (!done) {
      recorder
          .step(forward, Arguments.source(input.home()).result(result))
          .mayOverwrite(input.home());
    }
    recorder.promise(() -> {
      Tensor gradient = recorder.gradient(output);
      if (gradient != null) {
        Primitive back = primitive(
            "activation", CacheKey.of("activation gradient", algorithm, layout, function), () -> {
              dnnl_eltwise_desc_t operation = new dnnl_eltwise_desc_t();
              int status = dnnl_eltwise_backward_desc_init(
                  operation, algorithm, layout.description(), layout.description(), alpha, 0);
              return describe(status, operation, forward);
            });
        Tensor sent = recorder.tensor(layout);
        recorder
            .step(back, Arguments.resultGradient(gradient).sourceGradient(sent).result(result))
            .mayOverwrite(gradient);
        input.receive(sent);
      }
    });
    return output;
  }
}
