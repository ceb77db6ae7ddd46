package org.nas4j.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.morphism.EditSpace;
import org.nas4j.morphism.StartNetworks;
import org.nas4j.search.SearchStrategy;
import org.nas4j.strategy.eas.Eas;
import org.nas4j.strategy.evolution.Evolution;
import org.nas4j.strategy.ppo.Ppo;
import org.nas4j.strategy.qlearning.QLearning;
import org.nas4j.strategy.reinforce.Reinforce;
import org.nas4j.strategy.uct.Uct;

/** Each preset against the numbers of its paper or released code, as a result would print them. */
class PublishedPresetsTest {

  private static void assertSets(SearchStrategy preset, Map<String, String> published) {
    assertThat(preset.settings()).containsAllEntriesOf(published);
  }

  /** zoph2017nas, section 4.1; the weight of the average is NASNet's. */
  @Test
  void nas() {
    assertSets(
        Reinforce.nas(),
        Map.ofEntries(
            Map.entry("lstm", "2x35"),
            Map.entry("initialRange", "0.08"),
            Map.entry("links", "SIGMOID"),
            Map.entry("temperature", "1.0"),
            Map.entry("tanhConstant", "Infinity"),
            Map.entry("adam", "Adam[learningRate=6.0E-4, beta1=0.9, beta2=0.999, epsilon=1.0E-8]"),
            Map.entry("batch", "8"),
            Map.entry("baseline", "MovingAverage[weight=0.95, start=FIRST_REWARD]"),
            Map.entry("rewardScale", "RAW"),
            Map.entry("normalizedAdvantages", "false"),
            Map.entry("entropyWeight", "0.0"),
            Map.entry("imitation", "none"),
            Map.entry("redraws", "0")));
  }

  /** zoph2018nasnet, appendix; clip and epochs are those of schulman2017ppo. */
  @Test
  void nasnet() {
    assertSets(
        Ppo.nasnet(),
        Map.ofEntries(
            Map.entry("lstm", "1x100"),
            Map.entry("initialRange", "0.1"),
            Map.entry("links", "SIGMOID"),
            Map.entry("temperature", "1.0"),
            Map.entry("tanhConstant", "Infinity"),
            Map.entry("adam", "Adam[learningRate=3.5E-4, beta1=0.9, beta2=0.999, epsilon=1.0E-8]"),
            Map.entry("batch", "20"),
            Map.entry("epochs", "4"),
            Map.entry("minibatches", "1"),
            Map.entry("clip", "0.2"),
            Map.entry("criticWeight", "0.0"),
            Map.entry("baseline", "MovingAverage[weight=0.95, start=FIRST_REWARD]"),
            Map.entry("rewardScale", "RAW"),
            Map.entry("normalizedAdvantages", "false"),
            Map.entry("entropyWeight", "1.0E-5"),
            Map.entry("imitation", "none"),
            Map.entry("redraws", "0")));
  }

  /** MnasNet takes over NASNet's controller: tan2019mnasnet, section 4.3. */
  @Test
  void mnasnet() {
    assertThat(Ppo.mnasnet().settings()).isEqualTo(Ppo.nasnet().settings());
  }

  /** pham2018enas, the macro search of the released code. */
  @Test
  void enas() {
    assertSets(
        Reinforce.enas(),
        Map.ofEntries(
            Map.entry("lstm", "1x64"),
            Map.entry("initialRange", "0.1"),
            Map.entry("links", "TWO_CLASSES"),
            Map.entry("temperature", "1.0"),
            Map.entry("tanhConstant", "1.5"),
            Map.entry(
                "adam",
                "Adam[learningRate=0.001, beta1=0.0, beta2=0.999, epsilon=0.001, epsilonAsInTensorFlow]"),
            Map.entry("batch", "20"),
            Map.entry("baseline", "MovingAverage[weight=0.99, start=ZERO]"),
            Map.entry("rewardScale", "RAW"),
            Map.entry("normalizedAdvantages", "false"),
            Map.entry("entropyWeight", "1.0E-4"),
            Map.entry("entropyBonus", "IN_REWARD"),
            Map.entry("linkPrior", "LinkPrior[weight=0.8, rate=0.4, mode=OFFICIAL_CODE]"),
            Map.entry("imitation", "none"),
            Map.entry("redraws", "0")));
  }

