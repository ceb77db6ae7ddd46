package org.nas4j.examples.tradeoff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.nas4j.images.Latency;

/**
 * The network to hand over, measured once more when all else is done: a limit that was kept by luck
 * is no promise.
 *
 * @param chosen the most accurate that kept the limit twice, or the fastest if none did
 * @param latency of the chosen one, measured last
 * @param missed those that would have been handed over, but missed the limit the second time, in
 *     the order in which they were measured
 */
record SecondLook(FrontNetwork chosen, Latency latency, List<FrontNetwork> missed) {

  private static final Comparator<FrontNetwork> BY_LATENCY =
      Comparator.comparingDouble(each -> each.latency().seconds());

  private static final Comparator<FrontNetwork> BY_ACCURACY =
      Comparator.comparingDouble(each -> each.validation().accuracy());

  /**
   * Goes from the most accurate network within the limit to the next, until one keeps it again.
   *
   * @param front at least one network
   * @param limit seconds
   * @param measure measures a network again
   */
  static SecondLook of(
      List<FrontNetwork> front, double limit, Function<FrontNetwork, Latency> measure) {
    List<FrontNetwork> missed = new ArrayList<>();
    for (FrontNetwork each : within(front, limit)) {
      Latency again = measure.apply(each);
      if (again.seconds() <= limit) {
        return new SecondLook(each, again, List.copyOf(missed));
      }
      missed.add(each);
    }
    FrontNetwork fastest =
        front.stream().min(BY_LATENCY.thenComparing(BY_ACCURACY.reversed())).orElseThrow();
    return new SecondLook(fastest, measure.apply(fastest), List.copyOf(missed));
  }

  /** The most accurate first; among equals the fastest. */
  private static List<FrontNetwork> within(List<FrontNetwork> front, double limit) {
    return front.stream()
        .filter(each -> each.latency().seconds() <= limit)
        .sorted(BY_ACCURACY.reversed().thenComparing(BY_LATENCY))
        .toList();
  }
}
