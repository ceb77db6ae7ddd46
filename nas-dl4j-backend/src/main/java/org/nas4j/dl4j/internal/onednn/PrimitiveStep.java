package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;

import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;

/** Runs one of oneDNN's primitives. */
final class PrimitiveStep extends PlanStep {

  /** What a primitive calls an array, and the array. */
  record Argument(int name, Tensor tensor) {}

  private final Primitive primitive;
  private final dnnl_primitive code;
  private final List<Argument> arguments;
  private Tensor[] overwritable = {};
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

  /** Says that the result may be written over one of these arrays, if nobody needs it any more. */
  PrimitiveStep mayOverwrite(Tensor... sources) {
    overwritable = sources;
    return this;
  }

  /**
   * Lets the result take the place of an array that is used here for the last time: memory that is
   * read is then written while it is near.
   *
   * @param number of this step
   */
  void settle(int number) {
    if (overwritable.length == 0) {
      return;
    }
    Tensor target = result();
    for (Tensor source : overwritable) {
      if (endsHere(source, number) && target.buffer().canOverwrite(source.buffer())) {
        target.buffer().overwrite(source.buffer());
        toFront(source);
        return;
      }
    }
  }

  private Tensor result() {
    for (Argument argument : arguments) {
      if (argument.name() == DNNL_ARG_DST || argument.name() == DNNL_ARG_DIFF_SRC) {
        return argument.tensor();
      }
    }
    throw new IllegalStateException("A step of node [" + node() + "] has no result.");
  }

  private boolean endsHere(Tensor source, int number) {
    Buffer home = source.buffer().home();
    if (home.last() != number) {
      return false;
    }
    int uses = 0;
    for (Argument argument : arguments) {
      uses += argument.tensor().buffer().home() == home ? 1 : 0;
    }
    return uses == 1;
  }

  /** Of several summands, the first one is that whose place the sum may take. */
  private void toFront(Tensor source) {
    int at = 0;
    while (arguments.get(at).tensor() != source) {
      at++;
    }
    if (arguments.get(at).name() > DNNL_ARG_MULTIPLE_SRC) {
      Tensor first = arguments.get(0).tensor();
      arguments.set(0, new Argument(arguments.get(0).name(), source));
      arguments.set(at, new Argument(arguments.get(at).name(), first));
    }
  }

  /**
   * Once all buffers have their places: writes the arguments down in native memory, once for all
   * runs.
   */
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
        .filter(argument -> argument.name() != DNNL_ARG_SCRATCHPAD)
        .mapToLong(argument -> argument.tensor().layout().bytes())
        .sum();
  }
}
