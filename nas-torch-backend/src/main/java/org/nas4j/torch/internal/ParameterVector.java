package org.nas4j.torch.internal;

import static org.nas4j.torch.internal.LibTorch.kept;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.dl4j.internal.InitialWeights;
import org.nas4j.dl4j.internal.Optimizer;

/**
 * Trained arrays as parts of one vector, with their gradients and what the optimizer remembers as
 * vectors beside it, so that a step is a few operations however many arrays there are. Those that
 * decay come first. To be made within a scope, which frees what making it needs. For one thread.
 */
final class ParameterVector implements AutoCloseable {

  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final List<Part> inOrder = new ArrayList<>();
  private final Tensor values;
  private final Tensor gradients;
  private final Tensor first;
  private final Tensor second;
  private final long decaying;
  private int steps;

  /** Where an array lies, and the array itself as LibTorch's functions take it. */
  private record Part(WeightSpec spec, long from, Tensor array) {}

  /**
   * Arrays with an optimizer that has not begun.
   *
   * @param specs by name, trained ones only
   * @param start values by name
   */
  ParameterVector(Map<String, WeightSpec> specs, Map<String, WeightArray> start) {
    List<String> order = new ArrayList<>(specs.keySet());
    order.sort(Comparator.comparing(name -> !InitialWeights.isKernel(specs.get(name))));
    long length = specs.values().stream().mapToLong(WeightSpec::elements).sum();
    values = kept(Tensors.zeros(length));
    gradients = kept(Tensors.zeros(length));
    first = kept(Tensors.zeros(length));
    second = kept(Tensors.zeros(length));
    Map<String, Part> found = new LinkedHashMap<>();
    long from = 0;
    long kernels = 0;
    for (String name : order) {
      WeightSpec spec = specs.get(name);
      Part part = part(spec, from);
      found.put(name, part);
      inOrder.add(part);
      from += spec.elements();
      kernels = InitialWeights.isKernel(spec) ? from : kernels;
    }
    specs.keySet().forEach(name -> parts.put(name, found.get(name)));
    decaying = kernels;
    set(start);
  }

  private Part part(WeightSpec spec, long from) {
    Tensor array = view(values, spec, from).detach();
    array.requires_grad_(true);
    return new Part(spec, from, kept(array));
  }

  /**
   * An array in a vector. Kernels of convolutions lie there with their channels last, as the maps
   * that they slide over: by that LibTorch knows in which order to compute.
   */
  private static Tensor view(Tensor vector, WeightSpec spec, long from) {
    long[] shape = spec.shape().stream().mapToLong(Integer::longValue).toArray();
    Tensor piece = vector.narrow(0, from, spec.elements());
    return shape.length == 4
        ? piece.view(shape[0], shape[2], shape[3], shape[1]).permute(0, 3, 1, 2)
        : piece.view(shape);
  }

  private static Tensor inOrderOfVector(Tensor array) {
    return (array.dim() == 4 ? array.permute(0, 2, 3, 1) : array).reshape(-1);
  }

  /** Lets the optimizer begin; RMSProp's mean square begins with epsilon. */
  void begin(Optimizer optimizer) {
    if (optimizer.method() == Optimizer.Method.RMSPROP) {
      first.fill_(new Scalar(optimizer.epsilon()));
    }
  }

  /** All arrays by name, as functions take them. */
  void addTo(Map<String, Tensor> arrays) {
    parts.forEach((name, part) -> arrays.put(name, part.array()));
  }

  /**
   * Gathers what a backward pass left at each array, so that the next one begins anew; an array
   * that it did not reach has a gradient of 0.
   */
  void takeGradients() {
    TensorVector found = new TensorVector(inOrder.size());
    for (int i = 0; i < inOrder.size(); i++) {
      Part part = inOrder.get(i);
      Tensor gradient = part.array().mutable_grad();
      found.put(
          i,
          gradient.defined()
              ? inOrderOfVector(gradient)
              : Tensors.zeros(part.spec().elements()));
      gradient.reset();
    }
    torch.cat_out(gradients, found, 0);
  }

  /** To be called where a backward pass failed, which may have reached some arrays. */
  void forgetGradients() {
    inOrder.forEach(part -> part.array().mutable_grad().reset());
  }

  /** As if no backward pass had reached any array. */
  void clearGradients() {
    gradients.zero_();
  }

  Tensor values() {
    return values;
  }

  Tensor gradients() {
    return gradients;
  }

  Tensor first() {
    return first;
  }

  Tensor second() {
    return second;
  }

  /** How many values decay, from the first. */
  long decaying() {
    return decaying;
  }

  /** How often the arrays were trained, this step included. */
  int count() {
    return ++steps;
  }

  int steps() {
    return steps;
  }

  void steps(int before) {
    steps = before;
  }

  long length() {
    return values.numel();
  }

  /** Native memory, in bytes. */
  long bytes() {
    return 4 * length() * Float.BYTES;
  }

  /** Copies of all arrays, in the order in which they were given. */
  Map<String, WeightArray> copy() {
    return read(values);
  }

  /** Copies of what one of the vectors says of each array. */
  Map<String, WeightArray> read(Tensor vector) {
    return Scopes.withoutDerivatives(() -> {
      Map<String, WeightArray> arrays = new LinkedHashMap<>();
      parts.forEach((name, part) -> {
        WeightArray array = WeightArray.zeros(part.spec().shape());
        float[] values = Tensors.floats(view(vector, part.spec(), part.from()));
        System.arraycopy(values, 0, array.values(), 0, values.length);
        arrays.put(name, array);
      });
      return arrays;
    });
  }

  /** Replaces those arrays that are given; others of the map are passed over. */
  void set(Map<String, WeightArray> given) {
    write(given, values);
  }

  /** Writes into one of the vectors. */
  void write(Map<String, WeightArray> given, Tensor vector) {
    Scopes.withoutDerivatives(() -> {
      given.forEach((name, array) -> {
        Part part = parts.get(name);
        if (part != null) {
          Tensors.write(array.values(), view(vector, part.spec(), part.from()));
        }
      });
      return null;
    });
  }

  @Override
  public void close() {
    parts.values().forEach(part -> part.array().close());
    List.of(values, gradients, first, second).forEach(Tensor::close);
  }
}