  /** pham2018enas: the scripts of the micro search and of the language model, and the paper. */
  @Test
  void enasOfOtherSpaces() {
    assertSets(
        Reinforce.enasMicro(),
        Map.of(
            "lstm", "1x64",
            "tanhConstant", "1.1",
            "batch", "10",
            "blankInputs", "true",
            "optionPrior",
                "OptionPrior[decision=operation, tanhShare=0.4, start=[10.0, 10.0],"
                    + " firstCell=[0.25, 0.25, -0.25, -0.25, -0.25]]",
            "linkPrior", "LinkPrior[weight=0.0, rate=0.5, mode=EXACT]",
            "adam",
                "Adam[learningRate=0.0035, beta1=0.0, beta2=0.999, epsilon=0.001, epsilonAsInTensorFlow]"));
    assertSets(
        Reinforce.enasText(),
        Map.of(
            "lstm", "1x64",
            "initialRange", "0.01",
            "temperature", "5.0",
            "tanhConstant", "2.25",
            "recency", "Recency[divisor=6.0, offset=0.1]",
            "batch", "10",
            "baseline", "MovingAverage[weight=0.999, start=ZERO]",
            "entropyWeight", "1.0E-5",
            "adam", "Adam[learningRate=5.0E-5, beta1=0.9, beta2=0.999, epsilon=1.0E-8]"));
    assertSets(
        Reinforce.enasPaper(),
        Map.of(
            "lstm", "1x100",
            "initialRange", "0.1",
            "temperature", "5.0",
            "tanhConstant", "2.5",
            "entropyWeight", "0.1",
            "linkPrior", "LinkPrior[weight=0.8, rate=0.4, mode=OFFICIAL_CODE]",
            "adam", "Adam[learningRate=3.5E-4, beta1=0.9, beta2=0.999, epsilon=1.0E-8]"));
  }

  /** pham2018enas: where the paper's controllers of cells are not that of whole networks. */
  @Test
  void enasOfThePaper() {
    Map<String, String> micro = new TreeMap<>(Reinforce.enasPaper().settings());
    assertThat(micro).doesNotContainKeys("optionPrior", "recency", "blankInputs");
    micro.put("linkPrior", "LinkPrior[weight=0.0, rate=0.5, mode=EXACT]");
    assertThat(Reinforce.enasMicroPaper().settings()).isEqualTo(micro);
    micro.put("entropyWeight", "1.0E-4");
    assertThat(Reinforce.enasTextPaper().settings()).isEqualTo(micro);
  }

  /** hsu2018monas, as remembered; what is not published is NAS'. */
  @Test
  void monas() {
    assertSets(
        Reinforce.monas(),
        Map.of(
            "lstm", "1x24",
            "batch", "8",
            "baseline", "MovingAverage[weight=0.95, start=FIRST_REWARD]",
            "entropyWeight", "0.0",
            "imitation", "none",
            "adam", "Adam[learningRate=0.03, beta1=0.9, beta2=0.999, epsilon=1.0E-8]"));
  }

  /** nagy2021ppo, the authors' code; what deviates is said there. */
  @Test
  void nagyBoros() {
    assertSets(
        Ppo.nagyBoros(),
        Map.ofEntries(
            Map.entry("lstm", "2x5"),
            Map.entry("links", "TWO_CLASSES"),
            Map.entry("temperature", "5.0"),
            Map.entry("tanhConstant", "2.5"),
            Map.entry("adam", "Adam[learningRate=3.5E-4, beta1=0.0, beta2=0.999, epsilon=0.001]"),
            Map.entry("batch", "20"),
            Map.entry("epochs", "10"),
            Map.entry("minibatches", "1"),
            Map.entry("clip", "0.2"),
            Map.entry("criticWeight", "0.0"),
            Map.entry("baseline", "MovingAverage[weight=0.8, start=FIRST_REWARD]"),
            Map.entry("entropyWeight", "0.001"),
            Map.entry("imitation", "none"),
            Map.entry("redraws", "0")));
  }

  /** baker2017metaqnn, section 3, table 2 and appendix D.1. */
  @Test
  void metaQnn() {
    assertSets(
        QLearning.metaQnn(),
        Map.ofEntries(
            Map.entry("values", "table"),
            Map.entry("learningRate", "0.01"),
            Map.entry("discount", "1.0"),
            Map.entry("initialValue", "0.5"),
            Map.entry("replay", "100"),
            Map.entry("period", "1"),
            Map.entry("target", "BOOTSTRAPPED"),
            Map.entry("shaping", "NONE"),
            Map.entry(
                "exploration",
                "1.0:1500 0.9:100 0.8:100 0.7:100 0.6:150 0.5:150 0.4:150 0.3:150 0.2:150"
                    + " 0.1:150"),
            Map.entry("explorationLength", Integer.toString(Integer.MAX_VALUE)),
            Map.entry("rejected", "RejectedReward[kind=SKIP, value=0.0]"),
            Map.entry("redraws", "0")));
  }

