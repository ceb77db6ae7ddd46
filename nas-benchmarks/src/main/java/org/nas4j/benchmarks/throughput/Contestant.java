package org.nas4j.benchmarks.throughput;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One process that computes one network, and what it was seen to do. It lives until it is closed
 * and waits without work between measurements. For one thread.
 */
final class Contestant implements AutoCloseable {

  /**
   * Native threads spin for a while before they sleep; the next one shall have the machine to
   * itself.
   */
  private static final long PAUSE_MILLIS = 300;

  private final Competitor competitor;
  private final String remark;
  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;
  private final long parameters;
  private final Map<Mode, Rates> rates = new EnumMap<>(Mode.class);

  /**
   * Waits until the process has built its network.
   *
   * @param competitor who computes
   * @param remark what else tells it apart, or nothing
   * @param process that speaks as {@link Worker} does
   */
  Contestant(Competitor competitor, String remark, Process process) throws IOException {
    this.competitor = competitor;
    this.remark = remark;
    this.process = process;
    this.answers = process.inputReader();
    this.questions = process.outputWriter();
    try {
      this.parameters = Long.parseLong(answer());
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private String answer() throws IOException {
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("The process of [" + competitor.word()
          + "] has ended.\nMaybe it wrote above why; PyTorch needs an interpreter that has torch.");
    }
    return answer;
  }

  Competitor competitor() {
    return competitor;
  }

  String remark() {
    return remark;
  }

  long parameters() {
    return parameters;
  }

  /** What was measured; empty before. */
  Rates rates(Mode mode) {
    return rates.getOrDefault(mode, new Rates(List.of()));
  }

  /** One measurement of at least so many seconds and one step. */
  double measure(Mode mode, double seconds) throws IOException, InterruptedException {
    Thread.sleep(PAUSE_MILLIS);
    questions.write(mode.word() + " " + seconds + "\n");
    questions.flush();
    double rate = Double.parseDouble(answer());
    rates.put(mode, rates(mode).with(rate));
    return rate;
  }

  /** As if nothing had been measured yet. */
  void forget() {
    rates.clear();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
