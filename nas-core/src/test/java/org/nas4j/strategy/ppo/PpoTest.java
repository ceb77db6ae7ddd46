package org.nas4j.strategy.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.search.Controller;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.nasnet.NasnetSpace;
import org.nas4j.strategy.LearningRun;
import org.nas4j.testkit.ControllerContract;
import org.nas4j.testkit.ToySpaces;

/**
 * What a search sees of PPO: whether it pays, the presets, the contract. The updates are in
 * {@link PpoUpdateTest}.
 */
class PpoTest extends ControllerContract {

  @Override
  protected SearchStrategy strategy() {
    return Ppo.builder().build();
  }

  /** Links of the layers, in [0, 1]: 66 of them if there are 12 layers, and an output. */
  private static double links(String built) {
    return built.chars().filter(each -> each == ' ').count() / 78.0;
  }

  private static int samplesTo(
      double threshold, SearchStrategy strategy, SearchSpace<String> space, long seed) {
    LearningRun<String> run = new LearningRun<>(space, seed);
    Controller controller = strategy.open(run);
    double[] latest = new double[20];
    for (int i = 0; i < 1600; i++) {
      latest[i % 20] = run.step(controller, PpoTest::links);
      if (i >= 20 && Arrays.stream(latest).average().orElseThrow() > threshold) {
        return i;
      }
    }
    return 1600;
  }

  /** On layers with links: the same network, step size and batch, four epochs to one step. */
  @Tag("comparison")
  @Test
  void needsFewerEvaluationsThanReinforce() {
    SearchSpace<String> space = ToySpaces.anchored(6);
    double threshold = 0.2;
    int[] ppo = new int[5];
    int[] reinforce = new int[5];
    for (int seed = 0; seed < 5; seed++) {
      ppo[seed] = samplesTo(threshold, PpoUpdateTest.likeReinforce(4, 0.2), space, seed);
      reinforce[seed] = samplesTo(threshold, PpoUpdateTest.reinforce(), space, seed);
    }
    Arrays.sort(ppo);
    Arrays.sort(reinforce);
    assertThat(ppo[2]).isLessThan(1500).isLessThan(reinforce[2]);
  }

  @Tag("comparison")
  @Test
  void defaultsLearnOnLongSpacesToo() {
    for (int seed = 0; seed < 3; seed++) {
      double[] rewards = LearningRun.rewards(
          Ppo.builder().build(), ToySpaces.anchored(12), PpoTest::links, 200, seed);
      double early = Arrays.stream(rewards, 0, 30).average().orElseThrow();
      double late = Arrays.stream(rewards, 170, 200).average().orElseThrow();
      assertThat(late).isGreaterThan(early + 0.1);
    }
  }

  /**
   * Rewarded are separable convolutions, and blocks that read each other, so that few states stay
   * unused.
   */
  private static double separableAndConnected(Architecture network) {
    long separable = network.nodes().stream()
        .filter(node -> node.layer() instanceof SeparableConvolution)
        .count();
    int unused =
        network.nodes().stream().anyMatch(node -> node.name().equals("stage1.cell1/output"))
            ? network.node("stage1.cell1/output").inputs().size()
            : 1;
    return separable - unused;
  }

  private static void assertBetterCellsThanRandomSamples(SearchStrategy strategy, double margin) {
    NasnetSpace space = NasnetSpace.builder(Shape.image(1, 4, 4), 2)
        .stages(1)
        .cellsPerStage(1)
        .filters(2)
        .build();
    for (int seed = 0; seed < 3; seed++) {
      double learned =
          topFive(LearningRun.rewards(strategy, space, PpoTest::separableAndConnected, 200, seed));
      double drawn = topFive(LearningRun.rewards(
          new RandomSearch(), space, PpoTest::separableAndConnected, 200, seed));
      assertThat(learned).isGreaterThan(drawn + margin);
    }
  }

  @Tag("comparison")
  @Test
  void findsBetterCellsThanRandomSamples() {
    assertBetterCellsThanRandomSamples(Ppo.builder().build(), 1);
  }

  /** 8.6 to 9.6 against 7.4 to 8.2 after 200 samples, of the 20,000 that the paper takes. */
  @Tag("soak")
  @Test
  void thePublishedSettingsFindBetterCellsThanRandomSamplesToo() {
    assertBetterCellsThanRandomSamples(Ppo.nasnet(), 0);
  }

  private static double topFive(double[] rewards) {
    double[] sorted = rewards.clone();
    Arrays.sort(sorted);
    return Arrays.stream(sorted, sorted.length - 5, sorted.length).average().orElseThrow();
  }

  @Tag("comparison")
  @Test
  void defaultsBeatRandomSamplesSoon() {
    SearchSpace<List<Integer>> space = ToySpaces.grid(8, 4);
    ToDoubleFunction<List<Integer>> sum =
        digits -> digits.stream().mapToInt(each -> each).sum();
    int wins = 0;
    for (int seed = 0; seed < 20; seed++) {
      double[] learned = LearningRun.rewards(Ppo.builder().build(), space, sum, 100, seed);
      double[] drawn = LearningRun.rewards(new RandomSearch(), space, sum, 100, seed);
      wins += Arrays.stream(learned).max().getAsDouble()
              > Arrays.stream(drawn).max().getAsDouble()
          ? 1
          : 0;
    }
    assertThat(wins).isGreaterThanOrEqualTo(18);
  }

  @Test
  void publishedPresetsAreWhatWasPublished() {
    assertThat(Ppo.nasnet().settings())
        .containsAllEntriesOf(new TreeMap<>(Map.of(
            "lstm", "1x100",
            "initialRange", "0.1",
            "batch", "20",
            "entropyWeight", "1.0E-5",
            "clip", "0.2",
            "redraws", "0",
            "imitation", "none")))
        .extractingByKey("adam")
        .asString()
        .contains("3.5E-4");
    assertThat(Ppo.nagyBoros().settings())
        .containsAllEntriesOf(new TreeMap<>(Map.of(
            "lstm", "2x5",
            "temperature", "5.0",
            "tanhConstant", "2.5",
            "epochs", "10",
            "links", "TWO_CLASSES",
            "redraws", "0",
            "imitation", "none")));
  }

  @Test
  void refusesWhatCannotBe() {
    Ppo.Builder builder = Ppo.builder();
    assertThatThrownBy(() -> builder.clip(0)).hasMessageContaining("[0.0]");
    assertThatThrownBy(() -> builder.epochs(0)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> builder.critic(1, 2)).hasMessageContaining("[2.0]");
    assertThatThrownBy(() -> builder.greatestDivergence(-1)).hasMessageContaining("[-1.0]");
  }
}
