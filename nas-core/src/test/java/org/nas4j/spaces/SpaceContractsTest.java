package org.nas4j.spaces;

import org.junit.jupiter.api.Nested;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.enas.EnasMicroSpace;
import org.nas4j.spaces.enas.EnasMode;
import org.nas4j.spaces.enas.EnasRecurrentCell;
import org.nas4j.spaces.enas.EnasRecurrentSpace;
import org.nas4j.spaces.metaqnn.MetaQnnSpace;
import org.nas4j.spaces.mnasnet.MnasNetSpace;
import org.nas4j.spaces.nas.NasRecurrentSpace;
import org.nas4j.spaces.nas.NasSkipSpace;
import org.nas4j.spaces.nas.RecurrentCell;
import org.nas4j.spaces.nasnet.NasnetSpace;
import org.nas4j.testkit.SearchSpaceContract;

/** Every ready-made space keeps the contract, small or as published. */
class SpaceContractsTest {

  private static final Shape DIGITS = Shape.image(1, 28, 28);
  private static final Shape CIFAR = Shape.image(3, 32, 32);

  /** Of architectures of many nodes fewer are enough. */
  abstract static class Large extends SearchSpaceContract<Architecture> {
    @Override
    protected int samples() {
      return 20;
    }
  }

  @Nested
  class Chain extends SearchSpaceContract<Architecture> {
    @Override
    protected SearchSpace<Architecture> space() {
      return ChainSpace.of(DIGITS, 10);
    }
  }

  @Nested
  class NasSkipSmall extends SearchSpaceContract<Architecture> {
    @Override
    protected SearchSpace<Architecture> space() {
      return NasSkipSpace.small(DIGITS, 10);
    }
  }

  @Nested
  class NasSkipWithStridesAndPooling extends Large {
    @Override
    protected SearchSpace<Architecture> space() {
      return NasSkipSpace.builder(CIFAR, 10)
          .layers(15)
          .strides(1, 2, 3)
          .poolAfter(13)
          .build();
    }
  }

  @Nested
  class MetaQnnSmall extends SearchSpaceContract<Architecture> {
    @Override
    protected SearchSpace<Architecture> space() {
      return MetaQnnSpace.small(DIGITS, 10);
    }
  }

  @Nested
  class MetaQnnOfThePaper extends SearchSpaceContract<Architecture> {
    @Override
    protected SearchSpace<Architecture> space() {
      return MetaQnnSpace.builder(CIFAR, 10).build();
    }
  }

  @Nested
  class MnasNetSmall extends SearchSpaceContract<Architecture> {
    @Override
    protected SearchSpace<Architecture> space() {
      return MnasNetSpace.small(DIGITS, 10);
    }
  }

  @Nested
  class MnasNetOfThePaper extends Large {
    @Override
    protected SearchSpace<Architecture> space() {
      return MnasNetSpace.builder(CIFAR, 10).build();
    }
  }

  @Nested
  class NasnetSmall extends Large {
    @Override
    protected SearchSpace<Architecture> space() {
      return NasnetSpace.small(DIGITS, 10);
    }
  }

  @Nested
  class NasnetOfThePaper extends Large {
    @Override
    protected SearchSpace<Architecture> space() {
      return NasnetSpace.builder(CIFAR, 10).auxiliaryHead(true).build();
    }
  }

  @Nested
  class EnasMicroCellsWiredAsReleased extends Large {
    @Override
    protected SearchSpace<Architecture> space() {
      return EnasMicroSpace.released(DIGITS, 10).toBuilder().nodes(3).cells(3).build();
    }
  }

  @Nested
  class NasRecurrentCells extends SearchSpaceContract<RecurrentCell> {
    @Override
    protected SearchSpace<RecurrentCell> space() {
      return NasRecurrentSpace.paper();
    }
  }

  @Nested
  class EnasRecurrentCellsOfThePaper extends SearchSpaceContract<EnasRecurrentCell> {
    @Override
    protected SearchSpace<EnasRecurrentCell> space() {
      return EnasRecurrentSpace.paper();
    }
  }

  @Nested
  class EnasRecurrentCellsOfTheReleasedCode extends SearchSpaceContract<EnasRecurrentCell> {
    @Override
    protected SearchSpace<EnasRecurrentCell> space() {
      return EnasRecurrentSpace.small(EnasMode.OFFICIAL_CODE);
    }
  }
}
