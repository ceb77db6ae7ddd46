package org.nas4j.auto;

import java.util.ArrayList;
import java.util.List;
import org.nas4j.arch.Architecture;

/** A network in words. */
final class Layers {

  private Layers() {}

  static String of(Architecture architecture) {
    List<String> layers = new ArrayList<>();
    architecture.nodes().forEach(node -> layers.add(node.layer().toString()));
    return String.join(", ", layers);
  }
}
