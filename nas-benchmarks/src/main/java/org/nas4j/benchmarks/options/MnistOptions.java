package org.nas4j.benchmarks.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.nas4j.data.Idx;
import org.nas4j.data.Split;
import picocli.CommandLine.Option;

/** Some of MNIST's training images to train on and some to judge by, filled in by picocli. */
public final class MnistOptions {

  @Option(names = "--data", required = true, description = "Folder of MNIST's four files.")
  private Path data;

  @Option(names = "--examples", description = "Images to train on. Default: ${DEFAULT-VALUE}.")
  private int examples;

  @Option(names = "--judges", description = "Other images, which judge. Default: ${DEFAULT-VALUE}.")
  private int judges;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  /**
   * Options with defaults.
   *
   * @param examples to train on
   * @param judges others, which judge
   */
  public MnistOptions(int examples, int judges) {
    this.examples = examples;
    this.judges = judges;
  }

  /**
   * Of the draw of images, and of all else that is drawn.
   *
   * @return the seed
   */
  public long seed() {
    return seed;
  }

  /**
   * Draws the images, standardised by those to train on.
   *
   * @return both parts
   * @throws IOException if a file cannot be read
   */
  public Split split() throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    return Idx.training(data)
        .sample(Math.addExact(examples, judges), random)
        .split(judges, random)
        .standardised();
  }
}
