package org.nas4j.dl4j.internal.graph;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nas4j.arch.Architecture;
import org.nas4j.exchange.ArchitectureJson;
import org.nas4j.internal.checks.Texts;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.store.MalformedWeightsException;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Networks as zip files that Deeplearning4j reads too: its two entries, and the architecture as an
 * entry of ours. Nothing of Deeplearning4j reads them here: ND4J takes memory by a size that stands
 * in the file, and one changed byte ends the virtual machine. All sizes come from the architecture
 * that the caller has, and what the file says is only compared with them. Stateless.
 */
final class ModelFile {

  static final String ARCHITECTURE = "architecture.json";

  /** What somebody else's program may add to a description: other line breaks, other members. */
  private static final int ROOM = 1 << 16;

  /** Two networks that are equal make files that are equal. */
  private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 1, 1, 0, 0);

  private ModelFile() {}

  static void write(Path file, Architecture architecture, ComputationGraph graph)
      throws IOException {
    AtomicFile.write(file, target -> {
      OutputStream buffer = new BufferedOutputStream(target);
      ZipOutputStream zip = new ZipOutputStream(buffer);
      write(zip, ModelSerializer.CONFIGURATION_JSON, graph.getConfiguration().toJson());
      begin(zip, ModelSerializer.COEFFICIENTS_BIN);
      DataOutputStream out = new DataOutputStream(zip);
      Nd4j.write(graph.params(), out);
      out.flush();
      zip.closeEntry();
      write(zip, ARCHITECTURE, ArchitectureJson.write(architecture));
      zip.finish();
      buffer.flush();
    });
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(ALWAYS);
    zip.putNextEntry(entry);
  }

  private static void write(ZipOutputStream zip, String name, String text) throws IOException {
    begin(zip, name);
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  /**
   * Reads the weights, if the file is of the architecture.
   *
   * @param count of weights that the architecture has
   * @throws MalformedWeightsException if the file is damaged, or a weight is no number
   * @throws IllegalArgumentException if the file is of another architecture, with what differs
   */
  static float[] read(
      Path file, Architecture architecture, ComputationGraphConfiguration configuration, int count)
      throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String ours = ArchitectureJson.write(architecture);
      if (zip.getEntry(ARCHITECTURE) != null) {
        String theirs = text(zip, file, ARCHITECTURE, ours.length());
        ModelDifference.requireEqual(file, theirs, ours, architecture);
      }
      String graph = configuration.toJson();
      String said = text(zip, file, ModelSerializer.CONFIGURATION_JSON, graph.length());
      ModelDifference.requireEqualGraphs(file, said, graph);
      return weights(zip, file, count);
    } catch (ZipException | EOFException e) {
      throw new MalformedWeightsException(
          file, "it is no whole zip file (" + Texts.wordsOf(e) + ")");
    }
  }

  /** An entry that must be there, and whose content must be what its checksum says. */
  private record Entry(Path file, ZipEntry entry, CheckedInputStream content)
      implements AutoCloseable {

    static Entry of(ZipFile zip, Path file, String name) throws IOException {
      ZipEntry entry = zip.getEntry(name);
      if (entry == null) {
        throw new MalformedWeightsException(file, "it has no entry [" + name + "]");
      }
      InputStream bytes = new BufferedInputStream(zip.getInputStream(entry));
      return new Entry(file, entry, new CheckedInputStream(bytes, new CRC32()));
    }

    void requireEnd() throws IOException {
      if (content.read() >= 0) {
        throw new MalformedWeightsException(
            file, "its entry [" + entry.getName() + "] is longer than the architecture's can be");
      }
      if (content.getChecksum().getValue() != entry.getCrc()) {
        throw new MalformedWeightsException(
            file, "the checksum of its entry [" + entry.getName() + "] does not fit its content");
      }
    }

    @Override
    public void close() throws IOException {
      content.close();
    }
  }

  private static String text(ZipFile zip, Path file, String name, int usual) throws IOException {
    try (Entry entry = Entry.of(zip, file, name)) {
      byte[] bytes = entry.content().readNBytes(2 * usual + ROOM);
      entry.requireEnd();
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static float[] weights(ZipFile zip, Path file, int count) throws IOException {
    try (Entry entry = Entry.of(zip, file, ModelSerializer.COEFFICIENTS_BIN)) {
      float[] weights = new Coefficients(file, new DataInputStream(entry.content())).read(count);
      entry.requireEnd();
      return weights;
    }
  }
}
