package org.nas4j.benchmarks.throughput;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.Shape;
import org.nas4j.benchmarks.child.ChildJvm;
import org.nas4j.benchmarks.child.PythonScript;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.exchange.ArchitectureJson;
import org.nas4j.exchange.OnnxModel;
import org.nas4j.images.TrainedNetwork;

/**
 * Starts the processes that compute a network.
 *
 * @param competitors who takes part
 * @param torch runs PyTorch's script
 * @param onnx runs ONNX Runtime's
 * @param threads of each process
 * @param folder where networks are written for the script
 */
record Contestants(
    List<Competitor> competitors, PythonScript torch, PythonScript onnx, int threads, Path folder) {

  /**
   * One process to be started.
   *
   * @param competitor who computes
   * @param layout of memory, for PyTorch; else nothing
   */
  record Entrant(Competitor competitor, String layout) {}

  /**
   * In the order in which to start them: those that may leave early come before those that take
   * much memory.
   */
  List<Entrant> entrants(Workload workload) {
    List<Entrant> entrants = new ArrayList<>();
    for (Competitor competitor : competitors) {
      if (workload.isText() && isLeftOut(competitor)
          || competitor.isServer() && !workload.isServed()) {
        continue;
      }
      List<String> layouts = competitor.isPyTorch() ? layouts(workload) : List.of("");
      layouts.forEach(layout -> entrants.add(new Entrant(competitor, layout)));
    }
    Collections.reverse(entrants);
    return entrants;
  }

  /**
   * The recurrent engine is one for all machines, in 32 bits; PyTorch's on a processor is fastest
   * so too, and its compiler leaves recurrent layers as they are.
   */
  private static boolean isLeftOut(Competitor competitor) {
    return competitor == Competitor.PORTABLE
        || competitor.isLibTorch()
        || competitor.isBfloat16()
        || competitor.isCompiled();
  }

  /** Starts one, and refuses it if it computes another network. */
  Contestant open(Workload workload, Entrant entrant) throws IOException {
    Competitor competitor = entrant.competitor();
    Process process = process(workload, entrant);
    Contestant contestant = new Contestant(competitor, entrant.layout(), process);
    long expected = workload.parameters();
    if (!contestant.isAbsent() && contestant.parameters() != expected) {
      contestant.close();
      throw new IllegalStateException("Network [" + workload.letter() + "] has [" + expected
          + "] parameters, but [" + contestant.parameters() + "] with [" + competitor.word()
          + "].\nMaybe a layer is translated wrongly there.");
    }
    return contestant;
  }

  private Process process(Workload workload, Entrant entrant) throws IOException {
    Competitor competitor = entrant.competitor();
    if (competitor.isPyTorch()) {
      return torch(workload, entrant);
    }
    return competitor == Competitor.ONNX_RUNTIME ? onnx(workload) : java(workload, competitor);
  }

  private static List<String> layouts(Workload workload) {
    return !workload.isText() && workload.architecture().input() instanceof Shape.Image
        ? List.of("plain", "channels_last")
        : List.of("plain");
  }

  private Process torch(Workload workload, Entrant entrant) throws IOException {
    if (workload.isText()) {
      return torch.startWithPipes(List.of(workload.letter(), Integer.toString(threads)));
    }
    Path file = folder.resolve(workload.letter() + ".json");
    ArchitectureJson.write(workload.architecture(), file);
    return torch.startWithPipes(List.of(
        file.toString(),
        Integer.toString(threads),
        entrant.layout(),
        Integer.toString(workload.batch()),
        entrant.competitor().isBfloat16() ? "bfloat16" : "float32",
        entrant.competitor().isCompiled() ? "compiled" : "eager"));
  }

  private Process onnx(Workload workload) throws IOException {
    Path file = folder.resolve(workload.letter() + ".onnx");
    TrainedNetwork network = TrainedNetwork.of(workload.architecture(), Map.of(), 1);
    OnnxModel.write(network.architecture(), network.weights(), file);
    return onnx.startWithPipes(
        List.of(file.toString(), Integer.toString(threads), Integer.toString(workload.batch())));
  }

  private Process java(Workload workload, Competitor competitor) throws IOException {
    ChildJvm jvm = ChildJvm.builder(Worker.class.getName())
        .options(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"))
        .arguments(List.of(competitor.word(), workload.letter(), Integer.toString(threads)));
    if (competitor == Competitor.STOCK) {
      jvm.without(Network.class, StockEngine.standIn())
          .environment(Map.of("OMP_NUM_THREADS", Integer.toString(threads)));
    }
    return jvm.startWithPipes();
  }
}
