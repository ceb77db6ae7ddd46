package org.nas4j.examples.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.nas4j.arch.Architecture;
import org.nas4j.exchange.ArchitectureJson;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.space.Genotype;

/**
 * The file with the best that a search has found so far: a network itself, of anything else what it
 * says of itself and the answers that make it anew.
 */
record BestSoFar(Path folder) {

  static final String NAME = "best-so-far.json";

  void write(Genotype genotype, Object best) {
    Path file = folder.resolve(NAME);
    try {
      if (best instanceof Architecture architecture) {
        ArchitectureJson.write(architecture, file);
      } else {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("genotype", genotype.code()).put("best", String.valueOf(best));
        AtomicFile.writeString(file, node.toPrettyString() + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
