package org.nas4j.objective;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One counter.
 *
 * @param folder that shows it
 * @param name such as {@code package-0}
 * @param range in microjoules, after which it starts again at 0
 */
record EnergyZone(Path folder, String name, long range) {

  static final String ENERGY = "energy_uj";

  /** Registers of the same processors that are reached in another way: nothing to be added. */
  private static final String MAPPED = "intel-rapl-mmio";

  static EnergyZone of(Path folder) {
    Path name = folder.resolve("name");
    return new EnergyZone(folder, read(name), number(folder.resolve("max_energy_range_uj")));
  }

  /** A processor, or main memory: none contains another. */
  boolean isWhole() {
    return !folder.getFileName().toString().startsWith(MAPPED)
        && (name.startsWith("package-") || name.equals("dram"));
  }

  long microjoules() {
    return number(folder.resolve(ENERGY));
  }

  /** Microjoules since the counter said so; it started again if it says less now. */
  long since(long before) {
    long now = microjoules();
    return now >= before ? now - before : range - before + now;
  }

  private static long number(Path file) {
    String text = read(file);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalStateException(
          "Energy counter [" + file + "] must be a number, but is [" + text + "].", e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IllegalStateException(
          "Energy counter [" + file + "] cannot be read.\nMaybe only the administrator may, who can"
              + " allow it to all by chmod a+r; EnergyProxy needs no counters.",
          e);
    }
  }
}
