package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_backward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_clip_v2_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_elu_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_hardswish;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_logistic_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_tanh_use_dst_for_bwd;

import org.bytedeco.dnnl.dnnl_eltwise_desc_t;
import org.nas4j.arch.Activation;
import org.nas4j.dl4j.internal.FloatType;

/**
 * The primitives of a function of each value. Its gradient is found from the results, but for a
 * hard swish.
 */
final class ActivationPrimitives extends LayerPrimitives {

  private static final float LEAK = 0.01f;
  private static final float LIMIT = 6;

  private final Activation.Function function;
  private final int algorithm;
  private final float alpha;
  private final float limit;
  private final MemoryLayout shape;

  /**
   * None is made yet.
   *
   * @param shape layout of the values, but for their type
   */
  ActivationPrimitives(Recorder recorder, Activation.Function function, MemoryLayout shape) {
    super(recorder, "activation");
    this.function = function;
    this.algorithm = switch (function) {
      case RELU, LEAKY_RELU -> dnnl_eltwise_relu_use_dst_for_bwd;
      case ELU -> dnnl_eltwise_elu_use_dst_for_bwd;
      case TANH -> dnnl_eltwise_tanh_use_dst_for_bwd;
      case SIGMOID -> dnnl_eltwise_logistic_use_dst_for_bwd;
      case RELU6 -> dnnl_eltwise_clip_v2_use_dst_for_bwd;
      case HARD_SWISH -> dnnl_eltwise_hardswish;
    };
    this.alpha = switch (function) {
      case LEAKY_RELU -> LEAK;
      case ELU -> 1;
      default -> 0;
    };
    this.limit = function == Activation.Function.RELU6 ? LIMIT : 0;
    this.shape = shape;
  }

  /** Whether the gradient is a function of what goes in, not of what comes out. */
  boolean needsSource() {
    return function == Activation.Function.HARD_SWISH;
  }

  MemoryLayout layout(FloatType type) {
    return layouts().of(type, shape);
  }

  @Override
  Primitive forward(FloatType type) {
    MemoryLayout layout = layout(type);
    return primitive(type, CacheKey.of("activation", direction(), layout, function), () -> {
      dnnl_eltwise_desc_t operation = new dnnl_eltwise_desc_t();
      int status = dnnl_eltwise_forward_desc_init(
          operation, direction(), algorithm, layout.description(), alpha, limit);
      return describe(status, operation, null);
    });
  }

  @Override
  Primitive backward(FloatType type) {
    MemoryLayout layout = layout(type);
    return primitive(type, CacheKey.of("activation gradient", layout, function), () -> {
      dnnl_eltwise_desc_t operation = new dnnl_eltwise_desc_t();
      int status = dnnl_eltwise_backward_desc_init(
          operation, algorithm, layout.description(), layout.description(), alpha, limit);
      return describe(status, operation, forward(type));
    });
  }
}
