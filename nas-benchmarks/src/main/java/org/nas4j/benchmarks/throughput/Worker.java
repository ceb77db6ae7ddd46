package org.nas4j.benchmarks.throughput;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.nas4j.dl4j.internal.FloatType;

/**
 * A process that computes one network with one of our engines. Prints the number of parameters,
 * then answers each line {@code train SECONDS} or {@code infer SECONDS} with the examples per
 * second of at least one step. Between the lines it sleeps. Arguments: competitor, letter of the
 * network, threads.
 */
public final class Worker {

  private static final double NANOS = 1e9;

  private Worker() {}

  /**
   * Runs until the standard input ends.
   *
   * @param arguments competitor, network, threads
   * @throws IOException if the standard input cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    Workload workload = Workload.of(arguments[1]);
    Competitor competitor = Competitor.of(arguments[0]);
    int threads = Integer.parseInt(arguments[2]);
    try (Engine engine =
        workload.isText() ? text(competitor, threads) : images(competitor, workload, threads)) {
      serve(engine, workload.items(), System.out);
    }
  }

  private static Engine images(Competitor competitor, Workload workload, int threads) {
    return switch (competitor) {
      case NAS4J -> NetworkEngine.nas4j(workload, FloatType.FLOAT32, threads);
      case NAS4J_BF16 -> NetworkEngine.nas4j(workload, FloatType.BFLOAT16, threads);
      case PORTABLE -> NetworkEngine.portable(workload, threads);
      case LIBTORCH -> NetworkEngine.libTorch(workload, FloatType.FLOAT32, threads);
      case LIBTORCH_BF16 -> NetworkEngine.libTorch(workload, FloatType.BFLOAT16, threads);
      case STOCK -> StockEngine.open(workload, threads);
      case SERVED -> ServedEngine.plain(workload);
      case SERVED_ONEDNN -> ServedEngine.oneDnn(workload);
      case PYTORCH, PYTORCH_BF16, PYTORCH_COMPILED, PYTORCH_COMPILED_BF16, ONNX_RUNTIME ->
        throw notHere(competitor);
    };
  }

  private static Engine text(Competitor competitor, int threads) {
    return switch (competitor) {
      case NAS4J -> new LanguageEngine(threads);
      case STOCK -> StockLanguageEngine.open(threads);
      default -> throw notHere(competitor);
    };
  }

  private static IllegalArgumentException notHere(Competitor competitor) {
    return new IllegalArgumentException("[" + competitor.word() + "] is not computed here.");
  }

  private static void serve(Engine engine, int items, PrintStream out) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    out.println(engine.parameters());
    out.flush();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      Runnable step = words[0].equals(Mode.TRAIN.word()) ? engine::train : engine::infer;
      out.println(perSecond(step, items, Double.parseDouble(words[1])));
      out.flush();
    }
  }

  private static double perSecond(Runnable step, int items, double seconds) {
    long start = System.nanoTime();
    int steps = 0;
    double spent;
    do {
      step.run();
      steps++;
      spent = (System.nanoTime() - start) / NANOS;
    } while (spent < seconds);
    return steps * items / spent;
  }
}
