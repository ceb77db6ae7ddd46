package org.nas4j.model;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.nas4j.arch.WeightArray;
import org.nas4j.internal.json.JsonCursor;

/**
 * The zip that a {@code .nas4j} file is, see docs/adr/0026-runtime.md: texts, and then weights as
 * floats, lowest byte first, not compressed. No size in it is trusted. Stateless.
 */
final class ModelZip {

  static final String DESCRIPTION = "model.json";

  private static final String WEIGHTS = "weights.bin";

  /** Two models that are equal make files that are equal. */
  private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 1, 1, 0, 0);

  private ModelZip() {}

  /** What reads a zip from its first entry to its last. */
  interface Reader<T> {
    T read(ZipInputStream zip) throws IOException;
  }

  static <T> T read(byte[] bytes, String file, Reader<T> reader) throws MalformedModelException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      T read = reader.read(zip);
      if (zip.getNextEntry() != null) {
        throw new ZipException("it has more than three entries");
      }
      return read;
    } catch (EOFException e) {
      throw new MalformedModelException(file, "it ends too early", e);
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      // Those are what zip and JSON say of content that is none, and what the model says of values.
      throw new MalformedModelException(file, fault(e), e);
    }
  }

  private static String fault(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  static void writeText(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(entry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  static void writeWeights(ZipOutputStream zip, Iterable<WeightArray> weights) throws IOException {
    long bytes = 0;
    for (WeightArray array : weights) {
      bytes += (long) array.values().length * Float.BYTES;
    }
    ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    for (WeightArray array : weights) {
      for (float value : array.values()) {
        content.putFloat(value);
      }
    }
    CRC32 sum = new CRC32();
    sum.update(content.array());
    ZipEntry entry = entry(WEIGHTS);
    // A reader can tell from the length of the file how much there is.
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(content.array());
    zip.closeEntry();
  }

  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(ALWAYS);
    return entry;
  }

  private static void open(ZipInputStream zip, String name) throws IOException {
    ZipEntry entry = zip.getNextEntry();
    if (entry == null || !entry.getName().equals(name)) {
      throw new ZipException("its next entry must be [" + name + "], but "
          + (entry == null ? "there is none" : "is [" + entry.getName() + "]"));
    }
  }

  static String text(ZipInputStream zip, String name) throws IOException {
    open(zip, name);
    byte[] bytes = zip.readNBytes(JsonCursor.MAX_DOCUMENT);
    requireEnd(zip, name);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Reading the end of an entry is what compares its checksum. */
  private static void requireEnd(InputStream zip, String name) throws IOException {
    if (zip.read() >= 0) {
      throw new ZipException("its entry [" + name + "] is longer than it can be");
    }
  }

  /** Arrays of known shapes, of which the file must have room for all. */
  static Map<String, WeightArray> weights(
      ZipInputStream zip, Map<String, List<Integer>> shapes, long fileBytes) throws IOException {
    long needed = 0;
    for (List<Integer> shape : shapes.values()) {
      needed = Math.addExact(needed, Math.multiplyExact(elements(shape), Float.BYTES));
    }
    if (needed > fileBytes) {
      throw new ZipException("its architecture needs [" + needed
          + "] bytes of weights, but the file has only [" + fileBytes + "]");
    }
    open(zip, WEIGHTS);
    Map<String, WeightArray> weights = new LinkedHashMap<>();
    for (Map.Entry<String, List<Integer>> each : shapes.entrySet()) {
      weights.put(each.getKey(), array(zip, each.getValue()));
    }
    requireEnd(zip, WEIGHTS);
    return weights;
  }

  private static long elements(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  private static WeightArray array(ZipInputStream zip, List<Integer> shape) throws IOException {
    int count = Math.toIntExact(elements(shape));
    byte[] bytes = zip.readNBytes(Math.multiplyExact(count, Float.BYTES));
    if (bytes.length < count * Float.BYTES) {
      throw new EOFException();
    }
    float[] values = new float[count];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return WeightArray.of(shape, values);
  }
}
