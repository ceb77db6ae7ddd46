package org.nas4j.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.data.Csv;
import org.nas4j.data.Dataset;
import org.nas4j.images.Dl4jWorkerFactory;
import org.nas4j.internal.testdata.SharedData;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;

/** Small convolutional networks, trained by our backend on scanned digits of 8 by 8 pixels. */
public final class Digits extends Dl4jWorkerFactory {

  /** Setting: the file of the digits. */
  static final String DATA = "data";

  private static final Shape SHAPE = Shape.image(1, 8, 8);
  private static final int CLASSES = 10;

  /** Made by name. */
  public Digits() {}

  @Override
  public SearchSpace<Architecture> space(Map<String, String> settings) {
    return ChainSpace.builder(SHAPE, CLASSES).maxConvolutions(2).filters(4, 8).build();
  }

  @Override
  protected Dataset data(Map<String, String> settings) throws IOException {
    return Csv.builder(SHAPE)
        .classes(CLASSES)
        .header(true)
        .divisor(16)
        .build()
        .read(Path.of(settings.get(DATA)));
  }

  /** The file of the training digits, or else the test is skipped. */
  static Path file() {
    return SharedData.path("digits/optdigits.tra");
  }
}
