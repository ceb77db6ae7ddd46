package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_backward_data_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_backward_weights_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import java.util.function.Supplier;
import org.bytedeco.dnnl.dnnl_inner_product_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.Pointer;
import org.nas4j.dl4j.internal.FloatType;

/** Fully connected layers, over vectors in plain layout. */
final class DenseLayers {

  private final Recorder recorder;

  DenseLayers(Recorder recorder) {
    this.recorder = recorder;
  }

  /**
   * Records a product of vectors with a matrix.
   *
   * @param bias null for none
   * @param last whether the result is for a loss, which takes 32 bits
   */
  NodeValue dense(NodeValue given, BlockedParameter kernel, BlockedParameter bias, boolean last) {
    Product product = new Product(given.sizes(), kernel.spec().shape().get(0), bias != null, last);
    FloatType type = recorder.typeFor(product::forward, product::slowerGradient);
    NodeValue input = recorder.in(given, product.source(type));
    Primitive forward = product.forward(type);
    if (type == FloatType.BFLOAT16 && recorder.isTraining()) {
      // Weights are kept as their gradient comes.
      kernel.prefer(product.weightsGradient(type).layout(dnnl_query_diff_weights_md));
    }
    NodeValue output = new NodeValue(recorder.tensor(product.result(type)), true);
    recorder.step(
        forward,
        Arguments.source(input.home())
            .weights(recorder.weights(kernel, forward.layout(dnnl_query_weights_md)))
            .bias(bias)
            .result(output.home()));
    recorder.promise(() -> {
      Tensor sum = recorder.gradient(output);
      if (sum != null) {
        Tensor gradient = recorder.in(sum, product.row(type));
        Primitive weights = product.weightsGradient(type);
        Tensor target = recorder.gradientOf(kernel, weights.layout(dnnl_query_diff_weights_md));
        recorder.step(
            weights,
            Arguments.source(input.home())
                .andResultGradient(gradient)
                .weightsGradient(target)
                .biasGradient(bias));
        recorder.deliver(target, kernel);
        if (input.isDifferentiable()) {
          toInput(input, gradient, kernel, product.inputGradient(type));
        }
      }
    });
    return output;
  }

  private void toInput(
      NodeValue input, Tensor gradient, BlockedParameter kernel, Primitive primitive) {
    Tensor sent = recorder.tensor(input.home().layout());
    recorder.step(
        primitive,
        Arguments.resultGradient(gradient)
            .weights(recorder.weights(kernel, primitive.layout(dnnl_query_weights_md)))
            .sourceGradient(sent));
    input.receive(sent);
  }

  /** The primitives of one product. */
  private final class Product {

    private final long[] from;
    private final long units;
    private final boolean biased;
    private final boolean last;
    private final MemoryLayouts layouts = recorder.layouts();

    Product(long[] from, long units, boolean biased, boolean last) {
      this.from = from;
      this.units = units;
      this.biased = biased;
      this.last = last;
    }

    MemoryLayout source(FloatType type) {
      return layouts.plain(type, from);
    }

    MemoryLayout row(FloatType type) {
      return layouts.plain(type, from[0], units);
    }

    MemoryLayout result(FloatType type) {
      return row(last ? FloatType.FLOAT32 : type);
    }

    private dnnl_memory_desc_t weights(FloatType type) {
      return layouts.any(type, units, from[1]).description();
    }

    private dnnl_memory_desc_t bias() {
      return biased ? layouts.plain(units).description() : null;
    }

    private CacheKey key(String kind, FloatType type) {
      return CacheKey.of(kind, recorder.isTraining(), biased, source(type), result(type));
    }

    Primitive forward(FloatType type) {
      int direction = recorder.isTraining() ? dnnl_forward_training : dnnl_forward_inference;
      return make(type, key("dense", type), () -> {
        dnnl_inner_product_desc_t operation = new dnnl_inner_product_desc_t();
        int status = dnnl_inner_product_forward_desc_init(
            operation,
            direction,
            source(type).description(),
            weights(type),
            bias(),
            result(type).description());
        return describe(status, operation, null);
      });
    }

    Primitive weightsGradient(FloatType type) {
      return make(type, key("dense weights gradient", type), () -> {
        dnnl_inner_product_desc_t operation = new dnnl_inner_product_desc_t();
        int status = dnnl_inner_product_backward_weights_desc_init(
            operation,
            source(type).description(),
            weights(FloatType.FLOAT32),
            bias(),
            row(type).description());
        return describe(status, operation, forward(type));
      });
    }

    Primitive inputGradient(FloatType type) {
      return make(type, key("dense input gradient", type), () -> {
        dnnl_inner_product_desc_t operation = new dnnl_inner_product_desc_t();
        int status = dnnl_inner_product_backward_data_desc_init(
            operation, source(type).description(), weights(type), row(type).description());
        return describe(status, operation, forward(type));
      });
    }

    /** That of the two by which the type is judged. */
    Primitive slowerGradient(FloatType type) {
      Primitive weights = weightsGradient(type);
      return weights == null || weights.isSlow() ? weights : inputGradient(type);
    }

    private dnnl_primitive_desc describe(int status, Pointer operation, Primitive ahead) {
      return recorder.kit().describe(status, operation, recorder.kit().plain(), ahead);
    }

    private Primitive make(
        FloatType type, CacheKey key, Supplier<dnnl_primitive_desc> description) {
      Primitive primitive = recorder.kit().primitive(key, description);
      if (primitive == null && type == FloatType.FLOAT32) {
        throw new UnsupportedLayerException(
            recorder.node(), "dense layer", "arrays of these sizes");
      }
      return primitive;
    }
  }
}
