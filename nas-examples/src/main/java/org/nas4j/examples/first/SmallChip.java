package org.nas4j.examples.first;

import java.io.IOException;
import java.nio.file.Path;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.engine.Ranked;
import org.nas4j.examples.cli.SmallExample;
import org.nas4j.spaces.ChainSpace;
import picocli.CommandLine.Command;

/** {@link CustomEvaluator} in use: a network for a chip with 256 KiB. */
@Command(
    name = "custom-evaluator",
    description = "Searches a network for a small chip by an evaluator that trains nothing.")
public final class SmallChip extends SmallExample {

  private static final long BYTES = 256 << 10;
  private static final int TRIALS = 200;
  /** That of the search, to draw the best of it while it goes on. */
  private static final ChainSpace SPACE = ChainSpace.of(Shape.image(1, 28, 28), 10);

  public SmallChip() {}

  @Override
  protected void run(long seed, Path folder) throws IOException {
    Ranked<Architecture> best =
        run(CustomEvaluator.search(BYTES, TRIALS, seed), SPACE).best().orElseThrow();
    print("%s", best);
    best().put("fitness", best.reward());
    best().put("parameters", best.architecture().cost().parameters());
  }
}
