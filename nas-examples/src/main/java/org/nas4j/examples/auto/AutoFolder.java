package org.nas4j.examples.auto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a run's journal, which nothing else is in.
 *
 * @param path may be missing
 */
record AutoFolder(Path path) {

  /** A run that does not go on begins with nothing. */
  void clear() throws IOException {
    if (!Files.isDirectory(path)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(path)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
