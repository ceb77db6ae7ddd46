package org.nas4j.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.nas4j.internal.files.AtomicFile;

/**
 * What a program decided by the clock, such as how many epochs fit into its minutes. Each decision
 * is written down before it is followed, and a run that goes on decides the same without a look at
 * the clock. For one thread.
 */
public final class ClockDecisions {

  private static final String CIRCUMSTANCES = "circumstances";
  private static final String DECISIONS = "decisions";
  private static final String SECONDS = "seconds";
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Path file;
  private final ObjectNode root;
  private final double secondsBefore;

  private ClockDecisions(Path file, ObjectNode root) {
    this.file = file;
    this.root = root;
    this.secondsBefore = root.path(SECONDS).asDouble(0);
  }

  /** Measures, and says what follows from it. */
  @FunctionalInterface
  public interface ByClock {
    long decide() throws InterruptedException;
  }

  /**
   * Goes on with the decisions that are there, or begins anew.
   *
   * @param file which is replaced as a whole with each decision
   * @param resumes whether to go on
   * @param circumstances options on which decisions depend
   * @throws IOException if the file is there but cannot be read, or was written under other
   *     circumstances
   */
  static ClockDecisions open(Path file, boolean resumes, Map<String, ?> circumstances)
      throws IOException {
    ObjectNode fresh = JsonNodeFactory.instance.objectNode();
    ObjectNode given = fresh.putObject(CIRCUMSTANCES);
    new TreeMap<>(circumstances).forEach((name, value) -> given.put(name, String.valueOf(value)));
    fresh.putObject(DECISIONS);
    if (!resumes || !Files.exists(file)) {
      Files.deleteIfExists(file);
      return new ClockDecisions(file, fresh);
    }
    JsonNode read = MAPPER.readTree(Files.readString(file));
    if (!(read instanceof ObjectNode known) || !known.path(DECISIONS).isObject()) {
      throw new IOException(
          "The file [" + file + "] holds no decisions.\nMaybe delete it and begin anew.");
    }
    if (!known.path(CIRCUMSTANCES).equals(given)) {
      throw new IOException("The run in [" + file.getParent() + "] was begun with "
          + known.path(CIRCUMSTANCES) + ", and cannot go on with " + given
          + ".\nMaybe give the same options again, or choose another folder by --out.");
    }
    return new ClockDecisions(file, known);
  }

  /** What was decided before under a name, or else what the clock says now. */
  public long decide(String name, ByClock clock) throws InterruptedException {
    JsonNode known = root.get(DECISIONS).get(name);
    if (known != null && known.isIntegralNumber()) {
      return known.longValue();
    }
    long decided = clock.decide();
    ((ObjectNode) root.get(DECISIONS)).put(name, decided);
    write();
    return decided;
  }

  /** Time that earlier processes of this run have used, as far as they told. */
  public double secondsBefore() {
    return secondsBefore;
  }

  /** Writes down how much time the run has used, that of earlier processes included. */
  public void used(double seconds) {
    root.put(SECONDS, seconds);
    write();
  }

  private void write() {
    try {
      AtomicFile.writeString(file, root.toPrettyString() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
