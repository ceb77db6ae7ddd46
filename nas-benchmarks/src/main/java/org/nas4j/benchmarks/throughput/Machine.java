package org.nas4j.benchmarks.throughput;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.nas4j.benchmarks.child.ChildJvm;

/**
 * A process that says how fast the machine is, in turn with those that compute networks: on a
 * machine that others use too, what it could do yesterday says little. For one thread.
 */
final class Machine implements AutoCloseable {

  private final Dialogue dialogue;
  private final Map<Quantity, Rates> rates = new EnumMap<>(Quantity.class);

  private Machine(Dialogue dialogue) {
    this.dialogue = dialogue;
  }

  /**
   * Starts it.
   *
   * @param threads as many as the networks have
   * @param megabytes of each array that is moved
   */
  static Machine start(int threads, int megabytes) throws IOException {
    Process process = ChildJvm.builder(MachineWorker.class.getName())
        .options(List.of(
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            // Its arrays are larger than what Java lets native code have.
            "-Dorg.bytedeco.javacpp.maxbytes=0",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"))
        .arguments(List.of(Integer.toString(threads), Integer.toString(megabytes)))
        .startWithPipes();
    Dialogue dialogue = new Dialogue("machine", process);
    dialogue.answer();
    return new Machine(dialogue);
  }

  /** Forgets what was measured before: the machine may be another by now. */
  void forget() {
    rates.clear();
  }

  /** One round. */
  void measure(double seconds) throws IOException, InterruptedException {
    for (Quantity quantity : Quantity.values()) {
      if (quantity.isThere()) {
        double rate = dialogue.measure(quantity.word(), seconds);
        rates.merge(quantity, new Rates(List.of(rate)), (before, one) -> before.with(rate));
      }
    }
  }

  /** The median, a second. */
  double speed(Quantity quantity) {
    return rates.get(quantity).median();
  }

  @Override
  public void close() {
    dialogue.close();
  }
}
