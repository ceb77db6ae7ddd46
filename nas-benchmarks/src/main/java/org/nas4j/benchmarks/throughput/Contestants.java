package org.nas4j.benchmarks.throughput;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.benchmarks.child.ChildJvm;
import org.nas4j.benchmarks.child.PyTorch;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.json.ArchitectureJson;

/**
 * Starts the processes that compute a network.
 *
 * @param competitors who takes part
 * @param torch runs the script
 * @param threads of each process
 * @param folder where networks are written for the script
 */
record Contestants(List<Competitor> competitors, PyTorch torch, int threads, Path folder) {

  /** One by one, so that none is disturbed while it starts. All are closed if one fails. */
  List<Contestant> open(Workload workload) throws IOException {
    Architecture architecture = workload.architecture();
    List<Contestant> open = new ArrayList<>();
    try {
      for (Competitor competitor : competitors) {
        if (competitor == Competitor.PYTORCH) {
          for (String layout : layouts(architecture)) {
            open.add(new Contestant(competitor, layout, torch(workload, architecture, layout)));
          }
        } else {
          open.add(new Contestant(competitor, "", java(workload, competitor)));
        }
        requireSame(workload, architecture, open.get(open.size() - 1));
      }
      return open;
    } catch (IOException | RuntimeException e) {
      open.forEach(Contestant::close);
      throw e;
    }
  }

  private static List<String> layouts(Architecture architecture) {
    return architecture.input() instanceof Shape.Image
        ? List.of("plain", "channels_last")
        : List.of("plain");
  }

  private static void requireSame(
      Workload workload, Architecture architecture, Contestant contestant) {
    long expected = architecture.cost().parameters();
    if (contestant.parameters() != expected) {
      throw new IllegalStateException("Network [" + workload.letter() + "] has [" + expected
          + "] parameters, but [" + contestant.parameters() + "] with ["
          + contestant.competitor().word()
          + "].\nMaybe a layer is translated wrongly there.");
    }
  }

  private Process torch(Workload workload, Architecture architecture, String layout)
      throws IOException {
    Path file = folder.resolve(workload.letter() + ".json");
    ArchitectureJson.write(architecture, file);
    return torch.startWithPipes(List.of(file.toString(), Integer.toString(threads), layout));
  }

  private Process java(Workload workload, Competitor competitor) throws IOException {
    ChildJvm jvm = ChildJvm.builder(Worker.class.getName())
        .options(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"))
        .arguments(List.of(competitor.word(), workload.letter(), Integer.toString(threads)));
    if (competitor == Competitor.STOCK) {
      jvm.without(Network.class).environment(Map.of("OMP_NUM_THREADS", Integer.toString(threads)));
    }
    return jvm.startWithPipes();
  }
}
