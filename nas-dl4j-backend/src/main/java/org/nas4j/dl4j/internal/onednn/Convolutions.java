package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_dilated_convolution_backward_data_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_dilated_convolution_backward_weights_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_dilated_convolution_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_eltwise;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.dnnl.dnnl_convolution_desc_t;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * One convolution, grouped or not. Forward pass, gradient of the input and gradient of the weights each use the order of
 * axes for which oneDNN has fast code; arrays are reordered where these differ.
 */
final class Convolutions {

  /** Orders of what goes in and what comes out. */
  private record Orders(Layouts.Order in, Layouts.Order out) {}

  private record Chosen(Orders orders, dnnl_primitive_desc primitive) {}

  private static final List<Orders> ALIKE = List.of(
      new Orders(Layouts.Order.BLOCKED, Layouts.Order.BLOCKED),
      new Orders(Layouts.Order.CHANNELS_LAST, Layouts.Order.CHANNELS_LAST),
      new Orders(Layouts.Order.PLAIN, Layouts.Order.PLAIN));

  private final Recorder recorder;
  private final Value input;
  private final Slide slide;
  private final Parameter kernel;
  private final Parameter bias;
  private final long[] inSizes;
  private final long[] outSizes;
  private final long[] weightSizes;

  private Convolutions(
      Recorder recorder, Value input, Slide slide, int groups, Parameter kernel, Parameter bias) {
    this.recorder = recorder;
    this.input = input;
    this.slide = slide;
    this.kernel = kernel;
    this.bias = bias;
    if (bias != null) {
      bias.preferPlain();
    }
    this.inSizes = input.sizes();
    long filters = kernel.spec().shape().get(0);
    this.outSizes = new long[] {inSizes[0], filters, slide.output()[0], slide.output()[1]};
    long[] area = slide.kernel();
    long each = inSizes[1] / groups;
    this.weightSizes = groups == 1
        ? new long[] {filters, each, area[0], area[1]}
        : new long[] {groups, filters / groups, each, area[0], area[1]};
  }

  /**
   * Records a convolution.
   *
   * @param bias null for none
   * @param rectified whether negative results become 0 at once
   */
  static Value record(
      Recorder recorder,
      Value input,
      Slide slide,
      int groups,
      Parameter kernel,
      Parameter bias,
      boolean rectified) {
    Convolutions one = new Convolutions(recorder, input, slide, groups, kernel, bias);
    return one.forward(rectified);
  }

  private Value forward(boolean rectified) {
    dnnl_primitive_attr attributes = rectified ? rectifying() : recorder.plainAttributes();
    List<Orders> candidates = new ArrayList<>(ALIKE);
    if (readsPixels()) {
      candidates.add(0, new Orders(Layouts.Order.PLAIN, Layouts.Order.BLOCKED));
    }
    Chosen chosen = choose(candidates, orders -> describeForward(orders, attributes));
    dnnl_primitive_desc primitive = chosen.primitive();
    Value output = new Value(recorder.tensor(Recorder.layout(primitive, dnnl_query_dst_md)), true);
    recorder.step(
        primitive,
        DNNL_ARG_SRC,
        recorder.in(input, chosen.orders().in()).home(),
        DNNL_ARG_WEIGHTS,
        recorder.weights(kernel, Recorder.layout(primitive, dnnl_query_weights_md)),
        DNNL_ARG_BIAS,
        bias == null ? null : bias.value(),
        DNNL_ARG_DST,
        output.home());
    recorder.promise(() -> {
      Tensor gradient = recorder.gradient(output);
      if (gradient != null) {
        if (!isDepthwise()
            || !WideDepthwise.record(recorder, input, gradient, slide, kernel, bias)) {
          gradientOfWeights(candidates, gradient);
        }
        if (input.isDifferentiable()) {
          gradientOfInput(gradient);
        }
      }
    });
    return output;
  }

  private boolean isDepthwise() {
    return weightSizes.length == 5 && weightSizes[1] == 1 && weightSizes[2] == 1;
  }

  /** A network's input of few channels is read as it is. */
  private boolean readsPixels() {
    return !input.isDifferentiable() && weightSizes.length == 4 && inSizes[1] < Dnnl.block();
  }

  /** A rectifier that is applied to each value before it is written. */
  private dnnl_primitive_attr rectifying() {
    dnnl_post_ops after = new dnnl_post_ops();
    Dnnl.check(dnnl_post_ops_create(after), "rectifier of a convolution");
    Dnnl.check(
        dnnl_post_ops_append_eltwise(after, 1, dnnl_eltwise_relu, 0, 0),
        "rectifier of a convolution");
    dnnl_primitive_attr attributes = recorder.attributes(after);
    dnnl_post_ops_destroy(after);
    return attributes;
  }

