package org.nas4j.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.nas4j.arch.WeightArray;
import org.nas4j.internal.files.AtomicFile;

/**
 * Named weights in a plain file. Big-endian: the eight bytes {@code NAS4JWT1}; the number of arrays
 * (int); for each its name (modified UTF-8 with its length before it), its number of sizes (byte),
 * the sizes (int each) and the values (IEEE 754 float each, row-major); at last the CRC-32C of all
 * that (int). A file is written beside its place and moved there, so that nobody sees half of one.
 * Reading trusts nothing: sizes are compared with what the file can hold before memory is taken.
 */
public final class WeightFile {

  private static final long MAGIC = 0x4e415334_4a575431L;
  private static final int MOST_SIZES = 8;
  private static final int CHUNK = 8_192;
  private static final int CHECKSUM_BYTES = 4;
  private static final String DAMAGED = "its checksum does not fit its content";

  private WeightFile() {}

  /**
   * Writes weights.
   *
   * @param file where to; replaced if it is there
   * @param weights arrays by name, in an order that is kept
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, Map<String, WeightArray> weights) throws IOException {
    AtomicFile.write(file, target -> write(target, weights));
  }

  /**
   * Writes weights where others see to it that a file is written as a whole.
   *
   * @param target what the content of a file goes to; flushed, not closed
   * @param weights arrays by name, in an order that is kept
   * @throws IOException if it cannot be written
   */
  public static void write(OutputStream target, Map<String, WeightArray> weights)
      throws IOException {
    CRC32C checksum = new CRC32C();
    OutputStream bytes = new BufferedOutputStream(target);
    DataOutputStream out = new DataOutputStream(new CheckedOutputStream(bytes, checksum));
    out.writeLong(MAGIC);
    out.writeInt(weights.size());
    for (Map.Entry<String, WeightArray> each : weights.entrySet()) {
      out.writeUTF(each.getKey());
      write(out, each.getValue());
    }
    out.flush();
    new DataOutputStream(bytes).writeInt((int) checksum.getValue());
    bytes.flush();
  }

  private static void write(DataOutputStream out, WeightArray array) throws IOException {
    out.writeByte(array.shape().size());
    for (int size : array.shape()) {
      out.writeInt(size);
    }
    float[] values = array.values();
    byte[] chunk = new byte[CHUNK * Float.BYTES];
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      ByteBuffer.wrap(chunk).asFloatBuffer().put(values, from, count);
      out.write(chunk, 0, count * Float.BYTES);
    }
  }

  /**
   * Reads weights.
   *
   * @param file written by {@link #write}
   * @return arrays by name, in the order in which they were written
   * @throws MalformedWeightsException if the file is no such file, cut off or damaged
   * @throws IOException if it cannot be read
   */
  public static Map<String, WeightArray> read(Path file) throws IOException {
    long size = Files.size(file);
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      Map<String, WeightArray> weights = read(bytes, file, size);
      if (bytes.read() >= 0) {
        throw new MalformedWeightsException(file, DAMAGED);
      }
      return weights;
    }
  }

  /**
   * Reads weights that are a part of a file.
   *
   * @param bytes at the first byte of the weights; at the first after them then, not closed
   * @param file for complaints
   * @param size most bytes that the weights can have
   * @return arrays by name, in the order in which they were written
   * @throws MalformedWeightsException if there are none, or they are cut off or damaged
   * @throws IOException if they cannot be read
   */
  public static Map<String, WeightArray> read(InputStream bytes, Path file, long size)
      throws IOException {
    CRC32C checksum = new CRC32C();
    try {
      DataInputStream in = new DataInputStream(new CheckedInputStream(bytes, checksum));
      if (in.readLong() != MAGIC) {
        throw new MalformedWeightsException(file, "it does not begin like a file of weights");
      }
      Map<String, WeightArray> weights = arrays(in, file, size);
      int expected = (int) checksum.getValue();
      if (new DataInputStream(bytes).readInt() != expected) {
        throw new MalformedWeightsException(file, DAMAGED);
      }
      return weights;
    } catch (EOFException e) {
      throw new MalformedWeightsException(file, "it ends too early, after [" + size + "] bytes");
    } catch (UTFDataFormatException e) {
      throw new MalformedWeightsException(file, "a name in it is no text");
    }
  }

  private static Map<String, WeightArray> arrays(DataInputStream in, Path file, long size)
      throws IOException {
    Map<String, WeightArray> weights = new LinkedHashMap<>();
    int count = in.readInt();
    if (count < 0 || count > size) {
      throw new MalformedWeightsException(file, "it claims to hold [" + count + "] arrays");
    }
    long left = size;
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      WeightArray array = array(in, file, name, left);
      left -= (long) array.values().length * Float.BYTES;
      if (weights.put(name, array) != null) {
        throw new MalformedWeightsException(file, "it holds [" + name + "] twice");
      }
    }
    return weights;
  }

  private static WeightArray array(DataInputStream in, Path file, String name, long left)
      throws IOException {
    int rank = in.readUnsignedByte();
    if (rank > MOST_SIZES) {
      throw new MalformedWeightsException(
          file, "array [" + name + "] claims to have [" + rank + "] sizes");
    }
    List<Integer> shape = new ArrayList<>();
    long elements = 1;
    for (int i = 0; i < rank; i++) {
      int size = in.readInt();
      shape.add(size);
      elements *= size;
      if (size < 1 || elements * Float.BYTES > left - CHECKSUM_BYTES) {
        throw new MalformedWeightsException(
            file, "array [" + name + "] of shape " + shape + " cannot be in so small a file");
      }
    }
    float[] values = new float[(int) elements];
    byte[] chunk = new byte[CHUNK * Float.BYTES];
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      in.readFully(chunk, 0, count * Float.BYTES);
      ByteBuffer.wrap(chunk).asFloatBuffer().get(values, from, count);
    }
    return WeightArray.of(shape, values);
  }
}
