package org.nas4j.benchmarks.serving;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.data.Dataset;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.model.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Times single predictions on one thread, for a dense network and for the convolutional one that
 * the Quickstart compares with. The peer is {@code serving.py}, with networks of the same sizes.
 */
@Command(
    name = "serving",
    description = "Times single predictions of the runtime, and of the training engine.")
public final class ServingCommand implements Callable<Integer> {

  private static final double MICRO = 1e-3;

  /** Of processor time, so that a busy machine compiles as much. */
  private static final long WARM_UP_NANOS = 3_000_000_000L;

  @Option(names = "--slices", description = "how often a slice of calls is timed")
  private int slices = 400;

  @Option(names = "--engine", description = "how often the training engine is asked")
  private int engine = 5;

  @Spec
  private CommandSpec spec;

  /** Creates the command; picocli fills in its options. */
  public ServingCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Architecture> networks = Map.of("dense", dense(), "convolutional", convolutional());
    networks.forEach((name, architecture) -> {
      TrainedNetwork network = TrainedNetwork.of(architecture, Map.of(), 1);
      float[] example = example(Math.toIntExact(architecture.input().elements()));
      Model model = network.model().build();
      Model plain = model.inPureJava();
      double[] best = runtime(List.of(model, plain), example);
      String line = "%s: %.2f µs a prediction by %s, %.2f µs in plain Java%n";
      out.printf(Locale.ROOT, line, name, best[0], model.engine(), best[1]);
      for (int i = 0; i < engine; i++) {
        out.printf(Locale.ROOT, "%s, engine: %.0f µs%n", name, engine(network, example));
      }
      out.flush();
    });
    return 0;
  }

  private static Architecture dense() {
    Architecture.Builder b = Architecture.builder(Shape.vector(64));
    b.add("d1", new Dense(128, true), Architecture.INPUT);
    b.add("r1", Activation.RELU, "d1");
    b.add("d2", new Dense(64, true), "r1");
    b.add("r2", Activation.RELU, "d2");
    b.add("out", SoftmaxOutput.of(10), "r2");
    return b.build();
  }

  private static Architecture convolutional() {
    Architecture.Builder b = Architecture.builder(Shape.image(1, 28, 28));
    String last = Architecture.INPUT;
    for (int filters : new int[] {32, 64}) {
      last = b.add("c" + filters, Convolution.of(filters, Window.square(3)).withBias(), last);
      last = b.add("r" + filters, Activation.RELU, last);
      last = b.add("p" + filters, Pooling.max(Window.square(2).stride(2)), last);
    }
    last = b.add("flat", new Flatten(), last);
    last = b.add("dense", new Dense(128, true), last);
    last = b.add("relu", Activation.RELU, last);
    last = b.add("drop", new Dropout(0.5), last);
    b.add("out", SoftmaxOutput.of(10), last);
    return b.build();
  }

  private static float[] example(int size) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  /**
   * The best mean of a slice of about 2 ms of each, in microseconds: what an undisturbed machine
   * does. Slices take turns.
   */
  private double[] runtime(List<Model> models, float[] example) {
    int[] calls = models.stream().mapToInt(model -> warmUp(model, example)).toArray();
    double[] best = new double[models.size()];
    Arrays.fill(best, Double.MAX_VALUE);
    float[] outputs = new float[10];
    for (int i = 0; i < slices * best.length; i++) {
      int which = i % best.length;
      Model model = models.get(which);
      int slice = Math.max(1, calls[which] / 1500);
      long begin = System.nanoTime();
      for (int k = 0; k < slice; k++) {
        model.predict(example, outputs);
      }
      best[which] = Math.min(best[which], (System.nanoTime() - begin) * MICRO / slice);
    }
    return best;
  }

  /** Until all is compiled; gives how many predictions that took. */
  private static int warmUp(Model model, float[] example) {
    float[] outputs = new float[10];
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    int calls = 0;
    while (threads.getCurrentThreadCpuTime() - start < WARM_UP_NANOS) {
      model.predict(example, outputs);
      calls++;
    }
    return calls;
  }

  private static double engine(TrainedNetwork network, float[] example) {
    Dataset one =
        Dataset.of(network.architecture().input(), 10, new float[][] {example}, new int[] {0});
    long begin = System.nanoTime();
    network.probabilities(one);
    return (System.nanoTime() - begin) * MICRO;
  }
}
