package org.nas4j.benchmarks.throughput;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One process that computes one network, and what it was seen to do. It lives until it is closed
 * and waits without work between measurements. For one thread.
 */
final class Contestant implements AutoCloseable {

  /** What a process says in place of its number of parameters if it cannot take part. */
  private static final String ABSENT = "absent";

  private final Competitor competitor;
  private final Dialogue dialogue;
  private final String remark;
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
    this.dialogue = new Dialogue(competitor.word(), process);
    try {
      String[] answer = dialogue.answer().split(" ", 2);
      this.parameters = answer[0].equals(ABSENT) ? 0 : Long.parseLong(answer[0]);
      this.remark = answer.length == 1 ? remark : remark + ", " + answer[1];
    } catch (IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  Competitor competitor() {
    return competitor;
  }

  String remark() {
    return remark;
  }

  /** Whether it cannot take part, for the reason that its remark says. */
  boolean isAbsent() {
    return parameters == 0;
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
    double rate = dialogue.measure(mode.word(), seconds);
    rates.put(mode, rates(mode).with(rate));
    return rate;
  }

  /** As if nothing had been measured yet. */
  void forget() {
    rates.clear();
  }

  @Override
  public void close() {
    dialogue.close();
  }
}
