package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.dnnl_convolution_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.nas4j.dl4j.internal.FloatType;

/**
 * The gradient of the input of a depthwise convolution in steps of one: itself a depthwise
 * convolution, of the output's gradient with kernels turned by half a turn. oneDNN 2.5 computes
 * that one faster than its own gradient.
 */
final class TurnedDepthwise {

  private final Recorder recorder;
  private final MemoryLayouts layouts;
  private final long[] inSizes;
  private final Tensor gradient;
  private final Slide slide;
  private final BlockedParameter kernel;

  private TurnedDepthwise(
      Recorder recorder, NodeValue input, Tensor gradient, Slide slide, BlockedParameter kernel) {
    this.recorder = recorder;
    this.layouts = recorder.layouts();
    this.inSizes = input.sizes();
    this.gradient = gradient;
    this.slide = slide;
    this.kernel = kernel;
  }

  /**
   * Records the gradient of the input, if that is faster than oneDNN's own way.
   *
   * @return the gradient, or null if nothing was recorded
   */
  static Tensor record(
      Recorder recorder, NodeValue input, Tensor gradient, Slide slide, BlockedParameter kernel) {
    boolean dense = slide.gap()[0] + slide.gap()[1] == 0;
    if (!dense || slide.stride()[0] * slide.stride()[1] > 1) {
      return null;
    }
    TurnedDepthwise turned = new TurnedDepthwise(recorder, input, gradient, slide, kernel);
    return kernel.value().layout() == turned.kernels() ? turned.record() : null;
  }

  private MemoryLayout kernels() {
    long[] area = slide.kernel();
    return layouts.depthwise(inSizes[1], 1, 1, area[0], area[1]);
  }

  private Tensor record() {
    for (FloatType type : recorder.types()) {
      Primitive primitive = primitive(type);
      if (primitive != null && primitive.implementation().startsWith("jit_dw")) {
        return record(type, primitive);
      }
    }
    return null;
  }

  private Tensor record(FloatType type, Primitive primitive) {
    Tensor turned = recorder.tensor(kernels());
    recorder.loop("half a turn", () -> turn(kernel.value(), turned), kernel.value(), turned);
    Tensor result = recorder.tensor(layouts.images(type, MemoryLayouts.Order.BLOCKED, inSizes));
    recorder.step(
        primitive,
        Arguments.source(recorder.in(gradient, outer(type)))
            .weights(recorder.in(turned, primitive.layout(dnnl_query_weights_md)))
            .result(result));
    return result;
  }

  private MemoryLayout outer(FloatType type) {
    long[] output = slide.output();
    return layouts.images(
        type, MemoryLayouts.Order.BLOCKED, inSizes[0], inSizes[1], output[0], output[1]);
  }

  private Primitive primitive(FloatType type) {
    return recorder
        .kit()
        .primitive(CacheKey.of("turned", type, inSizes, slide), () -> describe(type));
  }

  private dnnl_primitive_desc describe(FloatType type) {
    PrimitiveCache kit = recorder.kit();
    long[] area = slide.kernel();
    dnnl_convolution_desc_t operation = new dnnl_convolution_desc_t();
    int status = dnnl_convolution_forward_desc_init(
        operation,
        dnnl_forward_training,
        dnnl_convolution_direct,
        outer(type).description(),
        layouts.any(type, inSizes[1], 1, 1, area[0], area[1]).description(),
        null,
        layouts.images(type, MemoryLayouts.Order.BLOCKED, inSizes).description(),
        slide.stride(),
        beyond(slide.before()),
        beyond(slide.behind()));
    return kit.describe(status, operation, kit.plain(), null);
  }

  /** As many zeros as let the kernel reach all values that it was applied to. */
  private long[] beyond(long[] zeros) {
    long[] area = slide.kernel();
    return new long[] {area[0] - 1 - zeros[0], area[1] - 1 - zeros[1]};
  }

  /** Blocks of channels lie position by position, so that turning is reversing. */
  private void turn(Tensor from, Tensor to) {
    int block = layouts.block();
    int area = Math.toIntExact(slide.kernel()[0] * slide.kernel()[1]);
    long filled = layouts.filled(inSizes, 1)[1];
    FloatBuffer source = from.values();
    FloatBuffer target = to.values();
    float[] channels = new float[block];
    for (int start = 0; start < filled * area; start += area * block) {
      for (int position = 0; position < area; position++) {
        source.get(start + position * block, channels);
        target.put(start + (area - 1 - position) * block, channels);
      }
    }
  }
}
