package org.nas4j.oneshot;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.nas4j.arch.WeightArray;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.store.WeightFile;

/**
 * A {@link Checkpoint} in a file. Big-endian: the eight bytes {@code NAS4JOS1}; settings (their
 * number, then name and value of each, as a length in bytes and UTF-8); the number of figures and
 * each of them (double); the digest (long); the supernet's numbers (how many, then name and long of
 * each); the CRC-32C of all that (int); the supernet's arrays as a {@link WeightFile} has them.
 * Reading trusts no length: each is compared with what the file can hold.
 */
final class CheckpointFile {

  private static final long MAGIC = 0x4e415334_4a4f5331L;

  private CheckpointFile() {}

  static void write(Path file, Checkpoint checkpoint) throws IOException {
    AtomicFile.write(file, target -> {
      OutputStream bytes = new BufferedOutputStream(target);
      CRC32C checksum = new CRC32C();
      DataOutputStream out = new DataOutputStream(new CheckedOutputStream(bytes, checksum));
      head(out, checkpoint);
      out.flush();
      new DataOutputStream(bytes).writeInt((int) checksum.getValue());
      WeightFile.write(bytes, checkpoint.supernet().arrays());
    });
  }

  private static void head(DataOutputStream out, Checkpoint checkpoint) throws IOException {
    out.writeLong(MAGIC);
    out.writeInt(checkpoint.settings().size());
    for (Map.Entry<String, String> each : checkpoint.settings().entrySet()) {
      text(out, each.getKey());
      text(out, each.getValue());
    }
    out.writeInt(checkpoint.figures().length);
    for (double figure : checkpoint.figures()) {
      out.writeDouble(figure);
    }
    out.writeLong(checkpoint.proposals());
    out.writeInt(checkpoint.supernet().numbers().size());
    for (Map.Entry<String, Long> each : checkpoint.supernet().numbers().entrySet()) {
      text(out, each.getKey());
      out.writeLong(each.getValue());
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static Checkpoint read(Path file) throws IOException {
    long size = Files.size(file);
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      CRC32C checksum = new CRC32C();
      Source in = new Source(
          new DataInputStream(new CheckedInputStream(bytes, checksum)), checksum, file, size);
      Checkpoint head = in.head();
      Map<String, WeightArray> arrays = WeightFile.read(bytes, file, size);
      if (bytes.read() >= 0) {
        throw new MalformedCheckpointException(file, "something stands behind its end");
      }
      return new Checkpoint(
          head.settings(),
          head.figures(),
          head.proposals(),
          new SupernetState(arrays, head.supernet().numbers()));
    } catch (EOFException e) {
      throw new MalformedCheckpointException(file, "it ends too early, after [" + size + "] bytes");
    }
  }

  /** The part before the arrays. */
  private record Source(DataInputStream in, CRC32C checksum, Path file, long size) {

    Checkpoint head() throws IOException {
      if (in.readLong() != MAGIC) {
        throw new MalformedCheckpointException(file, "it does not begin like one");
      }
      Map<String, String> settings = new LinkedHashMap<>();
      for (int left = count(2 * Integer.BYTES); left > 0; left--) {
        settings.put(text(), text());
      }
      double[] figures = new double[count(Double.BYTES)];
      for (int i = 0; i < figures.length; i++) {
        figures[i] = in.readDouble();
      }
      long proposals = in.readLong();
      Map<String, Long> numbers = new LinkedHashMap<>();
      for (int left = count(Integer.BYTES + Long.BYTES); left > 0; left--) {
        numbers.put(text(), in.readLong());
      }
      int expected = (int) checksum.getValue();
      if (in.readInt() != expected) {
        throw new MalformedCheckpointException(file, "its checksum does not fit its content");
      }
      return new Checkpoint(settings, figures, proposals, new SupernetState(Map.of(), numbers));
    }

    /** A number of things of which each takes some bytes at least. */
    private int count(int bytesOfEach) throws IOException {
      int count = in.readInt();
      if (count < 0 || (long) count * bytesOfEach > size) {
        throw new MalformedCheckpointException(file, "it claims to hold [" + count + "] entries");
      }
      return count;
    }

    private String text() throws IOException {
      byte[] bytes = new byte[count(1)];
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
