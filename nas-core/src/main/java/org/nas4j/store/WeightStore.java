package org.nas4j.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nas4j.arch.WeightArray;
import org.nas4j.internal.checks.Figures;

/**
 * The weights of the best trials, one file each in a folder, so that children can start from them.
 * When there are too many, or they take too much room, those of the lowest score go. What an
 * earlier run left in the folder is taken over with the scores in its files' names. Thread-safe;
 * one store for a folder at a time.
 */
public final class WeightStore {

  private static final String SUFFIX = ".weights";

  private final Path folder;
  private final int most;
  private final long mostBytes;
  private final Map<Long, Entry> entries = new TreeMap<>();

  private record Entry(Path file, double score, long bytes) {}

  private WeightStore(Path folder, int most, long mostBytes) {
    this.folder = folder;
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /**
   * Opens a folder.
   *
   * @param folder made if it is not there
   * @param most how many trials' weights to keep, at least 1
   * @param mostBytes how much room they may take together, in bytes; the best one is kept even if
   *     it takes more
   * @return the store
   * @throws IOException if the folder cannot be made or read
   */
  public static WeightStore open(Path folder, int most, long mostBytes) throws IOException {
    requireNonNull(folder, "folder");
    if (most < 1) {
      throw new IllegalArgumentException(
          "A store of [" + most + "] weights keeps nothing.\nMaybe keep at least 1.");
    }
    Files.createDirectories(folder);
    WeightStore store = new WeightStore(folder, most, mostBytes);
    try (var files = Files.newDirectoryStream(folder, "trial-*" + SUFFIX)) {
      for (Path file : files) {
        store.takeOver(file);
      }
    }
    store.evict();
    return store;
  }

  private void takeOver(Path file) throws IOException {
    String name = file.getFileName().toString();
    String[] parts = name.substring(0, name.length() - SUFFIX.length()).split("_", 2);
    try {
      long trial = Long.parseLong(parts[0].substring("trial-".length()));
      double score = Double.parseDouble(parts[1]);
      if (Figures.usable(score)) {
        entries.put(trial, new Entry(file, score, Files.size(file)));
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new IOException(
          "The file [" + file + "] does not name a trial and its score.\nMaybe the"
              + " folder is used for something else too.",
          e);
    }
  }

  /**
   * Keeps a trial's weights, if they are among the best. Those of a trial that diverged are never.
   *
   * @param trial its id
   * @param score more is better; with NaN or infinity the weights are not kept
   * @param weights arrays by name
   * @throws IOException if they cannot be written
   */
  public synchronized void put(long trial, double score, Map<String, WeightArray> weights)
      throws IOException {
    if (!Figures.usable(score)) {
      return;
    }
    Path file = folder.resolve("trial-" + trial + "_" + score + SUFFIX);
    WeightFile.write(file, weights);
    Entry before = entries.put(trial, new Entry(file, score, Files.size(file)));
    if (before != null && !before.file().equals(file)) {
      Files.deleteIfExists(before.file());
    }
    evict();
  }

  private void evict() throws IOException {
    long bytes = entries.values().stream().mapToLong(Entry::bytes).sum();
    while (entries.size() > most || entries.size() > 1 && bytes > mostBytes) {
      Map.Entry<Long, Entry> worst = entries.entrySet().stream()
          .min(Comparator.comparingDouble(each -> each.getValue().score()))
          .orElseThrow();
      entries.remove(worst.getKey());
      Files.deleteIfExists(worst.getValue().file());
      bytes -= worst.getValue().bytes();
    }
  }

  /**
   * A trial's weights.
   *
   * @param trial its id
   * @return empty if they were never kept, or are no more
   * @throws IOException if they cannot be read
   */
  public synchronized Optional<Map<String, WeightArray>> find(long trial) throws IOException {
    Entry entry = entries.get(trial);
    return entry == null ? Optional.empty() : Optional.of(WeightFile.read(entry.file()));
  }
}
