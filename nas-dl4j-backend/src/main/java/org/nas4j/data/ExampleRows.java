package org.nas4j.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where a loader puts one example after another. For one thread. */
abstract class ExampleRows {

  private int count;

  /** Takes the values of the next example, which nobody changes any more. */
  final void add(float[] values) throws IOException {
    put(values);
    count++;
  }

  final int count() {
    return count;
  }

  abstract void put(float[] values) throws IOException;

  /** What a loader does with rows. */
  @FunctionalInterface
  interface Filling {

    void fill(ExampleRows rows) throws IOException;
  }

  /** Keeps the rows on the heap. */
  static ExampleValues onHeap(Filling filling) throws IOException {
    List<float[]> held = new ArrayList<>();
    filling.fill(new ExampleRows() {
      @Override
      void put(float[] values) {
        held.add(values);
      }
    });
    return new HeldValues(held.toArray(float[][]::new));
  }

  /** Keeps them in a file, which is replaced if it is there; rows that fail leave no file. */
  static ExampleValues onDisk(Path file, int width, Filling filling) throws IOException {
    int[] count = new int[1];
    ValuesFile.write(file, out -> {
      Written rows = new Written(out, width);
      filling.fill(rows);
      rows.out.flush();
      count[0] = rows.count();
    });
    return MappedValues.of(file, count[0], width);
  }

  private static final class Written extends ExampleRows {

    private final OutputStream out;
    private final ByteBuffer bytes;

    Written(OutputStream out, int width) {
      this.out = new BufferedOutputStream(out);
      this.bytes = ByteBuffer.allocate(width * Float.BYTES).order(MappedValues.ORDER);
    }

    @Override
    void put(float[] values) throws IOException {
      bytes.asFloatBuffer().put(values);
      out.write(bytes.array());
    }
  }
}
