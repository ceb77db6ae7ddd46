package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_backward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_fuse_norm_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_global_stats;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;

import org.bytedeco.dnnl.dnnl_batch_normalization_desc_t;
import org.nas4j.dl4j.internal.FloatType;

/**
 * The primitives of batch normalization, of feature maps or vectors. Its weights and statistics
 * have 32 bits.
 */
final class NormalizationPrimitives extends LayerPrimitives {

  private final long[] sizes;
  private final float epsilon;
  private final int flags;

  NormalizationPrimitives(Recorder recorder, long[] sizes, float epsilon, boolean rectified) {
    super(recorder, "batch normalization");
    this.sizes = sizes;
    this.epsilon = epsilon;
    boolean running = recorder.purpose() == Purpose.INFERENCE;
    this.flags = dnnl_use_scale
        | dnnl_use_shift
        | (rectified ? dnnl_fuse_norm_relu : 0)
        | (running ? dnnl_use_global_stats : 0);
  }

  MemoryLayout layout(FloatType type) {
    return sizes.length == 4
        ? layouts().images(type, MemoryLayouts.Order.BLOCKED, sizes)
        : layouts().plain(type, sizes);
  }

  private CacheKey key(String kind, FloatType type) {
    long exactly = Float.floatToRawIntBits(epsilon);
    return CacheKey.of(kind, direction(), layout(type), exactly, flags);
  }

  @Override
  Primitive forward(FloatType type) {
    return primitive(type, key("normalization", type), () -> {
      dnnl_batch_normalization_desc_t operation = new dnnl_batch_normalization_desc_t();
      int status = dnnl_batch_normalization_forward_desc_init(
          operation, direction(), layout(type).description(), epsilon, flags);
      return describe(status, operation, null);
    });
  }

  @Override
  Primitive backward(FloatType type) {
    return primitive(type, key("normalization gradient", type), () -> {
      dnnl_batch_normalization_desc_t operation = new dnnl_batch_normalization_desc_t();
      int status = dnnl_batch_normalization_backward_desc_init(
          operation,
          dnnl_backward,
          layout(type).description(),
          layout(type).description(),
          epsilon,
          flags);
      return describe(status, operation, forward(type));
    });
  }
}
