package org.nas4j.examples.papers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nas4j.arch.Architecture;
import org.nas4j.darts.DartsResult;
import org.nas4j.darts.DartsSearch;
import org.nas4j.darts.MixedNetwork;
import org.nas4j.examples.cli.Digits;
import org.nas4j.images.DartsSupernet;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.search.RandomSearch;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.darts.DartsCell;
import org.nas4j.spaces.darts.DartsNetwork;
import org.nas4j.spaces.darts.DartsOperation;

/** DARTS by the second order, beside random cells that are trained one by one. */
final class DartsPaper {

  private static final int CELLS = 3;
  private static final int FILTERS = 4;
  private static final int NODES = 4;
  private static final int BATCH = 32;

  /** A step of the second order computes so many gradients. */
  private static final int SLOPES = 5;

  private static final int MEASURED = 3;

  private static final Decision<DartsOperation> OPERATION = new Decision<>(
      "operation", List.of(DartsOperation.values()).subList(1, DartsOperation.values().length));

  private DartsPaper() {}

  static Course course() {
    return DartsPaper::run;
  }

  private static PaperFindings run(Stage stage) throws IOException, InterruptedException {
    Digits digits = stage.digits();
    DartsNetwork sizes = new DartsNetwork(digits.shape(), digits.classes(), CELLS, FILTERS, NODES);
    stage.scale("cells", "8 in the search, then 20", String.valueOf(CELLS));
    stage.scale("filters", "16 in the search, then 36", String.valueOf(FILTERS));
    double start = stage.elapsed();
    int epochs = epochs(stage, digits, sizes);
    stage.scale("epochs", "50", String.valueOf(epochs));
    try (DartsSupernet supernet = open(stage, digits, sizes)) {
      int steps = epochs * supernet.batches();
      DartsResult result = DartsSearch.builder(supernet)
          .epochs(epochs)
          .seed(stage.seed())
          .onEpoch(epoch -> tell(stage, epoch))
          .run();
      double seconds = stage.elapsed() - start;
      return judge(
          stage,
          digits,
          sizes,
          sizes.of(result.normal(), result.reduction(), 1, false),
          steps,
          seconds);
    }
  }

  private static void tell(Stage stage, DartsResult.Epoch epoch) {
    stage.print(
        "epoch %d: validation loss %.3f, %d skip connections in the cell, share %.3f",
        epoch.number(), epoch.validationLoss(), epoch.skips(), epoch.skipShare());
  }

  private static PaperFindings judge(
      Stage stage,
      Digits digits,
      DartsNetwork sizes,
      Architecture derived,
      int steps,
      double seconds)
      throws InterruptedException {
    TrialSearch alone = new TrialSearch(data -> space(sizes), new RandomSearch());
    TrialSearch.Found found = alone.alone(stage, digits, derived);
    TrialSearch.Found random = alone.random(stage, digits, space(sizes), seconds);
    List<Double> test =
        new FinalTraining(stage, digits).test(List.of(derived, random.best().architecture()));
    return new PaperFindings(
        new TrialSearch.Found(found.best(), steps, seconds).judged(test.get(0)),
        random.judged(test.get(1)));
  }

  private static DartsSupernet open(Stage stage, Digits digits, DartsNetwork sizes) {
    return DartsSupernet.builder(digits.search().training(), digits.search().validation())
        .sizes(sizes)
        .settings(Dl4jTraining.builder().batch(BATCH).build())
        .seed(stage.seed())
        .build();
  }

  private static int epochs(Stage stage, Digits digits, DartsNetwork sizes)
      throws InterruptedException {
    try (DartsSupernet supernet = open(stage, digits, sizes)) {
      double[] shares = new double[supernet.edges() * DartsOperation.values().length];
      double slope = 0;
      for (int i = 0; i < MEASURED; i++) {
        double start = stage.elapsed();
        supernet.slope(MixedNetwork.Part.TRAINING, shares);
        slope = stage.elapsed() - start;
      }
      double left = stage.searchSeconds() - stage.elapsed();
      return (int) Math.max(1, left / (slope * SLOPES * supernet.batches()));
    }
  }

  /** Cells as random search draws them (li2019random): two different states for each node. */
  private static SearchSpace<Architecture> space(DartsNetwork sizes) {
    return choices -> sizes.of(cell(choices), cell(choices), 1, false);
  }

  private static DartsCell cell(Choices choices) {
    List<DartsCell.Edge> edges = new ArrayList<>();
    for (int node = 0; node < NODES; node++) {
      List<Integer> states = IntStream.range(0, DartsCell.INPUTS + node).boxed().toList();
      Decision<Integer> state = new Decision<>("state of node " + (node + 1), states);
      int first = choices.pick(state);
      edges.add(new DartsCell.Edge(choices.pick(OPERATION), first));
      int second = choices.pick(state, each -> each != first);
      edges.add(new DartsCell.Edge(choices.pick(OPERATION), second));
    }
    return new DartsCell(edges);
  }
}
