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
   */
  NodeValue dense(NodeValue input, BlockedParameter kernel, BlockedParameter bias) {
    Product product =
        new Product(input.home().layout(), kernel.spec().shape().get(0), bias != null);
    Primitive forward = product.forward();
    NodeValue output = new NodeValue(recorder.tensor(product.row()), true);
    recorder.step(
        forward,
        Arguments.source(input.home())
            .weights(recorder.weights(kernel, forward.layout(dnnl_query_weights_md)))
            .bias(bias)
            .result(output.home()));
    recorder.promise(() -> {
      Tensor gradient = recorder.gradient(output);
      if (gradient != null) {
        Primitive weights = product.weightsGradient();
        Tensor target = recorder.gradientOf(kernel, weights.layout(dnnl_query_diff_weights_md));
        recorder.step(
            weights,
            Arguments.source(input.home())
                .andResultGradient(gradient)
                .weightsGradient(target)
                .biasGradient(bias));
        recorder.deliver(target, kernel);
        if (input.isDifferentiable()) {
          toInput(input, gradient, kernel, product.inputGradient());
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

    private final MemoryLayout source;
    private final boolean biased;
    private final MemoryLayout any;
    private final MemoryLayout row;
    private final MemoryLayout shift;

    Product(MemoryLayout source, long units, boolean biased) {
      MemoryLayouts layouts = recorder.layouts();
      this.source = source;
      this.biased = biased;
      this.any = layouts.any(units, source.size(1));
      this.row = layouts.plain(source.size(0), units);
      this.shift = layouts.plain(units);
    }

    MemoryLayout row() {
      return row;
    }

    private dnnl_memory_desc_t bias() {
      return biased ? shift.description() : null;
    }

    Primitive forward() {
      int direction = recorder.isTraining() ? dnnl_forward_training : dnnl_forward_inference;
      return make(CacheKey.of("dense", direction, biased, source, row), () -> {
        dnnl_inner_product_desc_t operation = new dnnl_inner_product_desc_t();
        int status = dnnl_inner_product_forward_desc_init(
            operation,
            direction,
            source.description(),
            any.description(),
            bias(),
            row.description());
        return describe(status, operation, null);
      });
    }

    Primitive weightsGradient() {
      return make(CacheKey.of("dense weights gradient", biased, source, row), () -> {
        dnnl_inner_product_desc_t operation = new dnnl_inner_product_desc_t();
        int status = dnnl_inner_product_backward_weights_desc_init(
            operation, source.description(), any.description(), bias(), row.description());
        return describe(status, operation, forward());
      });
    }

    Primitive inputGradient() {
      return make(CacheKey.of("dense input gradient", biased, source, row), () -> {
        dnnl_inner_product_desc_t operation = new dnnl_inner_product_desc_t();
        int status = dnnl_inner_product_backward_data_desc_init(
            operation, source.description(), any.description(), row.description());
        return describe(status, operation, forward());
      });
    }

    private dnnl_primitive_desc describe(int status, Pointer operation, Primitive ahead) {
      return recorder.kit().describe(status, operation, recorder.kit().plain(), ahead);
    }

    private Primitive make(CacheKey key, Supplier<dnnl_primitive_desc> description) {
      Primitive primitive = recorder.kit().primitive(key, description);
      if (primitive == null) {
        throw new UnsupportedLayerException(
            recorder.node(), "dense layer", "arrays of these sizes");
      }
      return primitive;
    }
  }
}
