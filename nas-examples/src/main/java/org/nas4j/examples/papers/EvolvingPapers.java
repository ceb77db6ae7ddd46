package org.nas4j.examples.papers;

import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.LearningRate;
import org.nas4j.images.TrainingPart;
import org.nas4j.morphism.largescale.LargeScaleSpace;
import org.nas4j.strategy.asha.Asha;
import org.nas4j.strategy.asha.Rungs;
import org.nas4j.strategy.largescale.LargeScaleEvolution;

/** Papers whose networks are trained on from trial to trial. */
final class EvolvingPapers {

  private static final int EPOCHS = 2;
  private static final int POPULATION = 6;
  private static final double RATE = 0.1;
  private static final double MOMENTUM = 0.9;
  private static final double DECAY = 1e-4;
  private static final Rungs RUNGS = new Rungs(1, 3, 3);

  private EvolvingPapers() {}

  static Course largeScale() {
    return new TrialSearch(
            digits -> LargeScaleSpace.builder(digits.shape(), digits.classes())
                .depth(12)
                .greatestChannels(32)
                .greatestKernel(7)
                .greatestParameters(30_000)
                .build(),
            LargeScaleEvolution.real().toBuilder().population(POPULATION).build(),
            new Scaled("population", "1,000", String.valueOf(POPULATION)),
            new Scaled("workers", "250", String.valueOf(Stage.workers())),
            new Scaled("steps of a child", "25,600 of 50 images", "2 epochs of 50 images"),
            new Scaled("greatest network", "none", "12 edges, 32 channels, 30,000 weights"))
        .training(Dl4jTraining.builder()
            .epochs(EPOCHS)
            .batch(50)
            .nesterov(MOMENTUM)
            .weightDecay(DECAY)
            .learningRate(LearningRate.constant(RATE))
            .build())
        .continuing((space, genotype) ->
            new TrainingPart(0, EPOCHS, ((LargeScaleSpace) space).learningRateFactor(genotype)));
  }

  static Course ashaPromotion() {
    return new TrialSearch(
            digits -> RUNGS.over(ImagePapers.cells(digits)),
            Asha.of(RUNGS),
            new Scaled("space", "DARTS' cells", "NASNet's small cells"),
            new Scaled("rungs", "1, 4, 16, 64, 256 of 300 epochs", "1, 3, 9 of 9 epochs"),
            new Scaled("eta", "4", "3"))
        .training(Dl4jTraining.of(RUNGS.resource(RUNGS.top())))
        .continuing((space, genotype) -> {
          int rung = Rungs.rung(genotype);
          return new TrainingPart(RUNGS.before(rung), RUNGS.resource(rung), 1);
        });
  }
}
