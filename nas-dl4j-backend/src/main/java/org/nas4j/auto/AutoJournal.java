package org.nas4j.auto;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.model.Model;

/**
 * What a run leaves in a folder for the next one: whose it is, the time it spent, facts by name,
 * and the best model so far. Without a folder it remembers nothing beyond the run. For one thread.
 */
final class AutoJournal {

  static final String BEST = "best-so-far.nas4j";

  private static final String NAME = "auto.json";
  private static final String SPENT = "spentSeconds";
  private static final double NANOS = 1e9;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Optional<Path> folder;
  private final Map<String, String> search;
  private final Map<String, String> facts = new LinkedHashMap<>();
  private double spent;

  private AutoJournal(Optional<Path> folder, Map<String, String> search) {
    this.folder = folder;
    this.search = search;
  }

  static AutoJournal nowhere() {
    return new AutoJournal(Optional.empty(), Map.of());
  }

  /**
   * Opens a folder, which is made if it is not there.
   *
   * @param search what is searched, to be compared with what the folder is of
   * @throws UncheckedIOException if the folder cannot be made, or its file cannot be read
   * @throws IllegalStateException if it is of another search
   */
  static AutoJournal open(Path folder, Map<String, String> search) {
    AutoJournal journal = new AutoJournal(Optional.of(folder), search);
    try {
      Files.createDirectories(folder);
      if (Files.exists(folder.resolve(NAME))) {
        journal.read(folder.resolve(NAME));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The journal in [" + folder + "] cannot be used: " + e, e);
    }
    return journal;
  }

  private void read(Path file) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new IOException("[" + file + "] is no JSON.\nMaybe delete it, and search anew.", e);
    }
    Map<String, String> theirs = strings(root.path("search"));
    List<String> differences = new ArrayList<>();
    search.forEach((name, value) -> {
      if (!value.equals(theirs.get(name))) {
        differences.add(name + ": [" + theirs.get(name) + "] there, [" + value + "] here");
      }
    });
    if (!differences.isEmpty()) {
      throw new IllegalStateException("The journal in [" + file.getParent()
          + "] is of another search: " + String.join("; ", differences)
          + ".\nMaybe name another folder, or delete this one.");
    }
    facts.putAll(strings(root.path("facts")));
    spent = root.path(SPENT).asDouble();
  }

  private static Map<String, String> strings(JsonNode object) {
    Map<String, String> strings = new LinkedHashMap<>();
    object
        .properties()
        .forEach(each -> strings.put(each.getKey(), each.getValue().asText()));
    return strings;
  }

  /** Time that earlier runs have spent. */
  Duration spent() {
    return Duration.ofNanos((long) (NANOS * spent));
  }

  Optional<Path> folder() {
    return folder;
  }

  Optional<Path> file(String name) {
    return folder.map(each -> each.resolve(name));
  }

  Optional<String> fact(String name) {
    return Optional.ofNullable(facts.get(name));
  }

  /** All facts of which the names begin alike, without that beginning. */
  Map<String, String> facts(String prefix) {
    Map<String, String> some = new LinkedHashMap<>();
    facts.forEach((name, value) -> {
      if (name.startsWith(prefix)) {
        some.put(name.substring(prefix.length()), value);
      }
    });
    return some;
  }

  void note(String name, String value) {
    facts.put(name, value);
  }

  /** Writes everything down. */
  void write(Duration spentSoFar) {
    spent = spentSoFar.toNanos() / NANOS;
    if (folder.isEmpty()) {
      return;
    }
    ObjectNode root = JSON.createObjectNode();
    ObjectNode whose = root.putObject("search");
    search.forEach(whose::put);
    root.put(SPENT, spent);
    ObjectNode known = root.putObject("facts");
    facts.forEach(known::put);
    save(() -> AtomicFile.writeString(folder.get().resolve(NAME), root.toPrettyString()));
  }

  void writeBest(Model model) {
    if (folder.isEmpty()) {
      return;
    }
    save(() -> model.save(folder.get().resolve(BEST)));
  }

  /** Writes to files. */
  @FunctionalInterface
  interface Writing {

    void run() throws IOException;
  }

  /** Writes, once more if an interruption cut it, which stays for others to see. */
  void save(Writing writing) {
    boolean isInterrupted = Thread.interrupted();
    try {
      try {
        writing.run();
      } catch (ClosedByInterruptException e) {
        isInterrupted |= Thread.interrupted();
        writing.run();
      }
    } catch (IOException e) {
      throw cannot(e);
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The best model that earlier runs left. */
  Optional<Model> best() {
    Optional<Path> file = file(BEST).filter(Files::exists);
    try {
      return file.isPresent() ? Optional.of(Model.load(file.get())) : Optional.empty();
    } catch (IOException e) {
      throw cannot(e);
    }
  }

  UncheckedIOException cannot(IOException e) {
    return new UncheckedIOException(
        "The journal in [" + folder.orElseThrow() + "] cannot be used: " + e, e);
  }
}
