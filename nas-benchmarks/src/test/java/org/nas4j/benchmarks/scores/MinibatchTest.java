package org.nas4j.benchmarks.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinibatchTest {

  private static final int STEP = 4;

  @TempDir
  private Path folder;

  /** One image that grows from row to row, and one that grows from column to column. */
  private Path slopes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int image = 0; image < 2; image++) {
      bytes.write(image);
      for (int i = 0; i < 3 * 32 * 32; i++) {
        bytes.write(STEP * (image == 0 ? i / 32 % 32 : i % 32));
      }
    }
    return Files.write(folder.resolve("slopes.bin"), bytes.toByteArray());
  }

  /** Of standardised slopes: means of two rows or columns, from mean 15.5 and deviation √85.25. */
  @Test
  void imagesBecomeMeansOfSquares() throws IOException {
    float[][] rows = Minibatch.draw(slopes(), 2, 16, new SplittableRandom(1));
    assertThat(rows).hasDimensions(2, 3 * 16 * 16);
    float[] byRow = rows[0][0] == rows[0][1] ? rows[0] : rows[1];
    float[] byColumn = byRow == rows[0] ? rows[1] : rows[0];
    for (int i = 0; i < byRow.length; i++) {
      assertThat(byRow[i]).isCloseTo(standardised(i / 16 % 16), within(1e-4f));
      assertThat(byColumn[i]).isCloseTo(standardised(i % 16), within(1e-4f));
    }
  }

  private static float standardised(int place) {
    return (float) ((2 * place + 0.5 - 15.5) / Math.sqrt(85.25));
  }
}
