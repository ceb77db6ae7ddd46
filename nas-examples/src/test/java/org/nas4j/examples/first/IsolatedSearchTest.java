package org.nas4j.examples.first;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;

class IsolatedSearchTest {

  private static final int IMAGES = 200;
  private static final int TRIALS = 3;

  private static List<Genotype> genotypes(SearchResult<Architecture> result) {
    return result.trials().stream().map(Trial::genotype).toList();
  }

  /** Of each trial, loss after each epoch: of training, then of validation. */
  private static List<List<Double>> losses(SearchResult<Architecture> result) {
    return result.trials().stream()
        .map(trial -> trial.outcome().figures().orElseThrow())
        .map(figures -> Stream.of(Metric.TRAINING_LOSS, Metric.VALIDATION_LOSS)
            .flatMap(metric -> figures.history(metric).stream())
            .toList())
        .toList();
  }

  @Test
  void oneAndTwoProcessesAndAThreadTrainTheSameNetworks() throws Exception {
    SearchResult<Architecture> one = search(1);
    SearchResult<Architecture> two = search(2);
    assertThat(genotypes(one)).hasSizeGreaterThanOrEqualTo(TRIALS).isEqualTo(genotypes(two));
    assertThat(losses(one)).isEqualTo(losses(two));
    assertThat(two.provenance())
        .containsEntry("evaluator.isolation", "process")
        .containsEntry("backend", "deeplearning4j");
    SearchResult<Architecture> thread = onAThread();
    assertThat(genotypes(thread)).isEqualTo(genotypes(one));
    assertThat(losses(thread)).isEqualTo(losses(one));
  }

  private static SearchResult<Architecture> search(int workers) {
    return IsolatedSearch.search(IsolatedSearch.isolation(IMAGES), TRIALS, workers, 1)
        .run();
  }

  private static SearchResult<Architecture> onAThread() throws Exception {
    Map<String, String> settings = IsolatedSearch.isolation(IMAGES).settings();
    DigitWorkers factory = new DigitWorkers();
    Evaluator<Architecture> here = factory.evaluator(settings);
    return NasSearch.builder(factory.space(settings))
        .evaluator(here)
        .stopAfter(StopRule.trials(TRIALS))
        .seed(1)
        .run();
  }
}
