package org.nas4j.strategy.networkkernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;

/**
 * What the distance looks at: the layers of a network in their order, and its skip connections.
 *
 * @param layers without those that only join
 * @param skips what a join reads besides its latest input
 */
record NetworkOutline(List<Layer> layers, List<Skip> skips) {

  /**
   * A skip connection.
   *
   * @param start number of layers before what it reads
   * @param end number of layers before where it joins
   * @param join what brings it in
   */
  record Skip(int start, int end, String join) {

    int length() {
      return end - start;
    }
  }

  static NetworkOutline of(Architecture architecture) {
    List<Layer> layers = new ArrayList<>();
    List<Skip> skips = new ArrayList<>();
    Map<String, Integer> depths = new HashMap<>();
    depths.put(Architecture.INPUT, 0);
    for (Node node : architecture.nodes()) {
      int latest = node.inputs().stream().mapToInt(depths::get).max().orElse(0);
      if (node.layer().traits().joinsInputs()) {
        boolean isFirst = true;
        for (String input : node.inputs()) {
          boolean isMain = isFirst && depths.get(input) == latest;
          isFirst &= !isMain;
          if (!isMain) {
            skips.add(new Skip(depths.get(input), latest, node.layer().kind()));
          }
        }
        depths.put(node.name(), latest);
      } else {
        layers.add(node.layer());
        depths.put(node.name(), layers.size());
      }
    }
    return new NetworkOutline(List.copyOf(layers), List.copyOf(skips));
  }
}