  /** The first of the orders for which there is fast code; if there is none, the last for which there is any. */
  private Chosen choose(
      List<Orders> candidates, Function<Orders, dnnl_primitive_desc> description) {
    Chosen slow = null;
    for (Orders orders : candidates) {
      dnnl_primitive_desc primitive = description.apply(orders);
      if (primitive != null) {
        if (!Recorder.implementation(primitive).startsWith("ref")) {
          return new Chosen(orders, primitive);
        }
        slow = new Chosen(orders, primitive);
      }
    }
    if (slow == null) {
      throw new UnsupportedLayerException(recorder.node(), "convolution", slide.toString());
    }
    return slow;
  }

  private dnnl_primitive_desc describeForward(Orders orders, dnnl_primitive_attr attributes) {
    dnnl_convolution_desc_t operation = new dnnl_convolution_desc_t();
    int status = dnnl_dilated_convolution_forward_desc_init(
        operation,
        recorder.isTraining() ? dnnl_forward_training : dnnl_forward_inference,
        dnnl_convolution_direct,
        Layouts.images(orders.in(), inSizes),
        Layouts.any(weightSizes),
        bias == null ? null : Layouts.plain(outSizes[1]),
        Layouts.images(orders.out(), outSizes),
        slide.stride(),
        slide.gap(),
        slide.before(),
        slide.behind());
    return status == 0 ? recorder.describe(operation, attributes, null) : null;
  }

  private dnnl_primitive_desc describeWeights(Orders orders) {
    dnnl_primitive_desc forward = describeForward(orders, recorder.plainAttributes());
    dnnl_convolution_desc_t operation = new dnnl_convolution_desc_t();
    int status = dnnl_dilated_convolution_backward_weights_desc_init(
        operation,
        dnnl_convolution_direct,
        Layouts.images(orders.in(), inSizes),
        Layouts.any(weightSizes),
        bias == null ? null : Layouts.plain(outSizes[1]),
        Layouts.images(orders.out(), outSizes),
        slide.stride(),
        slide.gap(),
        slide.before(),
        slide.behind());
    return status == 0 && forward != null ? recorder.describe(operation, forward) : null;
  }

  private dnnl_primitive_desc describeInput(Orders orders) {
    dnnl_primitive_desc forward = describeForward(orders, recorder.plainAttributes());
    dnnl_convolution_desc_t operation = new dnnl_convolution_desc_t();
    int status = dnnl_dilated_convolution_backward_data_desc_init(
        operation,
        dnnl_convolution_direct,
        Layouts.images(orders.in(), inSizes),
        Layouts.any(weightSizes),
        Layouts.images(orders.out(), outSizes),
        slide.stride(),
        slide.gap(),
        slide.before(),
        slide.behind());
    return status == 0 && forward != null ? recorder.describe(operation, forward) : null;
  }

  private void gradientOfWeights(List<Orders> candidates, Tensor gradient) {
    Chosen chosen = choose(candidates, this::describeWeights);
    dnnl_primitive_desc primitive = chosen.primitive();
    Tensor target =
        recorder.gradientOf(kernel, Recorder.layout(primitive, dnnl_query_diff_weights_md));
    recorder.step(
        primitive,
        DNNL_ARG_SRC,
        recorder.in(input.home(), Recorder.layout(primitive, dnnl_query_src_md)),
        DNNL_ARG_DIFF_DST,
        recorder.in(gradient, Recorder.layout(primitive, dnnl_query_diff_dst_md)),
        DNNL_ARG_DIFF_WEIGHTS,
        target,
        DNNL_ARG_DIFF_BIAS,
        bias == null ? null : bias.partner());
    recorder.deliver(target, kernel);
  }

  private void gradientOfInput(Tensor gradient) {
    dnnl_primitive_desc primitive = choose(ALIKE, this::describeInput).primitive();
    Tensor result = recorder.tensor(Recorder.layout(primitive, dnnl_query_diff_src_md));
    recorder.step(
        primitive,
        DNNL_ARG_DIFF_DST,
        recorder.in(gradient, Recorder.layout(primitive, dnnl_query_diff_dst_md)),
        DNNL_ARG_WEIGHTS,
        recorder.weights(kernel, Recorder.layout(primitive, dnnl_query_weights_md)),
        DNNL_ARG_DIFF_SRC,
        result);
    input.receive(recorder.in(result, input.home().layout()));
  }
}
