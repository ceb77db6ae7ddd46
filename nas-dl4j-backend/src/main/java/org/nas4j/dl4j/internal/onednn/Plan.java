package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.Targets;

/**
 * The steps of a network for batches of one size, with all their memory. Made once, run often: a
 * run allocates nothing. For one thread.
 */
final class Plan implements AutoCloseable {

  private static final int ARGUMENT_BYTES = Pointer.sizeof(dnnl_exec_arg_t.class);

  private final Request request;
  private final Weights weights;
  private final List<PlanStep> steps;
  private final List<Loss> losses;
  /** Those whose handles are its own. */
  private final Set<Tensor> tensors = new LinkedHashSet<>();

  private final List<Tensor> inputs = new ArrayList<>();
  private final Workspace workspace;
  private final NativeBlock room;
  private final NativeBlock kept;
  private final dnnl_stream stream;
  private NativeBlock examples;
  private long version = -1;

  private Plan(
      Request request,
      Surroundings surroundings,
      Recorder recorder,
      List<Loss> losses,
      Buffer input) {
    this.request = request;
    this.weights = surroundings.weights();
    this.workspace = surroundings.workspace();
    this.examples = surroundings.examples();
    this.losses = losses;
    this.steps = List.copyOf(recorder.steps());
    weights.settle(recorder.isTraining());
    input.place(examples.at(0));
    overwrite();
    Map<Boolean, List<Buffer>> buffers = recorder.buffers().stream()
        .filter(buffer -> buffer.home() == buffer)
        .collect(Collectors.partitioningBy(Buffer::isKept));
    // The large block first: should there not be enough memory, nothing of the plan's own is lost.
    Arena planned = Arena.of(buffers.get(false));
    this.room = workspace.room(planned.bytes() + recorder.scratchBytes());
    planned.place(room);
    recorder.scratch().place(room.at(planned.bytes()));
    long lasting = bytes(buffers.get(true));
    this.kept = new NativeBlock(lasting + argumentBytes());
    keep(buffers.get(true));
    this.stream = Dnnl.stream();
    bind(new dnnl_exec_arg_t(kept.at(lasting)), recorder.scratch());
    for (Tensor tensor : recorder.tensors()) {
      if (tensor.buffer() == input) {
        inputs.add(tensor);
      }
    }
  }

  /** What a plan is made for. */
  record Request(
      Architecture architecture,
      Set<String> nodes,
      int batch,
      Purpose purpose,
      double smoothing,
      FloatType type) {}

  /** What a plan shares with others. */
  record Surroundings(
      PrimitiveCache kit,
      Weights weights,
      Workspace workspace,
      NativeBlock examples,
      Compiler.Chance chance) {}

  static Plan compile(Request request, Surroundings surroundings) {
    PointerScope scope = Dnnl.scope();
    try {
      Recorder recorder = new Recorder(surroundings.kit(), request.purpose(), request.type());
      MemoryLayout layout =
          layout(recorder.layouts(), request.architecture().input(), request.batch());
      Buffer input = Buffer.foreign(layout.bytes());
      List<Loss> losses = new Compiler(
              request.architecture(),
              request.nodes(),
              surroundings.weights(),
              recorder,
              request.smoothing(),
              surroundings.chance())
          .compile(Tensor.in(layout, input));
      return new Plan(request, surroundings, recorder, losses, input);
    } finally {
      scope.close();
    }
  }

  private static MemoryLayout layout(MemoryLayouts layouts, Shape shape, int batch) {
    return shape instanceof Shape.Image image
        ? layouts.plain(batch, image.channels(), image.height(), image.width())
        : layouts.plain(batch, shape.elements());
  }

  private void overwrite() {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof PrimitiveStep primitive) {
        primitive.settle(i);
      }
    }
  }

  private static long bytes(List<Buffer> buffers) {
    return buffers.stream().mapToLong(Buffer::bytes).sum();
  }

  private long argumentBytes() {
    long count = 0;
    for (PlanStep step : steps) {
      if (step instanceof PrimitiveStep primitive) {
        count += primitive.arguments().size();
      }
    }
    return count * ARGUMENT_BYTES;
  }

  /** Places what outlasts a run in memory of the plan's own. */
  private void keep(List<Buffer> buffers) {
    long offset = 0;
    for (Buffer buffer : buffers) {
      buffer.place(kept.at(offset));
      offset += buffer.bytes();
    }
  }

  /** Writes the arguments of all steps down, one after another. */
  private void bind(dnnl_exec_arg_t room, Buffer scratch) {
    long from = 0;
    for (PlanStep step : steps) {
      if (step instanceof PrimitiveStep primitive) {
        for (PrimitiveStep.Argument argument : primitive.arguments()) {
          Tensor tensor = argument.tensor();
          if (tensor.buffer() == scratch || tensor.buffer().isShared()) {
            tensor.borrow(workspace);
          } else if (!tensor.isLasting()) {
            tensors.add(tensor);
          }
        }
        primitive.bind(room.getPointer(from));
        from += primitive.arguments().size();
      }
    }
  }

  int batch() {
    return request.batch();
  }

  /** Whether its memory is still there. */
  boolean canRun() {
    return workspace.isIn(room);
  }

  /** Reads examples from another place from now on. */
  void readFrom(NativeBlock place) {
    if (place != examples) {
      examples = place;
      for (Tensor input : inputs) {
        Dnnl.check(dnnl_memory_set_data_handle(input.memory(), place.at(0)), "place of examples");
      }
    }
  }

  /** Runs the forward pass; the outputs can be read from the losses. */
  void forward() {
    boolean unchanged = request.purpose() == Purpose.INFERENCE && version == weights.version();
    for (PlanStep step : steps) {
      if (step.phase() != PlanStep.Phase.FORWARD) {
        break;
      }
      if (!(unchanged && step.isForWeightsOnly())) {
        step.run(stream);
      }
    }
    version = weights.version();
  }

  /** Runs both passes and gives the loss. The gradients can be read from the parameters. */
  double train(Targets targets) {
    forward();
    double loss = 0;
    for (Loss each : losses) {
      each.compare(targets);
      loss += each.mean();
    }
    for (PlanStep step : steps) {
      if (step.phase() == PlanStep.Phase.BACKWARD) {
        step.run(stream);
      }
    }
    return loss;
  }

  Loss mainLoss() {
    return losses.get(0);
  }

  List<Loss> losses() {
    return losses;
  }

  List<PlanStep> steps() {
    return steps;
  }

  dnnl_stream stream() {
    return stream;
  }

  /** Native memory of its own. */
  long bytes() {
    return kept.bytes();
  }

  @Override
  public void close() {
    tensors.forEach(Tensor::close);
    dnnl_stream_destroy(stream);
    kept.close();
  }
}
