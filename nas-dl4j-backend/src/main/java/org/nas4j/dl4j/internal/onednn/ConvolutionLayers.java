package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_dilated_convolution_backward_data_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_dilated_convolution_backward_weights_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_dilated_convolution_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
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
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.nas4j.dl4j.internal.FloatType;

/**
 * One convolution, grouped or not. Forward pass, gradient of the input and gradient of the weights
 * each use the order of axes for which oneDNN has fast code; arrays are reordered where these
 * differ.
 */
final class ConvolutionLayers {

  private record Chosen(ConvolutionForm form, Primitive primitive) {}

  private final Recorder recorder;
  private final PrimitiveCache kit;
  private final MemoryLayouts layouts;
  private final NodeValue input;
  private final Slide slide;
  private final BlockedParameter kernel;
  private final BlockedParameter bias;
  private final long[] inSizes;
  private final long[] outSizes;
  private final long[] weightSizes;

  private ConvolutionLayers(
      Recorder recorder,
      NodeValue input,
      Slide slide,
      int groups,
      BlockedParameter kernel,
      BlockedParameter bias) {
    this.recorder = recorder;
    this.kit = recorder.kit();
    this.layouts = kit.layouts();
    this.input = input;
    this.slide = slide;
    this.kernel = kernel;
    this.bias = bias;
    if (bias != null) {
      bias.preferPlain(layouts);
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
  static NodeValue record(
      Recorder recorder,
      NodeValue input,
      Slide slide,
      int groups,
      BlockedParameter kernel,
      BlockedParameter bias,
      boolean rectified) {
    ConvolutionLayers one = new ConvolutionLayers(recorder, input, slide, groups, kernel, bias);
    return one.forward(rectified);
  }

  private NodeValue forward(boolean rectified) {
    Chosen chosen = choose(Winograd.FORWARD, readsPixels(), form -> forward(form, rectified));
    Primitive primitive = chosen.primitive();
    ConvolutionForm form = chosen.form();
    if (form.type() == FloatType.BFLOAT16 && recorder.isTraining() && !isDepthwise()) {
      // Weights are kept as their gradient comes.
      Primitive later = weightsGradient();
      kernel.prefer(later.layout(dnnl_query_diff_weights_md));
    }
    NodeValue output = new NodeValue(recorder.tensor(primitive.layout(dnnl_query_dst_md)), true);
    recorder.step(
        primitive,
        Arguments.source(recorder.in(input, form.type(), form.in()).home())
            .weights(recorder.weights(kernel, primitive.layout(dnnl_query_weights_md)))
            .bias(bias)
            .result(output.home()));
    recorder.promise(() -> {
      Tensor gradient = recorder.gradient(output);
      if (gradient != null) {
        if (!isDepthwise()
            || !WideDepthwise.record(recorder, input, gradient, slide, kernel, bias)) {
          gradientOfWeights(gradient);
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

  private boolean readsPixels() {
    return !input.isDifferentiable() && weightSizes.length == 4 && inSizes[1] < layouts.block();
  }

  /**
   * Winograd's way where that is faster; else the first of the orders for which there is fast code
   * of the plan's type; else the first in 32 bits; if there is none, the last in 32 bits for which
   * there is any code.
   */
  private Chosen choose(
      Winograd way, boolean fromPixels, Function<ConvolutionForm, Primitive> making) {
    Chosen slow = null;
    for (ConvolutionForm form : candidates(way, fromPixels)) {
      Primitive primitive = making.apply(form);
      if (primitive != null && !(form.isWinograd() && Winograd.needsTooMuch(primitive))) {
        if (!primitive.isSlow()) {
          return new Chosen(form, primitive);
        }
        slow = form.type() == FloatType.FLOAT32 ? new Chosen(form, primitive) : slow;
      }
    }
    if (slow == null) {
      throw new UnsupportedLayerException(recorder.node(), "convolution", slide.toString());
    }
    return slow;
  }

  private List<ConvolutionForm> candidates(Winograd way, boolean fromPixels) {
    List<ConvolutionForm> candidates = new ArrayList<>();
    if (way.isFaster(recorder.type(), weightSizes, slide)) {
      candidates.add(ConvolutionForm.winograd());
    }
    for (FloatType type : recorder.types()) {
      if (fromPixels) {
        candidates.add(ConvolutionForm.fromPixels(type));
      }
      ConvolutionForm.alike(type).forEach(candidates::add);
    }
    return candidates;
  }

  private CacheKey key(String kind, ConvolutionForm form, boolean rectified) {
    return CacheKey.of(
        kind,
        recorder.isTraining(),
        rectified,
        bias != null,
        form.type(),
        form.in(),
        form.out(),
        form.isWinograd(),
        inSizes,
        weightSizes,
        slide);
  }

  private Primitive forward(ConvolutionForm form, boolean rectified) {
    return kit.primitive(key("convolution", form, rectified), () -> {
      dnnl_convolution_desc_t operation = new dnnl_convolution_desc_t();
      int status = dnnl_dilated_convolution_forward_desc_init(
          operation,
          recorder.isTraining() ? dnnl_forward_training : dnnl_forward_inference,
          form.algorithm(),
          in(form),
          weights(form.type()),
          shift(),
          out(form),
          slide.stride(),
          slide.gap(),
          slide.before(),
          slide.behind());
      return kit.describe(status, operation, rectified ? kit.rectifying() : kit.plain(), null);
    });
  }

  private dnnl_memory_desc_t in(ConvolutionForm form) {
    return layouts.images(form.type(), form.in(), inSizes).description();
  }

  private dnnl_memory_desc_t out(ConvolutionForm form) {
    return layouts.images(form.type(), form.out(), outSizes).description();
  }

  private dnnl_memory_desc_t weights(FloatType type) {
    return layouts.any(type, weightSizes).description();
  }

  private dnnl_memory_desc_t shift() {
    return bias == null ? null : layouts.plain(outSizes[1]).description();
  }

  private Primitive weightsGradient(ConvolutionForm form) {
    return kit.primitive(key("weights gradient", form, false), () -> {
      dnnl_convolution_desc_t operation = new dnnl_convolution_desc_t();
      int status = dnnl_dilated_convolution_backward_weights_desc_init(
          operation,
          form.algorithm(),
          in(form),
          weights(FloatType.FLOAT32),
          shift(),
          out(form),
          slide.stride(),
          slide.gap(),
          slide.before(),
          slide.behind());
      return backward(status, operation, form);
    });
  }

  private Primitive inputGradient(ConvolutionForm form) {
    return kit.primitive(key("input gradient", form, false), () -> {
      dnnl_convolution_desc_t operation = new dnnl_convolution_desc_t();
      int status = dnnl_dilated_convolution_backward_data_desc_init(
          operation,
          form.algorithm(),
          in(form),
          weights(form.type()),
          out(form),
          slide.stride(),
          slide.gap(),
          slide.before(),
          slide.behind());
      return backward(status, operation, form);
    });
  }

  private dnnl_primitive_desc backward(
      int status, dnnl_convolution_desc_t operation, ConvolutionForm form) {
    Primitive ahead = forward(form, false);
    return ahead == null ? null : kit.describe(status, operation, kit.plain(), ahead);
  }

  private Primitive weightsGradient() {
    return choose(Winograd.WEIGHTS_GRADIENT, readsPixels(), this::weightsGradient)
        .primitive();
  }

  private void gradientOfWeights(Tensor gradient) {
    Primitive primitive = weightsGradient();
    Tensor target = recorder.gradientOf(kernel, primitive.layout(dnnl_query_diff_weights_md));
    recorder.step(
        primitive,
        Arguments.source(recorder.again(input, primitive.layout(dnnl_query_src_md)))
            .andResultGradient(recorder.in(gradient, primitive.layout(dnnl_query_diff_dst_md)))
            .weightsGradient(target)
            .biasGradient(bias));
    recorder.deliver(target, kernel);
  }

  private void gradientOfInput(Tensor gradient) {
    Tensor result =
        isDepthwise() ? TurnedDepthwise.record(recorder, input, gradient, slide, kernel) : null;
    if (result == null) {
      result = inputGradient(gradient);
    }
    input.receive(recorder.in(result, input.home().layout()));
  }

  private Tensor inputGradient(Tensor gradient) {
    Primitive primitive =
        choose(Winograd.INPUT_GRADIENT, false, this::inputGradient).primitive();
    Tensor result = recorder.tensor(primitive.layout(dnnl_query_diff_src_md));
    recorder.step(
        primitive,
        Arguments.resultGradient(recorder.in(gradient, primitive.layout(dnnl_query_diff_dst_md)))
            .weights(recorder.weights(kernel, primitive.layout(dnnl_query_weights_md)))
            .sourceGradient(result));
    return result;
  }
}
