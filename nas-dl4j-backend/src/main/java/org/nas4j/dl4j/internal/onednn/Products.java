package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_backward_data_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_backward_weights_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import org.bytedeco.dnnl.dnnl_inner_product_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.Pointer;

/** Fully connected layers, over vectors in plain layout. */
final class Products {

  private final Recorder recorder;

  Products(Recorder recorder) {
    this.recorder = recorder;
  }

  /**
   * Records a product of vectors with a matrix.
   *
   * @param bias null for none
   */
  Value dense(Value input, Parameter kernel, Parameter bias) {
    long[] sizes = input.sizes();
    long units = kernel.spec().shape().get(0);
    dnnl_memory_desc_t any = Layouts.any(units, sizes[1]);
    dnnl_memory_desc_t row = Layouts.plain(sizes[0], units);
    dnnl_memory_desc_t shift = bias == null ? null : Layouts.plain(units);
    dnnl_memory_desc_t source = input.home().layout();
    dnnl_inner_product_desc_t operation = new dnnl_inner_product_desc_t();
    int status = dnnl_inner_product_forward_desc_init(
        operation,
        recorder.isTraining() ? dnnl_forward_training : dnnl_forward_inference,
        source,
        any,
        shift,
        row);
    dnnl_primitive_desc forward = describe(status, operation, null);
    Value output = new Value(recorder.tensor(row), true);
    recorder.step(
        forward,
        DNNL_ARG_SRC,
        input.home(),
        DNNL_ARG_WEIGHTS,
        recorder.weights(kernel, Recorder.layout(forward, dnnl_query_weights_md)),
        DNNL_ARG_BIAS,
        bias == null ? null : bias.value(),
        DNNL_ARG_DST,
        output.home());
    recorder.promise(() -> {
      Tensor gradient = recorder.gradient(output);
      if (gradient != null) {
        dnnl_inner_product_desc_t back = new dnnl_inner_product_desc_t();
        int failure = dnnl_inner_product_backward_weights_desc_init(back, source, any, shift, row);
        dnnl_primitive_desc weights = describe(failure, back, forward);
        Tensor target =
            recorder.gradientOf(kernel, Recorder.layout(weights, dnnl_query_diff_weights_md));
        recorder.step(
            weights,
            DNNL_ARG_SRC,
            input.home(),
            DNNL_ARG_DIFF_DST,
            gradient,
            DNNL_ARG_DIFF_WEIGHTS,
            target,
            DNNL_ARG_DIFF_BIAS,
            bias == null ? null : bias.partner());
        recorder.deliver(target, kernel);
        if (input.isDifferentiable()) {
          toInput(input, gradient, kernel, forward);
        }
      }
    });
    return output;
  }

  private void toInput(
      Value input, Tensor gradient, Parameter kernel, dnnl_primitive_desc forward) {
    long[] sizes = input.sizes();
    dnnl_inner_product_desc_t back = new dnnl_inner_product_desc_t();
    int status = dnnl_inner_product_backward_data_desc_init(
        back,
        input.home().layout(),
        Layouts.any(kernel.spec().shape().get(0), sizes[1]),
        gradient.layout());
    dnnl_primitive_desc primitive = describe(status, back, forward);
    Tensor sent = recorder.tensor(input.home().layout());
    recorder.step(
        primitive,
        DNNL_ARG_DIFF_DST,
        gradient,
        DNNL_ARG_WEIGHTS,
        recorder.weights(kernel, Recorder.layout(primitive, dnnl_query_weights_md)),
        DNNL_ARG_DIFF_SRC,
        sent);
    input.receive(sent);
  }

  private dnnl_primitive_desc describe(int status, Pointer operation, dnnl_primitive_desc forward) {
    dnnl_primitive_desc primitive = status == 0 ? recorder.describe(operation, forward) : null;
    if (primitive == null) {
      throw new UnsupportedLayerException(recorder.node(), "dense layer", "status " + status);
    }
    return primitive;
  }
}
