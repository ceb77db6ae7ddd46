package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_weights_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_convolution_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.nas4j.dl4j.internal.FloatType;

/**
 * The gradient of a depthwise kernel that is wider than three columns. oneDNN 2.5 has fast code for
 * three columns only and is 5 to 20 times slower on more, so the kernel is cut into strips of three
 * columns, each with its own shifted copy of the input. Where strips overlap, the later one's share
 * is left out. All in 32 bits, whatever the input is: in 16 it is slower.
 */
final class WideDepthwise {

  private static final int STRIP = 3;
  private static final long[] NONE = {0, 0};

  private record Strip(int start, int skipped, Primitive primitive) {}

  private final Recorder recorder;
  private final MemoryLayouts layouts;
  private final Slide slide;
  private final BlockedParameter kernel;
  private final BlockedParameter bias;
  private final long[] sizes;
  private final MemoryLayout outer;
  private final MemoryLayout bordered;

  private WideDepthwise(
      Recorder recorder,
      long[] sizes,
      Slide slide,
      BlockedParameter kernel,
      BlockedParameter bias) {
    this.recorder = recorder;
    this.layouts = recorder.layouts();
    this.slide = slide;
    this.kernel = kernel;
    this.bias = bias;
    this.sizes = sizes;
    this.outer = layouts.images(
        FloatType.FLOAT32,
        MemoryLayouts.Order.BLOCKED,
        sizes[0],
        sizes[1],
        slide.output()[0],
        slide.output()[1]);
    this.bordered = layouts.images(
        FloatType.FLOAT32,
        MemoryLayouts.Order.BLOCKED,
        sizes[0],
        sizes[1],
        (slide.output()[0] - 1) * slide.stride()[0] + slide.kernel()[0],
        (slide.output()[1] - 1) * slide.stride()[1] + STRIP);
  }

  /**
   * Records the gradient of the kernel, if that is faster than oneDNN's own way.
   *
   * @param bias null for none
   * @return false if nothing was recorded
   */
  static boolean record(
      Recorder recorder,
      NodeValue input,
      Tensor gradient,
      Slide slide,
      BlockedParameter kernel,
      BlockedParameter bias) {
    if (slide.kernel()[1] <= STRIP || slide.gap()[0] + slide.gap()[1] > 0) {
      return false;
    }
    WideDepthwise wide = new WideDepthwise(recorder, input.sizes(), slide, kernel, bias);
    List<Strip> strips = wide.strips();
    if (strips.isEmpty()) {
      return false;
    }
    wide.record(recorder.again(input, wide.inner(input)), gradient, strips);
    return true;
  }

  /** Of whatever type: the copies for the strips are made in 32 bits. */
  private MemoryLayout inner(NodeValue input) {
    return layouts.images(input.home().layout().type(), MemoryLayouts.Order.BLOCKED, sizes);
  }

  private List<Strip> strips() {
    List<Strip> strips = new ArrayList<>();
    int width = (int) slide.kernel()[1];
    for (int done = 0; done < width; done += STRIP) {
      int start = Math.min(done, width - STRIP);
      Primitive primitive = primitive(done == 0);
      if (primitive == null || !primitive.implementation().startsWith("jit_dw")) {
        return List.of();
      }
      strips.add(new Strip(start, done - start, primitive));
    }
    return strips;
  }

  private Primitive primitive(boolean first) {
    boolean biased = bias != null && first;
    return recorder
        .kit()
        .primitive(
            CacheKey.of("strip", biased, bordered, slide.kernel(), slide.stride()),
            () -> describe(biased));
  }

  private dnnl_primitive_desc describe(boolean biased) {
    PrimitiveCache kit = recorder.kit();
    dnnl_memory_desc_t weights =
        layouts.depthwise(sizes[1], 1, 1, slide.kernel()[0], STRIP).description();
    dnnl_memory_desc_t shift = biased ? layouts.plain(sizes[1]).description() : null;
    dnnl_convolution_desc_t ahead = new dnnl_convolution_desc_t();
    dnnl_convolution_desc_t back = new dnnl_convolution_desc_t();
    int status = dnnl_convolution_forward_desc_init(
            ahead,
            dnnl_forward_training,
            dnnl_convolution_direct,
            bordered.description(),
            weights,
            shift,
            outer.description(),
            slide.stride(),
            NONE,
            NONE)
        | dnnl_convolution_backward_weights_desc_init(
            back,
            dnnl_convolution_direct,
            bordered.description(),
            weights,
            shift,
            outer.description(),
            slide.stride(),
            NONE,
            NONE);
    Primitive forward = kit.primitive(
        CacheKey.of("strip ahead", biased, bordered, slide.kernel(), slide.stride()),
        () -> kit.describe(status, ahead, kit.plain(), null));
    return forward == null ? null : kit.describe(status, back, kit.plain(), forward);
  }

  private void record(Tensor input, Tensor given, List<Strip> strips) {
    Tensor gradient = recorder.in(given, outer);
    long[] area = slide.kernel();
    Tensor whole = recorder.gradientOf(kernel, layouts.depthwise(sizes[1], 1, 1, area[0], area[1]));
    for (Strip strip : strips) {
      Tensor part = recorder.tensor(layouts.depthwise(sizes[1], 1, 1, area[0], STRIP));
      recorder.step(
          strip.primitive(),
          Arguments.source(shifted(input, strip.start()))
              .andResultGradient(gradient)
              .weightsGradient(part)
              .biasGradient(strip.start() > 0 ? null : bias));
      int width = STRIP - strip.skipped();
      recorder.reorder(
          columns(part, STRIP, strip.skipped(), width),
          columns(whole, area[1], strip.start() + strip.skipped(), width));
    }
    recorder.deliver(whole, kernel);
  }

  /** Some columns of kernels. */
  private Tensor columns(Tensor kernels, long all, int from, int width) {
    long[] filled = layouts.filled(new long[] {sizes[1], 1, 1, slide.kernel()[0], all}, 0);
    long[] window = filled.clone();
    window[4] = width;
    return kernels.as(layouts.part(layouts.depthwise(filled), window, 0, 0, 0, 0, from));
  }

  /** The input as a strip of the kernel sees it, zeros at the border included. */
  private Tensor shifted(Tensor input, int start) {
    long[] room = bordered.sizes();
    long[] from = new long[4];
    long[] to = new long[4];
    long[] window = sizes.clone();
    for (int axis = 0; axis < 2; axis++) {
      long first = (axis == 0 ? 0 : start) - slide.before()[axis];
      from[2 + axis] = Math.max(0, first);
      to[2 + axis] = Math.max(0, -first);
      window[2 + axis] = Math.min(sizes[2 + axis] - from[2 + axis], room[2 + axis] - to[2 + axis]);
    }
    Tensor copy = recorder.kit().bordered(bordered, window, to);
    recorder.move(input, copy, window, from, to);
    return copy;
  }
}
