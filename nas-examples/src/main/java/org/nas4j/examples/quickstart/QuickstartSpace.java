package org.nas4j.examples.quickstart;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;
import org.nas4j.spaces.metaqnn.MetaQnnSpace;
import org.nas4j.spaces.nas.NasSkipSpace;
import org.nas4j.spaces.nasnet.NasnetSpace;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

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

  /** Reads a name, in any case. */
  static final class Reader implements ITypeConverter<QuickstartSpace> {

    Reader() {}

    @Override
    public QuickstartSpace convert(String name) {
      return Stream.of(values())
          .filter(space -> space.name().equalsIgnoreCase(name))
          .findFirst()
          .orElseThrow(() -> new TypeConversionException(
              "expected one of " + List.of(values()) + " but was '" + name + "'"));
    }
  }

  /** As the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
