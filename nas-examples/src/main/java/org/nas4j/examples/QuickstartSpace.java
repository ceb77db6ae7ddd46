package org.nas4j.examples;

import java.util.Locale;
import java.util.function.BiFunction;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;
import org.nas4j.spaces.MetaQnnSpace;
import org.nas4j.spaces.NasSkipSpace;
import org.nas4j.spaces.NasnetSpace;

/** What {@link Quickstart} can search, each sized for two cores and small images. */
enum QuickstartSpace {
  SKIP(NasSkipSpace::small),
  CHAIN(ChainSpace::of),
  METAQNN(MetaQnnSpace::small),
  NASNET(NasnetSpace::small);

  private final BiFunction<Shape, Integer, SearchSpace<Architecture>> preset;

  QuickstartSpace(BiFunction<Shape, Integer, SearchSpace<Architecture>> preset) {
    this.preset = preset;
  }

  SearchSpace<Architecture> of(Shape image, int classes) {
    return preset.apply(image, classes);
  }

  /** As the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
