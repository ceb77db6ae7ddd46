package org.nas4j.images;

import java.nio.FloatBuffer;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.internal.pictures.MirrorImage;

/** Some examples that a network predicts at once. */
final class ExampleBatch {

  private ExampleBatch() {}

  /**
   * Predicts from some examples of a data set.
   *
   * @param room examples that the network takes at once
   * @param from number of the first example
   * @param count at most as many as there is room for
   * @param mirrored whether it is shown their mirror images
   * @return outputs of one example after the other
   */
  static float[] predict(
      Network network, int room, Dataset data, int from, int count, boolean mirrored) {
    FloatBuffer target = network.examples(room);
    for (int i = from; i < from + count; i++) {
      if (mirrored) {
        int width = ((Shape.Image) data.shape()).width();
        target.put(MirrorImage.of(data.values(i), width));
      } else {
        data.write(i, target);
      }
    }
    return network.predict(count);
  }
}
