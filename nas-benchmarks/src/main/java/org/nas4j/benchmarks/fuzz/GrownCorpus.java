package org.nas4j.benchmarks.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Inputs that a fuzzer found to reach code which no other reached, in one archive. */
public final class GrownCorpus {

  private GrownCorpus() {}

  /**
   * Those of a target.
   *
   * @param archive a zip file with a folder for each target
   * @param target its name
   * @return the inputs by the names of their files; empty if there are none
   * @throws IOException if the archive cannot be read
   */
  public static Map<String, byte[]> of(Path archive, String target) throws IOException {
    Map<String, byte[]> inputs = new TreeMap<>();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry each : zip.stream().toList()) {
        Path name = Path.of(each.getName());
        if (name.getNameCount() == 2 && name.startsWith(target)) {
          inputs.put(name.getFileName().toString(), zip.getInputStream(each).readAllBytes());
        }
      }
    }
    return inputs;
  }
}
