package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Metric;
import org.nas4j.morphism.EditSpace;
import org.nas4j.morphism.StartNetworks;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.strategy.eas.Eas;
import org.nas4j.strategy.rena.Rena;

/**
 * Searches whose networks have parents: killed at any byte of their journal, by any number of
 * workers.
 */
class EditSearchResumeTest {

  private static final int TRIALS = 40;
  private static final int CUTS = 8;
  private static final Shape.Image IMAGE = Shape.image(1, 8, 8);

  private static final Map<String, EditSpace> SPACES = Map.of(
      "eas", EditSpace.easDemo(StartNetworks.eas(IMAGE, 3)),
      "dense", EditSpace.easDense(StartNetworks.denseNet(IMAGE, 3, 4, 2, 1)),
      "rena", EditSpace.rena(StartNetworks.eas(IMAGE, 3)));

  @TempDir
  Path folder;

  private static SearchStrategy strategy(String name) {
    return name.equals("rena")
        ? Rena.builder().network(4, 5).batch(4).stage(8).build()
        : Eas.builder().network(4, 5).wider(1).deeper(2).batch(4).stage(12).build();
  }

  private static SearchBuilder<Architecture> search(String name) {
    return NasSearch.builder(SPACES.get(name))
        .strategy(strategy(name))
        .evaluator(EditSearchResumeTest::evaluate)
        .failures(failures -> failures.penalise(0))
        .lookahead(4)
        .stopAfter(StopRule.trials(TRIALS))
        .seed(11);
  }

  private static Evaluation evaluate(Candidate<Architecture> candidate, EvaluationContext context) {
    long parameters = candidate.architecture().cost().parameters();
    if (parameters % 11 == 3 && candidate.genotype().size() > 1) {
      throw new IllegalArgumentException("broken");
    }
    double noise = context.random().nextDouble() / 100;
    return Evaluation.of(Metric.VALIDATION_ACCURACY, parameters % 97 / 100.0 + noise);
  }

  @ParameterizedTest
  @ValueSource(strings = {"eas", "dense", "rena"})
  void aJournalCutAnywhereGivesTheUninterruptedRun(String name) throws IOException {
    List<Trial> whole = Essence.of(search(name).run());
    assertThat(whole.stream().filter(trial -> trial.parent().isPresent()).count())
        .isGreaterThan(20);
    Path journal = folder.resolve("run.jsonl");
    search(name).parallelism(3).store(journal).run();
    byte[] bytes = Files.readAllBytes(journal);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < CUTS; i++) {
      int cut = random.nextInt(bytes.length + 1);
      Files.write(journal, Arrays.copyOf(bytes, cut));
      assertThat(Essence.of(search(name).parallelism(1 + i % 3).store(journal).run()))
          .as("cut at %d", cut)
          .isEqualTo(whole);
    }
  }
}
