package org.nas4j.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Runs examples as a user would, and keeps what they print. */
public final class Terminal {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Program program = new Program(stream(out), stream(err));

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  public Program program() {
    return program;
  }

  public int run(Function<PrintStream, ? extends Callable<Integer>> example, String... arguments) {
    return program.run(example, arguments);
  }

  public String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** What an example left in a folder for programs. */
  public static JsonNode result(Path folder) throws IOException {
    return JsonMapper.builder().build().readTree(folder.resolve("result.json").toFile());
  }
}
