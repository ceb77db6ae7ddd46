package org.nas4j.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nas4j.internal.math.Parameter;
import org.nas4j.policy.LinkPrior;
import org.nas4j.policy.LinkScoring;
import org.nas4j.policy.LstmSettings;
import org.nas4j.space.Anchor;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ToySpaces;

/** The formulas of the papers, computed once more from the numbers that go into them. */
class PolicyFormulasTest {

  private static final Offset<Double> TINY = within(1e-12);

  /** pham2018enas: the temperature divides the score, before it is squashed. */
  @Test
  void squashesTheScoreOverTheTemperature() {
    LstmSettings settings =
        LstmSettings.of(1, 2).toBuilder().temperature(5).tanhConstant(2.5).build();
    assertThat(Logits.of(3, settings)).isCloseTo(2.5 * Math.tanh(0.6), TINY);
    assertThat(Logits.of(-3, settings)).isCloseTo(-2.5 * Math.tanh(0.6), TINY);
    assertThat(Logits.slope(Logits.of(3, settings), settings))
        .isCloseTo(2.5 * (1 - Math.tanh(0.6) * Math.tanh(0.6)) / 5, TINY);
    LstmSettings plain = LstmSettings.of(1, 2).toBuilder().temperature(5).build();
    assertThat(Logits.of(3, plain)).isCloseTo(0.6, TINY);
    assertThat(Logits.slope(0.6, plain)).isCloseTo(0.2, TINY);
  }

  /**
   * zoph2017nas, section 3.3: v·tanh(W₁h_j + W₂h_i), W₁ for the earlier anchor j, W₂ for the
   * present one i.
   */
  @Test
  void scoresLinksByTwoProjections() {
    int hidden = 6;
    LstmPolicy policy =
        PolicyTrials.policy(LstmSettings.of(1, hidden).toBuilder().range(1.5).build(), 4);
    SearchSpace<Boolean> space = choices -> {
      Anchor first = choices.anchor();
      choices.anchor();
      return choices.link("skip", first);
    };
    Genotype yes = new Genotype(List.of(new Gene("skip", 1)));
    Trace trace = policy.trace(Episode.of(space.replay(yes).walk()));
    List<Parameter> all = policy.parameters();
    double[] w1 = all.get(all.size() - 3).value();
    double[] w2 = all.get(all.size() - 2).value();
    double[] v = all.get(all.size() - 1).value();
    assertThat(w1).hasSize(hidden * hidden);
    assertThat(w2).hasSize(hidden * hidden);
    double[] earlier = trace.anchor(0).output();
    double[] present = trace.anchor(1).output();
    double score = 0;
    for (int i = 0; i < hidden; i++) {
      double sum = 0;
      for (int k = 0; k < hidden; k++) {
        sum += w1[k * hidden + i] * earlier[k] + w2[k * hidden + i] * present[k];
      }
      score += v[i] * Math.tanh(sum);
    }
    assertThat(trace.logProbability(0, 1) - trace.logProbability(0, 0)).isCloseTo(score, TINY);
  }

  private static double divergence(double q, double rate) {
    return q * Math.log(q / rate) + (1 - q) * Math.log((1 - q) / (1 - rate));
  }

  /**
   * pham2018enas, section 2.3: summed over the links of an anchor, mean over the three anchors that
   * have any.
   */
  @Test
  void chargesTheMeanOverAnchorsOfWhatTheirLinksDiverge() {
    LstmSettings shape = LstmSettings.of(1, 6).toBuilder()
        .range(1.5)
        .links(LinkScoring.TWO_CLASSES)
        .build();
    LstmPolicy policy = PolicyTrials.policy(shape, 4);
    Episode episode = PolicyTrials.sample(policy, ToySpaces.anchored(4), 1);
    Trace trace = policy.trace(episode);
    double exact = 0;
    double code = 0;
    int links = 0;
    for (int i = 0; i < episode.size(); i++) {
      if (episode.point(i).references().isLink()) {
        double odds = trace.logProbability(i, 1) - trace.logProbability(i, 0);
        exact += divergence(1 / (1 + Math.exp(-odds)), 0.4);
        code += divergence(1 / (1 + Math.exp(-odds / 2)), 0.4);
        links++;
      }
    }
    assertThat(links).isEqualTo(6);
    assertThat(trace.penalty(new LinkPrior(0.8, 0.4, LinkPrior.Mode.EXACT)))
        .isCloseTo(0.8 * exact / 3, TINY);
    assertThat(trace.penalty(LinkPrior.ENAS)).isCloseTo(0.8 * code / 3, TINY);
    assertThat(trace.penalty(LinkPrior.NONE)).isZero();
  }

  @Test
  void chargesNothingWhereThereAreNoLinks() {
    LstmPolicy policy = PolicyTrials.policy(LstmSettings.of(1, 6), 4);
    Episode episode = PolicyTrials.sample(policy, ToySpaces.grid(2, 2), 1);
    assertThat(policy.trace(episode).penalty(LinkPrior.ENAS)).isZero();
  }
}
