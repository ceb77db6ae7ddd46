package org.nas4j.dl4j.internal.graph;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.nas4j.internal.checks.Figures;
import org.nas4j.store.MalformedWeightsException;

/**
 * Reads a vector of floats as ND4J writes it: twice a buffer, of its shape and of its values. A
 * buffer is where its memory came from (modified UTF-8 with its length before it), the number of
 * its elements (long), their type (as the first), and the elements, all big-endian. The shape is
 * rank, sizes, strides, a word of flags, a stride and an order, each a long. For one thread.
 */
final class Coefficients {

  private static final int WORDS_BESIDE_AXES = 4;
  private static final int CHUNK = 8_192;

  private final Path file;
  private final DataInputStream in;

  Coefficients(Path file, DataInputStream in) {
    this.file = file;
    this.in = in;
  }

  /**
   * The values, if they are as many as expected.
   *
   * @throws IllegalArgumentException if they are more or fewer
   */
  float[] read(int count) throws IOException {
    requireVector(count);
    requireText("MIXED_DATA_TYPES");
    requireCount(in.readLong(), count);
    requireText("FLOAT");
    float[] values = new float[count];
    byte[] chunk = new byte[CHUNK * Float.BYTES];
    for (int from = 0; from < count; from += CHUNK) {
      int some = Math.min(CHUNK, count - from);
      in.readFully(chunk, 0, some * Float.BYTES);
      ByteBuffer.wrap(chunk).asFloatBuffer().get(values, from, some);
    }
    if (!Figures.usable(values)) {
      throw new MalformedWeightsException(file, "a weight in it is no finite number");
    }
    return values;
  }

  private void requireVector(int count) throws IOException {
    requireText("MIXED_DATA_TYPES");
    long words = in.readLong();
    requireText("LONG");
    long rank = in.readLong();
    if (rank < 1 || rank > 2 || words != 2 * rank + WORDS_BESIDE_AXES) {
      throw new MalformedWeightsException(file, "its weights are no vector");
    }
    long elements = in.readLong();
    if (rank == 2) {
      long columns = in.readLong();
      // One of them is 1, so that nothing overflows.
      elements = elements == 1 ? columns : columns == 1 ? elements : -1;
    }
    requireCount(elements, count);
    // Strides, flags and order say nothing about the values of a vector, which lie side by side.
    in.readNBytes((int) (rank + WORDS_BESIDE_AXES - 1) * Long.BYTES);
  }

  private void requireText(String expected) throws IOException {
    byte[] bytes = in.readNBytes(in.readUnsignedShort());
    String found = new String(bytes, java.nio.charset.StandardCharsets.US_ASCII);
    if (!found.equals(expected)) {
      throw new MalformedWeightsException(
          file,
          "its weights are kept as [" + found.substring(0, Math.min(40, found.length()))
              + "] instead of [" + expected + "]");
    }
  }

  private void requireCount(long found, int expected) {
    if (found != expected) {
      throw new IllegalArgumentException("There are [" + found + "] weights in [" + file
          + "], but the network has [" + expected
          + "].\nMaybe they belong to another architecture.");
    }
  }
}
