package org.nas4j.benchmarks.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.images.TrainedNetwork;

/**
 * Files of trained networks: the bytes as they are, and as the weights of a file that is whole but
 * for them, since hardly a change of a zip file comes past its checksums.
 */
public final class ModelTarget {

  private static final String WEIGHTS = "coefficients.bin";
  private static final Scratch SCRATCH = new Scratch();
  private static final Architecture ARCHITECTURE = architecture();
  private static final Map<String, byte[]> WHOLE = whole();

  private ModelTarget() {}

  private static Architecture architecture() {
    Architecture.Builder b = Architecture.builder(Shape.vector(3));
    b.add("d", new Dense(4, true), Architecture.INPUT);
    b.add("o", SoftmaxOutput.of(2), "d");
    return b.build();
  }

  /**
   * Sets up the training library before the first input, as whose time it would count.
   *
   * @throws IOException if a scratch file cannot be written
   */
  public static void fuzzerInitialize() throws IOException {
    fuzzerTestOneInput(new byte[0]);
  }

  /**
   * Reads.
   *
   * @param input any bytes
   * @throws IOException if a scratch file cannot be written
   */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    read(SCRATCH.write("model.zip", input));
    read(SCRATCH.write("model.zip", withWeights(input)));
  }

  private static void read(Path file) {
    try {
      TrainedNetwork.load(file, ARCHITECTURE);
    } catch (IOException | IllegalArgumentException e) {
      // refused
    }
  }

  /** The entries of a file that can be read. */
  private static Map<String, byte[]> whole() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try {
      Path file = SCRATCH.write("whole.zip", new byte[0]);
      TrainedNetwork.of(ARCHITECTURE, Map.of(), 1).save(file);
      try (ZipFile zip = new ZipFile(file.toFile())) {
        for (ZipEntry each : zip.stream().toList()) {
          entries.put(each.getName(), zip.getInputStream(each).readAllBytes());
        }
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] withWeights(byte[] weights) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> each : WHOLE.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getKey().equals(WEIGHTS) ? weights : each.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
