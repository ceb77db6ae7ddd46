package org.nas4j.examples.first;

import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Dataset;
import org.nas4j.examples.cli.DrawnDigits;
import org.nas4j.images.Dl4jWorkerFactory;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;

/** Says what is searched, and on which data: each process makes its own. */
public final class DigitWorkers extends Dl4jWorkerFactory {

  static final String DRAWN = "drawn";

  /** Made by name. */
  public DigitWorkers() {}

  @Override
  public SearchSpace<Architecture> space(Map<String, String> settings) {
    return ChainSpace.builder(DrawnDigits.shape(), DrawnDigits.CLASSES)
        .maxConvolutions(2)
        .filters(4, 8)
        .build();
  }

  @Override
  protected Dataset data(Map<String, String> settings) {
    return DrawnDigits.draw(Integer.parseInt(settings.get(DRAWN)), 1).dataset();
  }
}
