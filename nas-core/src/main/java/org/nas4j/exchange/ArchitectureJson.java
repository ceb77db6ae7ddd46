package org.nas4j.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nas4j.arch.Architecture;
import org.nas4j.internal.architecture.ArchitectureDocument;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.internal.json.JsonCursor;

/**
 * Writes architectures as JSON and reads them back. The format is stable and numbered: a document
 * of version 1 stays readable.
 *
 * <pre>{@code
 * {"format": "nas4j-architecture", "version": 1,
 *  "input": {"image": [1, 28, 28]},
 *  "nodes": [
 *    {"name": "conv", "layer": {"type": "convolution", "filters": 8, ...}, "inputs": ["input"]},
 *    ...],
 *  "output": "classifier"}
 * }</pre>
 *
 * <p>The reader trusts nothing: it takes at most 16 Mi characters, 10,000 nodes, sizes of a million
 * and windows of a thousand, refuses unknown and double members, makes no class from a name, checks
 * shapes node by node, and names the JSON path of what is wrong. All methods are thread-safe.
 */
public final class ArchitectureJson {

  private ArchitectureJson() {}

  /**
   * Writes an architecture.
   *
   * @param architecture what to write
   * @return JSON text
   */
  public static String write(Architecture architecture) {
    return ArchitectureDocument.write(architecture);
  }

  /**
   * Writes an architecture to a file, in UTF-8.
   *
   * @param architecture what to write
   * @param file made or replaced as a whole
   * @throws IOException if the file cannot be written
   */
  public static void write(Architecture architecture, Path file) throws IOException {
    AtomicFile.writeString(file, write(architecture));
  }

  /**
   * Reads an architecture.
   *
   * @param text JSON text
   * @return the architecture, equal to the one that was written
   * @throws IllegalArgumentException if the text describes none, with the JSON path of what is
   *     wrong
   */
  public static Architecture read(String text) {
    return ArchitectureDocument.read(text);
  }

  /**
   * Reads an architecture from a file in UTF-8.
   *
   * @param file a file of at most 16 MiB
   * @return the architecture
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it describes no architecture, with the file and the JSON
   *     path of what is wrong
   */
  public static Architecture read(Path file) throws IOException {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(JsonCursor.MAX_DOCUMENT + 1);
    }
    try {
      return read(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("[" + file + "]: " + e.getMessage(), e);
    }
  }
}
