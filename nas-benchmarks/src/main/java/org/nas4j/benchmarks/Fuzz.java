package org.nas4j.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nas4j.benchmarks.child.ChildJvm;
import org.nas4j.benchmarks.fuzz.GrownCorpus;
import org.nas4j.benchmarks.fuzz.Targets;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.internal.files.TemporaryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fuzzes each reader in turn with Jazzer, in a JVM of its own, for an equal share of the time. */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    description =
        "Fuzzes the readers of files, guided by coverage. Needs the Maven profile [fuzz].")
final class Fuzz implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Option(names = "--seconds", defaultValue = "600", description = "Time in total.")
  private int seconds;

  @Option(
      names = "--timeout",
      defaultValue = "25",
      description = {
        "Seconds after which an input is said to hang; more on a machine that is busy with other"
            + " things. Default: ${DEFAULT-VALUE}."
      })
  private int timeout;

  @Option(names = "--target", description = "One target only, by the name of its corpus.")
  private String target;

  @Option(
      names = "--seeds",
      defaultValue = "src/test/resources/fuzz",
      description = "Folder with a folder of seeds for each target, relative to nas-benchmarks.")
  private Path seeds;

  @Option(
      names = "--grown",
      defaultValue = "src/test/resources/fuzz-grown.zip",
      description =
          "What earlier runs have grown, a folder for each target, relative to nas-benchmarks: a target begins"
              + " with it. Default: ${DEFAULT-VALUE}.")
  private Path grownBefore;

  @Option(
      names = "--corpus",
      defaultValue = "target/fuzz",
      description = "Folder for the grown corpus and the findings, relative to nas-benchmarks.")
  private Path corpus;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Class<?>> targets = Targets.classes();
    targets.keySet().removeIf(name -> target != null && !name.equals(target));
    int findings = 0;
    for (var each : targets.entrySet()) {
      int exit = fuzz(each.getKey(), each.getValue(), seconds / targets.size());
      out.printf("fuzz %s: %s%n", each.getKey(), exit == 0 ? "nothing found" : "exit code " + exit);
      out.flush();
      findings += exit == 0 ? 0 : 1;
    }
    out.printf(
        "fuzz: targets %d, seconds %d, targets with findings %d%n",
        targets.size(), seconds, findings);
    out.flush();
    return findings == 0 ? 0 : 1;
  }

  private int fuzz(String name, Class<?> target, int share)
      throws IOException, InterruptedException {
    Path base = Path.of(System.getProperty("nas4j.benchmarks", "nas-benchmarks"));
    Path module = Files.isDirectory(base) ? base.toAbsolutePath() : Path.of("").toAbsolutePath();
    Path grown = Files.createDirectories(module.resolve(corpus).resolve(name));
    goOnFrom(module.resolve(grownBefore), name, grown);
    try (TemporaryFolder scratch = TemporaryFolder.create("nas4j-fuzz")) {
      return ChildJvm.builder("com.code_intelligence.jazzer.Jazzer")
          .options(List.of("-Xmx512m", "-XX:+UseSerialGC", "-Djava.io.tmpdir=" + scratch.path()))
          .arguments(List.of(
              "--target_class=" + target.getName(),
              "--instrumentation_includes=org.nas4j.**",
              "--keep_going=1",
              "-max_total_time=" + share,
              "-timeout=" + timeout,
              "-max_len=8192",
              "-rss_limit_mb=2048",
              "-artifact_prefix=" + grown.getParent().resolve(name + "-"),
              grown.toString(),
              module.resolve(seeds).resolve(name).toString()))
          .run();
    }
  }

  private static void goOnFrom(Path archive, String name, Path grown) throws IOException {
    for (var input : GrownCorpus.of(archive, name).entrySet()) {
      Path file = grown.resolve(input.getKey());
      if (!Files.exists(file)) {
        AtomicFile.write(file, out -> out.write(input.getValue()));
      }
    }
  }
}
