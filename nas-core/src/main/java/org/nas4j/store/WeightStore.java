package org.nas4j.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.nas4j.arch.WeightArray;
import org.nas4j.internal.checks.Figures;
import org.nas4j.internal.files.AtomicFile;

/**
 * The weights of the best trials, one file each in a folder, so that children can start from them.
 * When there are too many, or they take too much room, those of the lowest score go. What an
 * earlier run left in the folder is taken over with the scores in its files' names. Thread-safe;
 * one store for a folder at a time, unless it is shared.
 *
 * <p>A shared store is for runs whose trials are evaluated on several machines, or in several
 * processes: a folder that all of them see. It keeps all weights, since otherwise a trial would
 * depend on which machine was faster, and looks into the folder whenever it is asked. Files are
 * written as a whole and end with a checksum, which is compared when they are read.
 */
public final class WeightStore {

  private static final String SUFFIX = ".weights";

  /** In a shared folder: a text that no other folder has. */
  private static final String MARK = "shared.txt";

  private final Path folder;
  private final int most;
  private final long mostBytes;
  private final boolean isShared;
  private final Map<Long, Entry> entries = new TreeMap<>();

  private record Entry(Path file, double score, long bytes) {}

  private WeightStore(Path folder, int most, long mostBytes, boolean isShared) {
    this.folder = folder;
    this.most = most;
    this.mostBytes = mostBytes;
    this.isShared = isShared;
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
    WeightStore store = new WeightStore(folder, most, mostBytes, false);
    try (var files = Files.newDirectoryStream(folder, "trial-*" + SUFFIX)) {
      for (Path file : files) {
        store.takeOver(file);
      }
    }
    store.evict();
    return store;
  }

  /**
   * Makes a folder shared, or opens one that is. For the searching process; the others look for it
   * with {@link #shared}.
   *
   * @param folder on a path that all machines have; made if it is not there
   * @return the store
   * @throws IOException if the folder cannot be made or written
   */
  public static WeightStore share(Path folder) throws IOException {
    requireNonNull(folder, "folder");
    Files.createDirectories(folder);
    if (!Files.exists(folder.resolve(MARK))) {
      AtomicFile.writeString(folder.resolve(MARK), UUID.randomUUID().toString());
    }
    return new WeightStore(folder, Integer.MAX_VALUE, Long.MAX_VALUE, true);
  }

  /**
   * Looks for a shared folder on this machine.
   *
   * @param folder as the searching process was told it
   * @return empty if nobody has shared a folder that is seen there
   */
  public static Optional<WeightStore> shared(Path folder) {
    return Files.isReadable(folder.resolve(MARK)) && Files.isWritable(folder)
        ? Optional.of(new WeightStore(folder, Integer.MAX_VALUE, Long.MAX_VALUE, true))
        : Optional.empty();
  }

  /**
   * What tells a shared folder from others, so that machines can say that they see the same.
   *
   * @return a text that stays with the folder; empty if it is not shared
   * @throws IOException if it cannot be read
   */
  public Optional<String> sharedAs() throws IOException {
    return isShared ? Optional.of(Files.readString(folder.resolve(MARK))) : Optional.empty();
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
    if (isShared) {
      return;
    }
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
   * @throws MalformedWeightsException if a file's checksum does not fit, or it is none of ours
   * @throws IOException if they cannot be read
   */
  public synchronized Optional<Map<String, WeightArray>> find(long trial) throws IOException {
    if (isShared) {
      return findOnDisk(trial);
    }
    Entry entry = entries.get(trial);
    return entry == null ? Optional.empty() : Optional.of(WeightFile.read(entry.file()));
  }

  private Optional<Map<String, WeightArray>> findOnDisk(long trial) throws IOException {
    try (var files = Files.newDirectoryStream(folder, "trial-" + trial + "_*" + SUFFIX)) {
      for (Path file : files) {
        return Optional.of(WeightFile.read(file));
      }
    }
    return Optional.empty();
  }
}
