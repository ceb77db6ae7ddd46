package org.nas4j.auto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.nas4j.arch.Shape;
import org.nas4j.data.Corpus;
import org.nas4j.data.Dataset;
import org.nas4j.data.Table;

/** Small data that can be learned. */
final class Samples {

  private Samples() {}

  /** Images of 8×8 pixels, bright at the top or at the bottom. */
  static Dataset images(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] examples = new float[count][64];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 2;
      for (int j = 0; j < 64; j++) {
        examples[i][j] = (float) ((j < 32 == (labels[i] == 0) ? 1 : 0) + random.nextGaussian() / 2);
      }
    }
    return Dataset.of(Shape.image(1, 8, 8), List.of("top", "bottom"), examples, labels);
  }

  /** Miles per gallon fall with the weight, and Japanese cars go further; several of a maker. */
  static Table cars(Path folder, String name, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>(List.of("mpg,weight,origin,maker"));
    for (int i = 0; i < count; i++) {
      double tons = 1 + random.nextDouble();
      boolean japan = random.nextBoolean();
      double mpg = 45 - 15 * tons + (japan ? 6 : 0);
      lines.add(String.format(
          Locale.ROOT, "%.2f,%.3f,%s,m%d", mpg, tons, japan ? "Japan" : "USA", i % 10));
    }
    return table(folder, name, lines);
  }

  /** The sum of ten numbers, and noise of the same variance. */
  static Table noisyLine(Path folder, String name, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>(List.of("a,b,c,d,e,f,g,h,i,j,y"));
    for (int i = 0; i < count; i++) {
      StringBuilder line = new StringBuilder();
      double sum = StrictMath.sqrt(10) * random.nextGaussian();
      for (int j = 0; j < 10; j++) {
        double x = random.nextGaussian();
        sum += x;
        line.append(String.format(Locale.ROOT, "%.3f,", x));
      }
      lines.add(line + String.format(Locale.ROOT, "%.3f", sum));
    }
    return table(folder, name, lines);
  }

  static Table table(Path folder, String name, List<String> lines) {
    try {
      return Table.read(Files.write(folder.resolve(name), lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Corpus text() {
    String text = "the cat sat on the mat, and the dog sat on the log.\n".repeat(200);
    return Corpus.of(text, Corpus.Level.CHARACTERS, 0.1, 0.1);
  }
}
