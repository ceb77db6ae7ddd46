package org.nas4j.benchmarks.throughput;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;

/**
 * Talks with a process, one line for one line. The process waits without work between them and
 * lives until it is closed. For one thread.
 */
final class Dialogue implements AutoCloseable {

  /**
   * Native threads spin for a while before they sleep; the next one shall have the machine to
   * itself.
   */
  private static final long PAUSE_MILLIS = 300;

  private final String name;
  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;

  Dialogue(String name, Process process) {
    this.name = name;
    this.process = process;
    this.answers = process.inputReader();
    this.questions = process.outputWriter();
  }

  /** The next line. */
  String answer() throws IOException {
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("The process of [" + name
          + "] has ended.\nMaybe it wrote above why; PyTorch needs an interpreter that has torch.");
    }
    return answer;
  }

  /** What a thing does in a second, by work of at least so many seconds. */
  double measure(String thing, double seconds) throws IOException, InterruptedException {
    Thread.sleep(PAUSE_MILLIS);
    questions.write(thing + " " + seconds + "\n");
    questions.flush();
    return Double.parseDouble(answer());
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
