package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;

import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;

/** Runs one of oneDNN's primitives. */
final class PrimitiveStep extends Step {

  /** What a primitive calls an array, and the array. */
  record Argument(int name, Tensor tensor) {}

  private final Primitive primitive;
  private final dnnl_primitive code;
  private final List<Argument> arguments;
  private dnnl_exec_arg_t bound;

  PrimitiveStep(String node, Phase phase, Primitive primitive, List<Argument> arguments) {
    super(node, phase);
    this.primitive = primitive;
    this.code = primitive.code();
    this.arguments = arguments;
  }

  List<Argument> arguments() {
    return arguments;
  }

  /** Once all buffers have their places: writes the arguments down in native memory, once for all runs. */
  void bind(dnnl_exec_arg_t room) {
    bound = room;
    for (int i = 0; i < arguments.size(); i++) {
      dnnl_exec_arg_t argument = room.getPointer(i);
      argument.arg(arguments.get(i).name());
      argument.memory(arguments.get(i).tensor().memory());
    }
  }

  @Override
  void run(dnnl_stream stream) {
    int status = dnnl_primitive_execute(code, stream, arguments.size(), bound);
    if (status != 0) {
      Dnnl.check(status, node() + ": " + implementation());
    }
  }

  @Override
  String implementation() {
    return primitive.implementation();
  }

  @Override
  long bytes() {
    return arguments.stream()
        .mapToLong(argument -> argument.tensor().layout().bytes())
        .sum();
  }
}