  /**
   * zhong2018blockqnn, table 2 times 64 blocks an iteration, 11,392 in all; section 3.3, equation
   * 6.
   */
  @Test
  void blockQnn() {
    assertSets(
        QLearning.blockQnn(),
        Map.ofEntries(
            Map.entry("values", "table"),
            Map.entry("learningRate", "0.01"),
            Map.entry("discount", "1.0"),
            Map.entry("initialValue", "0.5"),
            Map.entry("replay", "64"),
            Map.entry("period", "64"),
            Map.entry("target", "BOOTSTRAPPED"),
            Map.entry("shaping", "OWN_LENGTH"),
            Map.entry(
                "exploration",
                "1.0:6080 0.9:448 0.8:448 0.7:448 0.6:640 0.5:640 0.4:640 0.3:640 0.2:640"
                    + " 0.1:768"),
            Map.entry("explorationLength", Integer.toString(Integer.MAX_VALUE)),
            Map.entry("rejected", "RejectedReward[kind=SKIP, value=0.0]"),
            Map.entry("redraws", "0")));
  }

  /** kocsis2006uct: Cp = 1/√2, so that 2·Cp·√(ln n / n_i) is once √(2 ln n / n_i). */
  @Test
  void kocsis() {
    assertSets(
        Uct.kocsis(),
        Map.of(
            "exploration", "1.0",
            "scale", "RAW",
            "sharing", "0.0",
            "expansion", "WHOLE_PATH",
            "rollout", "UNIFORM",
            "widening", "Infinity n^0.0",
            "guide", "none",
            "repeats", "true"));
  }

  /** negrinho2017deeparchitect, code of the experiments. */
  @Test
  void deepArchitect() {
    assertSets(
        Uct.deepArchitect(),
        Map.of(
            "exploration", "0.5",
            "scale", "RAW",
            "sharing", "0.0",
            "expansion", "ONE_NODE",
            "rollout", "UNIFORM",
            "widening", "Infinity n^0.0",
            "guide", "none",
            "repeats", "true"));
  }

  /** negrinho2017deeparchitect, the later code. */
  @Test
  void deepArchitectGuided() {
    assertSets(
        Uct.deepArchitectGuided(),
        Map.of(
            "exploration", "0.5",
            "scale", "RAW",
            "sharing", "0.0",
            "expansion", "ONE_NODE",
            "rollout", "UNIFORM",
            "guide", "Guide[samples=50, exploration=0.25, start=1, longest=4, ridge=1000.0]",
            "repeats", "false"));
  }

  /** real2019evolution, section 3. */
  @Test
  void real() {
    assertSets(
        Evolution.real(),
        Map.of(
            "population", "100",
            "sample", "25",
            "replacement", "true",
            "removal", "OLDEST"));
  }

  /** cai2018eas, code: search of plain networks. */
  @Test
  void eas() {
    assertSets(
        Eas.demo(),
        Map.ofEntries(
            Map.entry("embedding", "16"),
            Map.entry("hidden", "50"),
            Map.entry("wider", "4"),
            Map.entry("deeper", "5"),
            Map.entry("batch", "10"),
            Map.entry("adam", "Adam[learningRate=0.002, beta1=0.9, beta2=0.999, epsilon=1.0E-8]"),
            Map.entry("greatestNorm", "Infinity"),
            Map.entry("baselineWeight", "0.95"),
            Map.entry("entropyWeight", "1.0E-5"),
            Map.entry("tangent", "true"),
            Map.entry("randomEdits", "false"),
            Map.entry("stage", "0")));
    assertSets(Eas.dense(), Map.of("wider", "10", "deeper", "5"));
    assertSets(Eas.paper(), Map.of("stage", "300", "batch", "10"));
  }

  /** cai2018eas, code: what there is to choose from. */
  @Test
  void easSpaces() {
    Architecture start = StartNetworks.eas(Shape.image(3, 32, 32), 10);
    assertThat(EditSpace.easDemo(start).settings())
        .containsEntry("widths", "[4, 8, 12, 16, 20, 24, 28, 32, 36, 40]")
        .containsEntry("units", "[8, 16, 24, 32, 40, 48, 56, 64, 72, 80]")
        .containsEntry("kernels", "[1, 3, 5]")
        .containsEntry("positions", "10")
        .containsEntry("widerNoise", "0.01")
        .containsEntry("deeperNoise", "0.001");
    assertThat(EditSpace.easPaper(start).settings())
        .containsEntry("widths", "[16, 32, 64, 96, 128, 192, 256, 320, 384, 448, 512, 576, 640]")
        .containsEntry("units", "[64, 128, 256, 384, 512, 640, 768, 896, 1024, 1152, 1280]");
    assertThat(EditSpace.easDense(start).settings())
        .containsEntry("positions", "20")
        .hasEntrySatisfying(
            "widths", each -> assertThat(each).startsWith("[4, 6, 8,").endsWith("46, 48]"));
  }
}
