package org.nas4j.examples.papers;

import java.io.IOException;
import java.util.List;
import org.nas4j.arch.Architecture;
import org.nas4j.examples.cli.Digits;
import org.nas4j.images.Dl4jSupernet;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.enas.EnasMacroSpace;
import org.nas4j.spaces.enas.EnasMicroSpace;
import org.nas4j.strategy.ppo.Ppo;
import org.nas4j.strategy.reinforce.Reinforce;

/** Papers that train networks for images on shared weights. */
final class SharedPapers {

  private static final int BATCH = 32;
  private static final double MOMENTUM = 0.9;
  private static final double DECAY = 1e-4;
  private static final int UPDATE = 10;

  private SharedPapers() {}

  static Course enasMacro() {
    return stage -> run(
        stage,
        "Reinforce.enas(), layers as in the released search",
        digits -> EnasMacroSpace.builder(digits.shape(), digits.classes())
            .layers(6)
            .filters(8)
            .build(),
        Reinforce.enas().toBuilder().batch(UPDATE).build(),
        new Scaled("layers", "12", "6"),
        new Scaled("filters", "36", "8"),
        new Scaled("children of an update", "20", String.valueOf(UPDATE)));
  }

  static Course enasMicro() {
    return stage -> run(
        stage,
        "Reinforce.enasMicro(), cells wired as in the released search",
        digits -> EnasMicroSpace.small(digits.shape(), digits.classes()).toBuilder()
            .releasedWiring(true)
            .build(),
        Reinforce.enasMicro(),
        new Scaled("cells", "6 of 5 nodes, 20 filters", "3 of 3 nodes, 12 filters"));
  }

  static Course ppo() {
    return stage -> run(
        stage,
        "Ppo.nagyBoros()",
        digits -> EnasMacroSpace.builder(digits.shape(), digits.classes())
            .layers(3)
            .filters(10)
            .build(),
        Ppo.nagyBoros().toBuilder().batch(UPDATE).build(),
        new Scaled("children of an update", "20", String.valueOf(UPDATE)));
  }

  static Course random() {
    return stage -> {
      SharedSpace space = digits -> EnasMicroSpace.small(digits.shape(), digits.classes());
      return run(
          stage,
          "random search with weight sharing",
          space,
          new RandomSearch(),
          new Scaled("space", "DARTS' cells", "ENAS' small cells"),
          new Scaled("networks judged at the end", "1,000", "20"));
    };
  }

  /** A space for images of some shape and classes. */
  @FunctionalInterface
  private interface SharedSpace {
    SearchSpace<Architecture> of(Digits digits);
  }

  private static PaperFindings run(
      Stage stage, String preset, SharedSpace spaces, SearchStrategy strategy, Scaled... scaled)
      throws IOException, InterruptedException {
    Digits digits = stage.digits();
    stage.print("Preset %s", preset);
    List.of(scaled).forEach(stage::scale);
    SearchSpace<Architecture> space = spaces.of(digits);
    List<OneShot.Derived<Architecture>> derived =
        new OneShot<>(stage, space, () -> open(stage, digits), UPDATE).run(strategy, 0);
    List<Double> test = new FinalTraining(stage, digits)
        .test(derived.stream().map(each -> each.result().architecture()).toList());
    return new PaperFindings(
        judged(derived.get(0), test.get(0)), judged(derived.get(1), test.get(1)));
  }

  private static OneShot.Opened<Architecture> open(Stage stage, Digits digits) {
    Dl4jSupernet supernet = Dl4jSupernet.builder()
        .training(digits.search().training())
        .validation(digits.search().validation())
        .settings(Dl4jTraining.builder()
            .nesterov(MOMENTUM)
            .weightDecay(DECAY)
            .batch(BATCH)
            .build())
        .seed(stage.seed())
        .build();
    return new OneShot.Opened<>(supernet, supernet);
  }

  private static PaperFindings.Finalist judged(OneShot.Derived<Architecture> one, double test) {
    return new PaperFindings.Finalist(
        one.result().architecture().cost().parameters(),
        one.result().validationScore(),
        test,
        one.networks(),
        one.seconds());
  }
}
