package org.nas4j.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.nas4j.benchmarks.child.ChildJvm;
import org.nas4j.internal.files.TemporaryFolder;
import org.nas4j.oneshot.OneShotSearch;
import org.nas4j.space.Decision;
import org.nas4j.strategy.Strategies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Proves that a killed one-shot search loses nothing: runs it in JVMs of their own, kills them at
 * random moments, also while a checkpoint is written, lets it go on, and compares result and shared
 * weights with a run that was never stopped.
 */
@Command(
    name = "kill-one-shot",
    mixinStandardHelpOptions = true,
    description = "Kills one-shot searches with SIGKILL, resumes and compares them.")
final class KillOneShot implements Callable<Integer> {

  private static final int DIGITS = 10;
  private static final Decision<Integer> DIGIT = Decision.of("digit", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

  @Spec
  private CommandSpec spec;

  @Option(names = "--kills", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
  private int kills;

  @Option(names = "--strategy", defaultValue = "reinforce", description = "The controller.")
  private String strategy;

  @Option(names = "--epochs", defaultValue = "40", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--delay",
      defaultValue = "5",
      description = "Milliseconds that a step takes. Default: ${DEFAULT-VALUE}.")
  private long delay;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--child", hidden = true)
  private Path child;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (child != null) {
      run(new ToySupernet(DIGITS * DIGITS, seed, delay), child);
      return 0;
    }
    try (TemporaryFolder folder = TemporaryFolder.create("kill-one-shot")) {
      String whole = run(supernet(), folder.path().resolve("whole"));
      Path checkpoint = folder.path().resolve("killed");
      int killed = kill(checkpoint);
      boolean same = run(supernet(), checkpoint).equals(whole);
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "kill-one-shot: strategy %s, epochs %d, kills %d, %s%n",
          strategy, epochs, killed, same ? "nothing lost or different" : "DIFFERENT");
      out.flush();
      return same && killed > 0 ? 0 : 1;
    }
  }

  private ToySupernet supernet() {
    return new ToySupernet(DIGITS * DIGITS, seed, 0);
  }

  /** What the search came to. */
  private String run(ToySupernet supernet, Path checkpoint) throws InterruptedException {
    var result = OneShotSearch.<Integer>builder(
            choices -> DIGITS * choices.pick(DIGIT) + choices.pick(DIGIT), supernet)
        .strategy(Strategies.named(strategy))
        .epochs(epochs)
        .warmUp(1)
        .controllerSamples(10)
        .derive(10, 3)
        .seed(seed)
        .checkpoint(checkpoint)
        .checkpointEvery(Duration.ofMillis(50))
        .run();
    return result + " " + supernet;
  }

  /** Kills until the run has ended or was killed often enough; how often it was. */
  private int kill(Path checkpoint) throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int count = 0; count < kills; count++) {
      Process process = start(checkpoint);
      Object before = stamp(checkpoint);
      while (process.isAlive() && before.equals(stamp(checkpoint))) {
        Thread.sleep(1);
      }
      if (process.waitFor(random.nextLong(100), TimeUnit.MILLISECONDS)) {
        if (process.exitValue() != 0) {
          throw new IllegalStateException(
              "The search ended by itself with exit code [" + process.exitValue() + "].");
        }
        return count;
      }
      process.destroyForcibly().waitFor();
    }
    return kills;
  }

  private static Object stamp(Path file) throws IOException {
    return Files.exists(file) ? Files.getLastModifiedTime(file) : "none";
  }

  private Process start(Path checkpoint) throws IOException {
    return ChildJvm.builder(Benchmarks.class.getName())
        .options(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"))
        .arguments(List.of(
            "kill-one-shot",
            "--child=" + checkpoint,
            "--seed=" + seed,
            "--strategy=" + strategy,
            "--epochs=" + epochs,
            "--delay=" + delay))
        .start();
  }
}
