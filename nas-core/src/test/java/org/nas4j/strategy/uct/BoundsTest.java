package org.nas4j.strategy.uct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.search.Controller;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ToySpaces;

/** The acceptance checks of UCT (specification 4.1). */
class BoundsTest {

  private static final SearchSpace<?> BANDIT = ToySpaces.grid(1, 10);

  /** Regret on a bandit of ten arms grows with the logarithm, and is what others measured. */
  @Test
  void playsABanditWithLogarithmicRegret() {
    int seeds = 10;
    double early = 0;
    double late = 0;
    double bestShare = 0;
    for (int seed = 0; seed < seeds; seed++) {
      List<Trial> trials = Searches.run(
          Uct.kocsis(),
          BANDIT,
          (genotype, random) ->
              random.nextDouble() < (Searches.option(genotype, 0) == 4 ? 0.9 : 0.6) ? 1 : 0,
          10_000,
          1,
          seed);
      early += regret(trials.subList(0, 1000)) / seeds;
      late += regret(trials) / seeds;
      bestShare += (1 - regret(trials) / 0.3 / trials.size()) / seeds;
    }
    assertThat(early).isCloseTo(163, within(15.0));
    assertThat(late).isCloseTo(409, within(40.0)).isLessThan(2222);
    assertThat(late / early).isLessThan(4);
    assertThat(bestShare).isCloseTo(0.86, within(0.02));
  }

  private static double regret(List<Trial> trials) {
    return 0.3
        * trials.stream()
            .filter(trial -> Searches.option(trial.genotype(), 0) != 4)
            .count();
  }

  /**
   * The wrong arm at the root of a tree whose averages mislead becomes less and less likely. At
   * 10,000 trials of the specification it never happens, so that fewer tell more.
   */
  @Test
  void seldomErrsAtTheRootOfATree() {
    double afterHundred = failures(100);
    double afterThreeHundred = failures(300);
    double afterThousand = failures(1000);
    assertThat(afterHundred).isGreaterThan(0.6);
    assertThat(afterThreeHundred).isBetween(0.2, afterHundred - 0.1);
    assertThat(afterThousand).isLessThan(0.15);
  }

  /** The best leaf, 0.8, lies among leaves of 0.4; the other half of the tree has leaves of 0.6. */
  private static double failures(int trials) {
    int seeds = 40;
    int failures = 0;
    for (int seed = 0; seed < seeds; seed++) {
      List<Trial> run = Searches.run(
          Uct.kocsis(),
          ToySpaces.grid(4, 2),
          (genotype, random) -> random.nextDouble() < mean(genotype) ? 1 : 0,
          trials,
          1,
          seed);
      long right = run.stream()
          .filter(trial -> Searches.option(trial.genotype(), 0) == 0)
          .count();
      failures += right * 2 <= trials ? 1 : 0;
    }
    return failures / (double) seeds;
  }

  private static double mean(Genotype genotype) {
    if (Searches.option(genotype, 0) == 1) {
      return 0.6;
    }
    return genotype.code().equals("0-1-0-1") ? 0.8 : 0.4;
  }

  /**
   * A node's value is the average of the rewards through it, and its children's visits are its own.
   */
  @Test
  void keepsPlainAverages() {
    for (Uct recipe : List.of(Uct.builder().build(), Uct.kocsis(), Uct.deepArchitect())) {
      SearchTree tree = new SearchTree(recipe.settings);
      Map<TreeNode, List<Playout>> through = new HashMap<>();
      for (int i = 0; i < 200; i++) {
        Descent descent = tree.descent(Seeds.random(1, i, "propose"));
        ToySpaces.grid(4, 4).sample(descent);
        Playout playout = tree.enter(descent);
        tree.back(playout, Seeds.random(1, i, "reward").nextDouble());
        playout
            .members()
            .forEach(
                each -> through.computeIfAbsent(each, n -> new ArrayList<>()).add(playout));
      }
      through.forEach((node, playouts) -> {
        assertThat(node.pending()).isZero();
        assertThat(node.visits()).isEqualTo(playouts.size());
        assertThat(node.sum())
            .isCloseTo(playouts.stream().mapToDouble(tree::value).sum(), within(1e-9));
        int below = 0;
        for (int arm = 0; arm < 4; arm++) {
          below += node.find(arm) == null ? 0 : node.find(arm).visits();
        }
        boolean leaf = node.find(0) == null
            && node.find(1) == null
            && node.find(2) == null
            && node.find(3) == null;
        int whileLeaf = recipe.settings.expansion() == Uct.Expansion.ONE_NODE ? 1 : 0;
        assertThat(below).isEqualTo(leaf ? 0 : node.visits() - whileLeaf);
      });
    }
  }

  /**
   * A tenfold reward with a tenfold constant, or on a scale that follows the rewards, is the same
   * search.
   */
  @Test
  void doesNotDependOnTheUnitOfRewards() {
    assertThat(trajectory(Uct.kocsis().toBuilder().exploration(10), 10, 0))
        .isEqualTo(trajectory(Uct.kocsis().toBuilder().exploration(1), 1, 0))
        .isNotEqualTo(trajectory(Uct.kocsis().toBuilder().exploration(1), 10, 0));
    for (Uct.Scale scale : List.of(Uct.Scale.MIN_MAX, Uct.Scale.RANKED)) {
      Uct.Builder settings = Uct.builder().scale(scale);
      assertThat(trajectory(settings, 16, -4))
          .as("%s", scale)
          .isEqualTo(trajectory(settings, 1, 0));
    }
  }

  private static List<Genotype> trajectory(Uct.Builder settings, double factor, double offset) {
    Searches.Landscape landscape = (genotype, random) ->
        offset + factor * Math.floorMod(genotype.code().hashCode() * 31, 64) / 64.0;
    return Searches.genotypes(
        Searches.run(settings.build(), ToySpaces.grid(3, 4), landscape, 60, 1, 2));
  }

  /**
   * With nothing observed there is no logarithm of zero; pending proposals spread by the virtual
   * loss.
   */
  @Test
  void spreadsWhatIsPending() {
    for (Uct recipe : List.of(Uct.kocsis(), Uct.builder().build())) {
      Controller controller = recipe.open(Searches.context(BANDIT, 3));
      List<Genotype> pending = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        pending.add(
            controller.propose(Seeds.random(3, i, "propose")).orElseThrow().genotype());
      }
      assertThat(pending).doesNotHaveDuplicates();
    }
    assertThat(fortyPending(Uct.kocsis()).values()).hasSize(10).containsOnly(4);
    // The first of these is a rollout from the root, which then joins the tree.
    assertThat(fortyPending(Uct.deepArchitect()).values())
        .hasSize(10)
        .allMatch(count -> count <= 5);
  }

  private static Map<Genotype, Integer> fortyPending(Uct recipe) {
    Controller again = recipe.open(Searches.context(BANDIT, 3));
    Map<Genotype, Integer> counts = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      Genotype next = again.propose(Seeds.random(3, i, "propose")).orElseThrow().genotype();
      counts.merge(next, 1, Integer::sum);
    }
    return counts;
  }
}
