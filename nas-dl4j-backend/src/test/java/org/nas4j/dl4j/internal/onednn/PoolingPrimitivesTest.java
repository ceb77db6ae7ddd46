package org.nas4j.dl4j.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nas4j.arch.Padding;
import org.nas4j.arch.PoolingKind;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.dl4j.internal.FloatType;

/** Pooling writes its result, and nothing behind it. */
class PoolingPrimitivesTest {

  private static final int GUARD = 1024;
  private static final byte UNTOUCHED = 0x55;

  @BeforeAll
  static void needsOneDnn() {
    Assumptions.assumeTrue(OneDnnNetwork.isAvailable(), "oneDNN is not for this machine");
  }

  @ParameterizedTest
  @EnumSource(PoolingKind.class)
  void writesNothingBehindItsResult(PoolingKind by) {
    for (int width = 1; width <= 6; width++) {
      for (int kernel = 1; kernel <= 12; kernel++) {
        try {
          writeOnce(by, width, kernel);
        } catch (UnsupportedLayerException e) {
          assertThat(e).hasMessageContaining("windows that are wider than the maps");
          assertThat(kernel).isGreaterThan(Math.max(7, width));
        }
      }
    }
  }

  private static void writeOnce(PoolingKind by, int width, int kernel) {
    int height = 3;
    Window window = Window.of(4, kernel);
    Shape.Image maps = Shape.image(2, height, width);
    Slide slide = Slide.of(window, maps, maps);
    try (PrimitiveCache kit = new PrimitiveCache(8)) {
      PoolingPrimitives pooling = new PoolingPrimitives(
          new Recorder(kit, Purpose.INFERENCE, FloatType.FLOAT32), by, slide, new long[] {
            4, 2, height, width
          });
      MemoryLayout source = pooling.source(FloatType.FLOAT32);
      MemoryLayout result = pooling.result(FloatType.FLOAT32);
      byte[] behind = new byte[GUARD];
      try (BytePointer in = new BytePointer(source.bytes());
          BytePointer out = new BytePointer(result.bytes() + GUARD)) {
        Pointer.memset(in, 0, source.bytes());
        Pointer.memset(out, UNTOUCHED, result.bytes() + GUARD);
        run(pooling.forward(FloatType.FLOAT32), Dnnl.handle(source, in), Dnnl.handle(result, out));
        out.position(result.bytes()).get(behind);
      }
      byte[] expected = new byte[GUARD];
      Arrays.fill(expected, UNTOUCHED);
      assertThat(behind).as("%d columns by %d", width, kernel).isEqualTo(expected);
    }
  }

  @Test
  void refusesWindowsThatLieInTheBorder() {
    Window window = Window.of(1, 2).stride(10).padding(Padding.explicit(0, 3));
    Shape.Image maps = Shape.image(2, 1, 1);
    Slide slide = Slide.of(window, maps, maps);
    try (PrimitiveCache kit = new PrimitiveCache(8)) {
      Recorder recorder = new Recorder(kit, Purpose.INFERENCE, FloatType.FLOAT32);
      assertThatThrownBy(() ->
              new PoolingPrimitives(recorder, PoolingKind.MAX, slide, new long[] {4, 2, 1, 1}))
          .isInstanceOf(UnsupportedLayerException.class)
          .hasMessageContaining("windows that see no maps");
    }
  }

  private static void run(Primitive primitive, dnnl_memory source, dnnl_memory result) {
    PointerScope scope = Dnnl.scope();
    dnnl_stream stream = Dnnl.stream();
    dnnl_exec_arg_t arguments = new dnnl_exec_arg_t(2);
    arguments.getPointer(0).arg(dnnl.DNNL_ARG_SRC).memory(source);
    arguments.getPointer(1).arg(dnnl.DNNL_ARG_DST).memory(result);
    Dnnl.check(dnnl.dnnl_primitive_execute(primitive.code(), stream, 2, arguments), "pooling");
    dnnl.dnnl_stream_wait(stream);
    dnnl.dnnl_stream_destroy(stream);
    dnnl.dnnl_memory_destroy(source);
    dnnl.dnnl_memory_destroy(result);
    scope.close();
  }
}
