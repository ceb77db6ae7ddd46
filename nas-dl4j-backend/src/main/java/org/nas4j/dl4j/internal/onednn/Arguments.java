package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import java.util.ArrayList;
import java.util.List;

/**
 * The arrays that a primitive reads and writes, each by its part in the computation. A part whose
 * array is null is left out, such as the bias of a layer that has none. For one thread.
 */
final class Arguments {

  /** As many as a batch normalization's gradient takes. */
  private static final int USUALLY_AT_MOST = 12;

  private final List<PrimitiveStep.Argument> all = new ArrayList<>(USUALLY_AT_MOST);

  private Arguments() {}

  static Arguments source(Tensor tensor) {
    return new Arguments().with(DNNL_ARG_SRC, tensor);
  }

  /** The values that went in, for a gradient that is a function of them. */
  Arguments andSource(Tensor tensor) {
    return with(DNNL_ARG_SRC, tensor);
  }

  /** The two factors of a product, value by value. */
  static Arguments factors(Tensor first, Tensor second) {
    return new Arguments().with(DNNL_ARG_SRC_0, first).with(DNNL_ARG_SRC_1, second);
  }

  /** The parts of what becomes one. */
  static Arguments sources(List<Tensor> tensors) {
    Arguments arguments = new Arguments();
    for (int i = 0; i < tensors.size(); i++) {
      arguments.with(DNNL_ARG_MULTIPLE_SRC + i, tensors.get(i));
    }
    return arguments;
  }

  /** The gradient of the result, from which a backward pass begins. */
  static Arguments resultGradient(Tensor tensor) {
    return new Arguments().andResultGradient(tensor);
  }

  Arguments andResultGradient(Tensor tensor) {
    return with(DNNL_ARG_DIFF_DST, tensor);
  }

  Arguments result(Tensor tensor) {
    return with(DNNL_ARG_DST, tensor);
  }

  Arguments weights(Tensor tensor) {
    return with(DNNL_ARG_WEIGHTS, tensor);
  }

  Arguments bias(BlockedParameter parameter) {
    return parameter == null ? this : with(DNNL_ARG_BIAS, parameter.value());
  }

  Arguments sourceGradient(Tensor tensor) {
    return with(DNNL_ARG_DIFF_SRC, tensor);
  }

  Arguments weightsGradient(Tensor tensor) {
    return with(DNNL_ARG_DIFF_WEIGHTS, tensor);
  }

  Arguments biasGradient(BlockedParameter parameter) {
    return parameter == null ? this : with(DNNL_ARG_DIFF_BIAS, parameter.partner());
  }

  /** Scale and shift of a normalization. */
  Arguments affine(BlockedParameter gamma, BlockedParameter beta) {
    return with(DNNL_ARG_SCALE, gamma.value()).with(DNNL_ARG_SHIFT, beta.value());
  }

  Arguments affineGradients(BlockedParameter gamma, BlockedParameter beta) {
    return with(DNNL_ARG_DIFF_SCALE, gamma.partner()).with(DNNL_ARG_DIFF_SHIFT, beta.partner());
  }

  Arguments statistics(Tensor mean, Tensor variance) {
    return with(DNNL_ARG_MEAN, mean).with(DNNL_ARG_VARIANCE, variance);
  }

  /** What the forward pass notes for the backward pass. */
  Arguments workspace(Tensor tensor) {
    return with(DNNL_ARG_WORKSPACE, tensor);
  }

  Arguments scratch(Tensor tensor) {
    return with(DNNL_ARG_SCRATCHPAD, tensor);
  }

  private Arguments with(int name, Tensor tensor) {
    if (tensor != null) {
      all.add(new PrimitiveStep.Argument(name, tensor));
    }
    return this;
  }

  /** In the order in which they were named; the list may be changed by the step that gets it. */
  List<PrimitiveStep.Argument> list() {
    return all;
  }
}
