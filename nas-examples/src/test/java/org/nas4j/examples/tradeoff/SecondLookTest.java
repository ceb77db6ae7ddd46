package org.nas4j.examples.tradeoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nas4j.images.Latency;
import org.nas4j.images.Scores;

/** Figures of three networks, the most accurate of which is the slowest. */
class SecondLookTest {

  private static final FrontNetwork SLOW = network("A", 0.9, 8);
  private static final FrontNetwork MEDIUM = network("B", 0.8, 4);
  private static final FrontNetwork FAST = network("C", 0.7, 2);
  private static final List<FrontNetwork> FRONT = List.of(SLOW, MEDIUM, FAST);

  private final List<String> measured = new ArrayList<>();

  private static FrontNetwork network(String name, double accuracy, double seconds) {
    return new FrontNetwork(name, null, null, new Scores(accuracy, 1), latency(seconds), null);
  }

  private static Latency latency(double seconds) {
    return new Latency(seconds, seconds, seconds, 1);
  }

  private SecondLook look(double limit, Map<FrontNetwork, Double> again) {
    return SecondLook.of(FRONT, limit, each -> {
      measured.add(each.name());
      return latency(again.get(each));
    });
  }

  @Test
  void handsOverTheMostAccurateThatKeepsTheLimitTwice() {
    SecondLook look = look(5, Map.of(MEDIUM, 4.5, FAST, 2.0));
    assertThat(look.chosen()).isEqualTo(MEDIUM);
    assertThat(look.latency().seconds()).isEqualTo(4.5);
    assertThat(look.missed()).isEmpty();
    assertThat(measured).containsExactly("B");
  }

  @Test
  void handsOverTheNextIfTheSecondMeasurementMisses() {
    SecondLook look = look(5, Map.of(MEDIUM, 5.5, FAST, 2.5));
    assertThat(look.chosen()).isEqualTo(FAST);
    assertThat(look.latency().seconds()).isEqualTo(2.5);
    assertThat(look.missed()).containsExactly(MEDIUM);
    assertThat(measured).containsExactly("B", "C");
  }

  @Test
  void handsOverTheFastestIfNoneKeepsTheLimit() {
    SecondLook twice = look(5, Map.of(MEDIUM, 6.0, FAST, 7.0));
    assertThat(twice.chosen()).isEqualTo(FAST);
    assertThat(twice.latency().seconds()).isEqualTo(7);
    assertThat(twice.missed()).containsExactly(MEDIUM, FAST);
    SecondLook once = look(1, Map.of(FAST, 2.0));
    assertThat(once.chosen()).isEqualTo(FAST);
    assertThat(once.missed()).isEmpty();
  }
}
