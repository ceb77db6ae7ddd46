package org.nas4j.benchmarks.supernet;

import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.enas.EnasMacroSpace;
import org.nas4j.spaces.enas.EnasMicroSpace;

/** Random networks of a small ENAS space. */
enum Children {
  MICRO {
    @Override
    SearchSpace<Architecture> space(Shape input, int classes, int filters) {
      return EnasMicroSpace.builder(input, classes)
          .nodes(3)
          .cells(3)
          .filters(filters)
          .dropout(0)
          .build();
    }
  },
  MACRO {
    @Override
    SearchSpace<Architecture> space(Shape input, int classes, int filters) {
      return EnasMacroSpace.builder(input, classes)
          .layers(6)
          .filters(filters)
          .dropout(0)
          .build();
    }
  };

  abstract SearchSpace<Architecture> space(Shape input, int classes, int filters);

  static Architecture draw(SearchSpace<Architecture> space, RandomGenerator random) {
    return space
        .sample(point -> point.legalOption(random.nextInt(point.legalCount())))
        .architecture();
  }
}
