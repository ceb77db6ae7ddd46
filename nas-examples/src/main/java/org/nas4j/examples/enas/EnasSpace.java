package org.nas4j.examples.enas;

import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.enas.EnasMacroSpace;
import org.nas4j.spaces.enas.EnasMicroSpace;

/**
 * What {@link EnasImages} can search, sized so that two cores train some thousand networks in
 * minutes.
 */
enum EnasSpace {
  MICRO {
    @Override
    SearchSpace<Architecture> of(Shape image, int classes) {
      return EnasMicroSpace.builder(image, classes).nodes(3).cells(3).filters(8).build();
    }
  },
  MACRO {
    @Override
    SearchSpace<Architecture> of(Shape image, int classes) {
      return EnasMacroSpace.small(image, classes);
    }
  };

  abstract SearchSpace<Architecture> of(Shape image, int classes);
}
