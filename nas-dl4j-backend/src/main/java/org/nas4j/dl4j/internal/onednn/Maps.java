package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
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

import org.bytedeco.dnnl.dnnl_batch_normalization_desc_t;
import org.bytedeco.dnnl.dnnl_eltwise_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_pooling_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.Pointer;
import org.nas4j.arch.Activation;
import org.nas4j.arch.PoolingKind;

/** Pooling, batch normalization and activations. */
final class Maps {

  private static final float LEAK = 0.01f;

  private final Recorder recorder;

  Maps(Recorder recorder) {
    this.recorder = recorder;
  }

  private int direction() {
    return recorder.isTraining() ? dnnl_forward_training : dnnl_forward_inference;
  }

  private dnnl_primitive_desc describe(
      int status, Pointer operation, dnnl_primitive_desc forward, String kind) {
    dnnl_primitive_desc primitive = status == 0 ? recorder.describe(operation, forward) : null;
    if (primitive == null) {
      throw new UnsupportedLayerException(recorder.node(), kind, "status " + status);
    }
    return primitive;
  }

  private Tensor workspace(dnnl_primitive_desc forward) {
    dnnl_memory_desc_t layout = Recorder.layout(forward, dnnl_query_workspace_md);
    return layout == null || Layouts.bytes(layout) == 0 ? null : recorder.tensor(layout);
  }

  Value pooling(Value given, PoolingKind by, Slide slide) {
    Value input = recorder.in(given, Layouts.Order.BLOCKED);
    long[] sizes = input.sizes();
    dnnl_memory_desc_t result = Layouts.images(
        Layouts.Order.BLOCKED, sizes[0], sizes[1], slide.output()[0], slide.output()[1]);
    int algorithm = by == PoolingKind.MAX ? dnnl_pooling_max : dnnl_pooling_avg_exclude_padding;
    dnnl_pooling_desc_t operation = new dnnl_pooling_desc_t();
    int status = dnnl_pooling_forward_desc_init(
        operation,
        direction(),
        algorithm,
        input.home().layout(),
        result,
        slide.stride(),
        slide.kernel(),
        slide.before(),
        slide.behind());
    dnnl_primitive_desc forward = describe(status, operation, null, "pooling of " + slide);
    Value output = new Value(recorder.tensor(result), input.isDifferentiable());
    Tensor workspace = workspace(forward);
    recorder.step(
        forward,
        DNNL_ARG_SRC,
        input.home(),
        DNNL_ARG_DST,
        output.home(),
        DNNL_ARG_WORKSPACE,
        workspace);
    recorder.promise(() -> {
      Tensor gradient = recorder.gradient(output);
      if (gradient != null) {
        dnnl_pooling_desc_t back = new dnnl_pooling_desc_t();
        int failure = dnnl_pooling_backward_desc_init(
            back,
            algorithm,
            input.home().layout(),
            result,
            slide.stride(),
            slide.kernel(),
            slide.before(),
            slide.behind());
        Tensor sent = recorder.tensor(input.home().layout());
        recorder.step(
            describe(failure, back, forward, "pooling of " + slide),
            DNNL_ARG_DIFF_DST,
            gradient,
            DNNL_ARG_WORKSPACE,
            workspace,
            DNNL_ARG_DIFF_SRC,
            sent);
        input.receive(sent);
      }
    });
    return output;
  }

  /** The weights and statistics of a batch normalization. */
  record Statistics(Parameter gamma, Parameter beta, Parameter mean, Parameter variance) {}

