package org.nas4j.benchmarks.eas;

import org.nas4j.arch.Shape;
import org.nas4j.morphism.EditSpace;
import org.nas4j.morphism.StartNetworks;
import org.nas4j.strategy.eas.Eas;

/** What the first network looks like, and which edits there are. */
enum EasVariant {
  /** The released demonstration's start, cai2018eas. */
  PLAIN {
    @Override
    EditSpace space(Shape.Image input, int classes) {
      return EditSpace.easDemo(StartNetworks.eas(input, classes));
    }

    @Override
    Eas strategy() {
      return Eas.demo();
    }
  },
  /** Two blocks of two mini-blocks with growth rate 4. */
  DENSE {
    @Override
    EditSpace space(Shape.Image input, int classes) {
      return EditSpace.easDense(StartNetworks.denseNet(input, classes, 4, 2, 2));
    }

    @Override
    Eas strategy() {
      return Eas.dense();
    }
  };

  abstract EditSpace space(Shape.Image input, int classes);

  abstract Eas strategy();
}
