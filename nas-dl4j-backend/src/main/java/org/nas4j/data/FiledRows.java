package org.nas4j.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Rows in a file that is mapped into memory: each cell as its length and its text in UTF-8, one row
 * after the other. The heap holds where each row begins.
 */
final class FiledRows implements TableRows {

  /** A map of Java ends at 2 GB. */
  private static final long MOST_BYTES = 1L << 30;

  private final Path file;
  private final int columns;
  private final long[] partStarts;
  private final ByteBuffer[] parts;
  private final long[] rowStarts;

  private FiledRows(
      Path file, int columns, long[] partStarts, ByteBuffer[] parts, long... rowStarts) {
    this.file = file;
    this.columns = columns;
    this.partStarts = partStarts;
    this.parts = parts;
    this.rowStarts = rowStarts;
  }

  /** What a reader does with rows. */
  @FunctionalInterface
  interface Filling {

    void fill(Receiver rows) throws IOException;
  }

  /** Writes rows of as many cells each to a file, which is replaced; rows that fail leave none. */
  static FiledRows write(Path file, Filling filling) throws IOException {
    return write(file, MOST_BYTES, filling);
  }

  static FiledRows write(Path file, long mostBytes, Filling filling) throws IOException {
    Written[] written = new Written[1];
    ValuesFile.write(file, out -> {
      written[0] = new Written(out, mostBytes);
      filling.fill(written[0]);
      written[0].out.flush();
    });
    return written[0].mapped(file);
  }

  private static final class Written implements Receiver {

    private final DataOutputStream out;
    private final long mostBytes;
    private final List<Long> partStarts = new ArrayList<>();
    private final LongStream.Builder rowStarts = LongStream.builder();
    private int columns;
    private long end;

    Written(OutputStream out, long mostBytes) {
      this.out = new DataOutputStream(new BufferedOutputStream(out));
      this.mostBytes = mostBytes;
    }

    @Override
    public void add(List<String> cells) throws IOException {
      long start = end;
      columns = cells.size();
      for (String cell : cells) {
        byte[] text = cell.getBytes(UTF_8);
        out.writeInt(text.length);
        out.write(text);
        end += Integer.BYTES + text.length;
      }
      // No row is in two parts.
      if (partStarts.isEmpty() || end - partStarts.get(partStarts.size() - 1) > mostBytes) {
        partStarts.add(start);
      }
      rowStarts.add(start);
    }

    FiledRows mapped(Path file) throws IOException {
      long[] starts = partStarts.stream().mapToLong(Long::longValue).toArray();
      ByteBuffer[] parts = new ByteBuffer[starts.length];
      try (FileInputStream in = new FileInputStream(file.toFile())) {
        FileChannel channel = in.getChannel();
        for (int i = 0; i < parts.length; i++) {
          long to = i + 1 < starts.length ? starts[i + 1] : end;
          parts[i] = channel.map(FileChannel.MapMode.READ_ONLY, starts[i], to - starts[i]);
        }
      }
      return new FiledRows(file, columns, starts, parts, rowStarts.build().toArray());
    }
  }

  @Override
  public int size() {
    return rowStarts.length;
  }

  @Override
  public List<String> row(int index) {
    ByteBuffer bytes = bytes(index);
    String[] cells = new String[columns];
    for (int i = 0; i < columns; i++) {
      cells[i] = next(bytes);
    }
    return List.of(cells);
  }

  @Override
  public String cell(int index, int column) {
    ByteBuffer bytes = bytes(index);
    for (int i = 0; i < column; i++) {
      int length = bytes.getInt();
      bytes.position(bytes.position() + length);
    }
    return next(bytes);
  }

  /** From the beginning of a row on. */
  private ByteBuffer bytes(int index) {
    long start = rowStarts[index];
    int found = Arrays.binarySearch(partStarts, start);
    int part = found >= 0 ? found : -found - 2;
    return parts[part].duplicate().position((int) (start - partStarts[part]));
  }

  private static String next(ByteBuffer bytes) {
    byte[] text = new byte[bytes.getInt()];
    bytes.get(text);
    return new String(text, UTF_8);
  }

  @Override
  public FiledRows subset(int[] indices) {
    long[] theirs = Arrays.stream(indices).mapToLong(i -> rowStarts[i]).toArray();
    return new FiledRows(file, columns, partStarts, parts, theirs);
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(file);
  }
}
