package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import java.util.function.Supplier;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.Pointer;
import org.nas4j.dl4j.internal.FloatType;

/** The two primitives of a layer, for values of each type. */
abstract class LayerPrimitives {

  private final Recorder recorder;
  private final String kind;

  /**
   * None is made yet.
   *
   * @param kind of the layer, for people
   */
  LayerPrimitives(Recorder recorder, String kind) {
    this.recorder = recorder;
    this.kind = kind;
  }

  /** From inputs to outputs; null if oneDNN has none of the type. */
  abstract Primitive forward(FloatType type);

  /**
   * From the outputs' gradient to that of the inputs, after {@link #forward}; null if oneDNN has
   * none of the type.
   */
  abstract Primitive backward(FloatType type);

  MemoryLayouts layouts() {
    return recorder.layouts();
  }

  int direction() {
    return recorder.isTraining() ? dnnl_forward_training : dnnl_forward_inference;
  }

  /** Null if oneDNN has none of the type; then there must be one in 32 bits. */
  Primitive primitive(FloatType type, CacheKey key, Supplier<dnnl_primitive_desc> description) {
    Primitive primitive = recorder.kit().primitive(key, description);
    if (primitive == null && type == FloatType.FLOAT32) {
      throw new UnsupportedLayerException(recorder.node(), kind, "arrays of these sizes");
    }
    return primitive;
  }

  dnnl_primitive_desc describe(int status, Pointer operation, Primitive forward) {
    return recorder.kit().describe(status, operation, recorder.kit().plain(), forward);
  }
}