  /**
   * Normalizes each channel.
   *
   * @param rectified whether negative results become 0 at once
   */
  Value normalization(Value given, float epsilon, Statistics statistics, boolean rectified) {
    Value input = given.sizes().length == 4 ? recorder.in(given, Layouts.Order.BLOCKED) : given;
    int flags = dnnl_use_scale
        | dnnl_use_shift
        | (rectified ? dnnl_fuse_norm_relu : 0)
        | (recorder.isTraining() ? 0 : dnnl_use_global_stats);
    dnnl_memory_desc_t layout = input.home().layout();
    dnnl_batch_normalization_desc_t operation = new dnnl_batch_normalization_desc_t();
    int status =
        dnnl_batch_normalization_forward_desc_init(operation, direction(), layout, epsilon, flags);
    dnnl_primitive_desc forward = describe(status, operation, null, "batch normalization");
    Value output = new Value(recorder.tensor(layout), true);
    Tensor workspace = workspace(forward);
    boolean training = recorder.isTraining();
    Tensor mean = training ? statistics.mean().partner() : statistics.mean().value();
    Tensor variance =
        training ? statistics.variance().partner() : statistics.variance().value();
    recorder.step(
        forward,
        DNNL_ARG_SRC,
        input.home(),
        DNNL_ARG_SCALE,
        statistics.gamma().value(),
        DNNL_ARG_SHIFT,
        statistics.beta().value(),
        DNNL_ARG_MEAN,
        mean,
        DNNL_ARG_VARIANCE,
        variance,
        DNNL_ARG_DST,
        output.home(),
        DNNL_ARG_WORKSPACE,
        workspace);
    recorder.promise(() -> {
      Tensor gradient = recorder.gradient(output);
      if (gradient != null) {
        dnnl_batch_normalization_desc_t back = new dnnl_batch_normalization_desc_t();
        int failure = dnnl_batch_normalization_backward_desc_init(
            back, dnnl_backward, layout, layout, epsilon, flags);
        Tensor sent = recorder.tensor(layout);
        recorder.step(
            describe(failure, back, forward, "batch normalization"),
            DNNL_ARG_SRC,
            input.home(),
            DNNL_ARG_DIFF_DST,
            gradient,
            DNNL_ARG_SCALE,
            statistics.gamma().value(),
            DNNL_ARG_SHIFT,
            statistics.beta().value(),
            DNNL_ARG_MEAN,
            mean,
            DNNL_ARG_VARIANCE,
            variance,
            DNNL_ARG_WORKSPACE,
            workspace,
            DNNL_ARG_DIFF_SRC,
            sent,
            DNNL_ARG_DIFF_SCALE,
            statistics.gamma().partner(),
            DNNL_ARG_DIFF_SHIFT,
            statistics.beta().partner());
        input.receive(sent);
      }
    });
    return output;
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
   * @param inPlace whether nobody else needs the values that come in
   */
  Value activation(Value input, Activation.Function function, boolean done, boolean inPlace) {
    float alpha = function == Activation.Function.LEAKY_RELU
        ? LEAK
        : function == Activation.Function.ELU ? 1 : 0;
    dnnl_memory_desc_t layout = input.home().layout();
    dnnl_eltwise_desc_t operation = new dnnl_eltwise_desc_t();
    int status = dnnl_eltwise_forward_desc_init(
        operation, direction(), algorithm(function), layout, alpha, 0);
    dnnl_primitive_desc forward = describe(status, operation, null, "activation");
    Tensor result = done || inPlace ? input.home() : recorder.tensor(layout);
    Value output = new Value(result, input.isDifferentiable());
    if (!done) {
      recorder.step(forward, DNNL_ARG_SRC, input.home(), DNNL_ARG_DST, result);
    }
    recorder.promise(() -> {
      Tensor gradient = recorder.gradient(output);
      if (gradient != null) {
        dnnl_eltwise_desc_t back = new dnnl_eltwise_desc_t();
        int failure =
            dnnl_eltwise_backward_desc_init(back, algorithm(function), layout, layout, alpha, 0);
        Tensor sent = recorder.tensor(layout);
        recorder.step(
            describe(failure, back, forward, "activation"),
            DNNL_ARG_DST,
            result,
            DNNL_ARG_DIFF_DST,
            gradient,
            DNNL_ARG_DIFF_SRC,
            sent);
        input.receive(sent);
      }
    });
    return output;
  }
}
