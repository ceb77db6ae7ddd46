package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_exclude_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_backward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_max;

import org.bytedeco.dnnl.dnnl_pooling_desc_t;
import org.nas4j.arch.PoolingKind;
import org.nas4j.dl4j.internal.FloatType;

/** The primitives of pooling; the border does not count. */
final class PoolingPrimitives extends LayerPrimitives {

  /** Windows of so many columns do no harm once they are {@link Slide#clipped clipped}. */
  private static final int MOST_COLUMNS = 7;

  private final int algorithm;
  private final Slide slide;
  private final long[] from;
  private final long[] to;

  /**
   * Prepares.
   *
   * @throws UnsupportedLayerException for wide windows that reach over both ends of a row, for
   *     which oneDNN writes behind its result even if they are clipped, and for such that lie in
   *     the border
   */
  PoolingPrimitives(Recorder recorder, PoolingKind by, Slide slide, long[] from) {
    super(recorder, "pooling of " + slide);
    this.algorithm = by == PoolingKind.MAX ? dnnl_pooling_max : dnnl_pooling_avg_exclude_padding;
    this.slide = slide.clipped(new long[] {from[2], from[3]});
    this.from = from;
    if (this.slide.kernel()[0] < 1 || this.slide.kernel()[1] < 1) {
      throw new UnsupportedLayerException(recorder.node(), "pooling", "windows that see no maps");
    }
    if (this.slide.kernel()[1] > MOST_COLUMNS && this.slide.reachesOverBothEnds(from[3])) {
      throw new UnsupportedLayerException(
          recorder.node(), "pooling", "windows that are wider than the maps");
    }
    this.to = new long[] {from[0], from[1], slide.output()[0], slide.output()[1]};
  }

  MemoryLayout source(FloatType type) {
    return layouts().images(type, MemoryLayouts.Order.BLOCKED, from);
  }

  MemoryLayout result(FloatType type) {
    return layouts().images(type, MemoryLayouts.Order.BLOCKED, to);
  }

  @Override
  Primitive forward(FloatType type) {
    return primitive(
        type, CacheKey.of("pooling", direction(), algorithm, source(type), slide), () -> {
          dnnl_pooling_desc_t operation = new dnnl_pooling_desc_t();
          int status = dnnl_pooling_forward_desc_init(
              operation,
              direction(),
              algorithm,
              source(type).description(),
              result(type).description(),
              slide.stride(),
              slide.kernel(),
              slide.before(),
              slide.behind());
          return describe(status, operation, null);
        });
  }

  @Override
  Primitive backward(FloatType type) {
    return primitive(type, CacheKey.of("pooling gradient", algorithm, source(type), slide), () -> {
      dnnl_pooling_desc_t operation = new dnnl_pooling_desc_t();
      int status = dnnl_pooling_backward_desc_init(
          operation,
          algorithm,
          source(type).description(),
          result(type).description(),
          slide.stride(),
          slide.kernel(),
          slide.before(),
          slide.behind());
      return describe(status, operation, forward(type));
    });
  }
}
