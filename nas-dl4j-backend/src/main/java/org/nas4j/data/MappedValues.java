package org.nas4j.data;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * Values in a file of floats, row by row, that is mapped into memory: the operating system reads
 * what is asked for, and keeps as much of it as there is room for outside of the heap.
 */
final class MappedValues implements ExampleValues {

  /** A map of Java ends at 2 GB. */
  private static final long MOST_BYTES = 1L << 30;

  static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  private final FloatBuffer[] parts;
  private final int rowsOfPart;
  private final int width;
  private final int[] indices;

  private MappedValues(FloatBuffer[] parts, int rowsOfPart, int width, int[] indices) {
    this.parts = parts;
    this.rowsOfPart = rowsOfPart;
    this.width = width;
    this.indices = indices;
  }

  /** Maps a file that holds so many rows. */
  static MappedValues of(Path file, int rows, int width) throws IOException {
    return of(file, rows, width, MOST_BYTES);
  }

  static MappedValues of(Path file, int rows, int width, long mostBytes) throws IOException {
    long rowBytes = (long) width * Float.BYTES;
    int rowsOfPart = (int) Math.min(Math.max(1, rows), Math.max(1, mostBytes / rowBytes));
    FloatBuffer[] parts = new FloatBuffer[(rows + rowsOfPart - 1) / rowsOfPart];
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      FileChannel channel = in.getChannel();
      for (int i = 0; i < parts.length; i++) {
        long from = (long) i * rowsOfPart;
        long count = Math.min(rowsOfPart, rows - from);
        parts[i] = channel
            .map(FileChannel.MapMode.READ_ONLY, from * rowBytes, count * rowBytes)
            .order(ORDER)
            .asFloatBuffer();
      }
    }
    return new MappedValues(parts, rowsOfPart, width, IntStream.range(0, rows).toArray());
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public float[] row(int index) {
    int row = indices[index];
    float[] values = new float[width];
    parts[row / rowsOfPart].get(row % rowsOfPart * width, values);
    return values;
  }

  @Override
  public MappedValues subset(int[] some) {
    int[] theirs = new int[some.length];
    for (int i = 0; i < theirs.length; i++) {
      theirs[i] = indices[some[i]];
    }
    return new MappedValues(parts, rowsOfPart, width, theirs);
  }

  @Override
  public boolean isOnDisk() {
    return true;
  }
}
