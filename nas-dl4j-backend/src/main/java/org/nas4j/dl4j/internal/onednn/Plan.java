package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.PointerScope;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;

/**
 * The steps of a network for batches of one size, with all their memory. Made once, run often: a run allocates nothing. For
 * one thread.
 */
final class Plan implements AutoCloseable {

  private final int batch;
  private final boolean training;
  private final Parameters parameters;
  private final List<Step> steps;
  private final List<Loss> losses;
  private final Set<Tensor> tensors = new LinkedHashSet<>();
  private final List<Tensor> inputs = new ArrayList<>();
  private final NativeBlock arena;
  private final dnnl_stream stream = Dnnl.stream();
  private final dnnl_exec_arg_t arguments;
  private NativeBlock examples;
  private long version = -1;

  private Plan(
      int batch,
      Parameters parameters,
      Recorder recorder,
      List<Loss> losses,
      Buffer input,
      NativeBlock examples) {
    this.batch = batch;
    this.training = recorder.isTraining();
    this.parameters = parameters;
    this.losses = losses;
    this.examples = examples;
    parameters.settle();
    if (training) {
      parameters.train();
    }
    input.place(examples.at(0));
    Arena planned = Arena.of(recorder.buffers());
    this.arena = new NativeBlock(planned.bytes() + recorder.scratchBytes());
    // Until here the recorder releases the steps, should there not be enough memory.
    this.steps = recorder.take();
    planned.offsets().forEach((buffer, offset) -> buffer.place(arena.at(offset)));
    recorder.scratch().place(arena.at(planned.bytes()));
    this.arguments = bind();
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
      boolean training,
      double smoothing) {}

  static Plan compile(
      Request request, Parameters parameters, NativeBlock examples, Compiler.Chance chance) {
    PointerScope scope = Dnnl.scope();
    try (Recorder recorder = new Recorder(request.training())) {
      dnnl_memory_desc_t layout = layout(request.architecture().input(), request.batch());
      Buffer input = Buffer.foreign(Layouts.bytes(layout));
      List<Loss> losses = new Compiler(
              request.architecture(),
              request.nodes(),
              parameters,
              recorder,
              request.smoothing(),
              chance)
          .compile(new Tensor(layout, input));
      return new Plan(request.batch(), parameters, recorder, losses, input, examples);
    } finally {
      scope.close();
    }
  }

  private static dnnl_memory_desc_t layout(Shape shape, int batch) {
    return shape instanceof Shape.Image image
        ? Layouts.plain(batch, image.channels(), image.height(), image.width())
        : Layouts.plain(batch, shape.elements());
  }

  private dnnl_exec_arg_t bind() {
    List<PrimitiveStep> primitives = new ArrayList<>();
    int count = 0;
    for (Step step : steps) {
      if (step instanceof PrimitiveStep primitive) {
        primitives.add(primitive);
        count += primitive.arguments().size();
      }
    }
    dnnl_exec_arg_t room = new dnnl_exec_arg_t(Math.max(1, count));
    room.retainReference();
    int from = 0;
    for (PrimitiveStep primitive : primitives) {
      primitive.bind(room.getPointer(from));
      from += primitive.arguments().size();
      primitive.arguments().forEach(argument -> tensors.add(argument.tensor()));
    }
    return room;
  }

  int batch() {
    return batch;
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
    boolean unchanged = version == parameters.version();
    for (Step step : steps) {
      if (step.phase() != Step.Phase.FORWARD) {
        break;
      }
      if (!(unchanged && step.isForWeightsOnly())) {
        step.run(stream);
      }
    }
    version = parameters.version();
  }

  /** Runs both passes and gives the loss. The gradients can be read from the parameters. */
  double train(int[] labels) {
    forward();
    double loss = 0;
    for (Loss each : losses) {
      each.compare(labels);
      loss += each.mean();
    }
    for (Step step : steps) {
      if (step.phase() == Step.Phase.BACKWARD) {
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

  List<Step> steps() {
    return steps;
  }

  dnnl_stream stream() {
    return stream;
  }

  long bytes() {
    return arena.bytes() + arguments.capacity() * arguments.sizeof();
  }

  @Override
  public void close() {
    steps.forEach(Step::release);
    tensors.stream().filter(tensor -> !parameters.owns(tensor)).forEach(Tensor::close);
    arguments.deallocate();
    dnnl_stream_destroy(stream);
    arena.close();
  }
}
