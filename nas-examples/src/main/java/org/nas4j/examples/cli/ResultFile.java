package org.nas4j.examples.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.nas4j.internal.files.AtomicFile;

/**
 * The file that every example leaves for programs: {@code best}, the figures of what it found,
 * {@code seconds}, how long all of it took, and what the example adds. Of {@code best},
 * {@code testAccuracy} or {@code testPerplexity}, {@code validationAccuracy} or
 * {@code validationPerplexity}, and {@code parameters} are there if what was found is a trained
 * network; other examples leave out what they have no figure for. For one thread.
 */
public final class ResultFile {

  public static final String NAME = "result.json";

  private final long start;
  private final ObjectNode root = JsonNodeFactory.instance.objectNode();
  private final ObjectNode best = root.putObject("best");

  /** Begins to measure {@code seconds}. */
  public ResultFile() {
    this(System.nanoTime());
  }

  /** Measures {@code seconds} from an earlier moment of {@link System#nanoTime}. */
  public ResultFile(long start) {
    this.start = start;
  }

  /** For figures of what was found. */
  public ObjectNode best() {
    return best;
  }

  /** For all else. */
  public ObjectNode root() {
    return root;
  }

  /** Since the example began. */
  public double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  public void write(Path folder) throws IOException {
    root.put("seconds", seconds());
    JsonMapper mapper =
        JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    AtomicFile.writeString(folder.resolve(NAME), mapper.writeValueAsString(root));
  }
}
