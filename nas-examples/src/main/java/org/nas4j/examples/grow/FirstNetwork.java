package org.nas4j.examples.grow;

import java.util.List;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.images.StartNetworks;

/** What a training starts with. */
enum FirstNetwork {
  /** As wide a network as there is time for, by the speed of a few steps. */
  WIDEST {
    @Override
    List<Architecture> networks(Shape.Image shape, int classes) {
      return StartNetworks.residuals(shape, classes);
    }
  },
  /** The small one whatever the time, for comparison. */
  SMALL {
    @Override
    List<Architecture> networks(Shape.Image shape, int classes) {
      return List.of(StartNetworks.residual(shape, classes));
    }
  };

  abstract List<Architecture> networks(Shape.Image shape, int classes);
}
