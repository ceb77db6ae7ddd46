package org.nas4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.data.Split;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.Engine;
import org.nas4j.images.Precision;

/** The code of the page on engines. */
class EnginesTest {

  @Test
  void choosesAnEngine() {
    // region: engine
    Split data = FirstSearch.stripes(160, 1).split(60, new SplittableRandom(1)).standardised();
    Dl4jEvaluator evaluator = Dl4jEvaluator.builder()
        .training(data.training())
        .validation(data.validation())
        .settings(Dl4jTraining.builder()
            .engine(Engine.AUTO) // the default
            .precision(Precision.AUTO) // 16 bits where they are fast; the default is 32
            .build())
        .threads(2)
        .build();
    // end region
    assertThat(evaluator.provenance()).containsKey("training.engine");
  }
}
