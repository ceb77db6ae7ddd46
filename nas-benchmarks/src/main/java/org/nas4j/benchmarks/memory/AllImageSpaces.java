package org.nas4j.benchmarks.memory;

import java.util.List;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;
import org.nas4j.spaces.blockqnn.BlockQnnSpace;
import org.nas4j.spaces.enas.EnasMacroSpace;
import org.nas4j.spaces.enas.EnasMicroSpace;
import org.nas4j.spaces.metaqnn.MetaQnnSpace;
import org.nas4j.spaces.nas.NasSkipSpace;
import org.nas4j.spaces.nasnet.NasnetSpace;
import org.nas4j.spaces.parts.DeepConvSpace;
import org.nas4j.spaces.pnas.PnasSpace;

/**
 * Every ready-made space of networks for images, at its small setting, as one: the first decision
 * is which.
 */
final class AllImageSpaces implements SearchSpace<Architecture> {

  private static final Decision<String> SPACE = Decision.of(
      "space",
      "chain",
      "metaqnn",
      "nas-skip",
      "nasnet",
      "blockqnn",
      "enas-macro",
      "enas-micro",
      "pnas",
      "deepconv");

  private final List<SearchSpace<Architecture>> spaces;

  AllImageSpaces(Shape.Image input, int classes) {
    spaces = List.of(
        ChainSpace.of(input, classes),
        MetaQnnSpace.small(input, classes),
        NasSkipSpace.small(input, classes),
        NasnetSpace.small(input, classes),
        BlockQnnSpace.small(input, classes),
        EnasMacroSpace.small(input, classes),
        EnasMicroSpace.small(input, classes),
        PnasSpace.small(input, classes),
        DeepConvSpace.small(input, classes));
  }

  @Override
  public Architecture build(Choices choices) {
    return spaces.get(SPACE.options().indexOf(choices.pick(SPACE))).build(choices);
  }
}
