package org.nas4j.benchmarks.isolation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.data.Idx;
import org.nas4j.images.Dl4jWorkerFactory;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;

/** Chains on MNIST. */
public final class MnistWorkers extends Dl4jWorkerFactory {

  static final String DATA = "data";

  /** Made by name. */
  public MnistWorkers() {}

  @Override
  public SearchSpace<Architecture> space(Map<String, String> settings) {
    return ChainSpace.of(Shape.image(1, 28, 28), 10);
  }

  @Override
  protected Dataset data(Map<String, String> settings) throws IOException {
    return Idx.training(Path.of(settings.get(DATA)));
  }
}
