package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;

import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;

/** Runs one of oneDNN's primitives. */
final class PrimitiveStep extends Step {

  /** What a primitive calls an array, and the array. */
  record Argument(int name, Tensor tensor) {}

  private final dnnl_primitive primitive = new dnnl_primitive();
  private final String implementation;
  private final List<Argument> arguments;
  private final long bytes;
  private dnnl_exec_arg_t bound;

  PrimitiveStep(
      String node,
      Phase phase,
      dnnl_primitive_desc description,
      String implementation,
      List<Argument> arguments) {
    super(node, phase);
    this.implementation = implementation;
    this.arguments = List.copyOf(arguments);
    this.bytes = arguments.stream()
        .mapToLong(argument -> Layouts.bytes(argument.tensor().layout()))
        .sum();
    Dnnl.check(dnnl_primitive_create(primitive, description), node + ": " + implementation);
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
    int status = dnnl_primitive_execute(primitive, stream, arguments.size(), bound);
    if (status != 0) {
      Dnnl.check(status, node() + ": " + implementation);
    }
  }

  @Override
  String implementation() {
    return implementation;
  }

  @Override
  long bytes() {
    return bytes;
  }

  @Override
  void release() {
    dnnl_primitive_destroy(primitive);
  }
}
