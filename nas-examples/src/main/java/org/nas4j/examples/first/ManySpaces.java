package org.nas4j.examples.first;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;
import org.nas4j.spaces.metaqnn.MetaQnnSpace;
import org.nas4j.spaces.nas.NasSkipSpace;
import org.nas4j.spaces.nasnet.NasnetSpace;
import org.nas4j.spaces.parts.DeepConvSpace;
import org.nas4j.spaces.parts.Parts;

/** How ready-made spaces are had, and how one's own is put together from parts. */
final class ManySpaces {

  private ManySpaces() {}

  static Map<String, SearchSpace<Architecture>> all() {
    Shape.Image input = Shape.image(3, 32, 32);
    Map<String, SearchSpace<Architecture>> spaces = new TreeMap<>();
    spaces.put("chain", ChainSpace.of(input, 10));
    spaces.put("metaqnn", MetaQnnSpace.small(input, 10));
    spaces.put("nas-skip", NasSkipSpace.small(input, 10));
    spaces.put("nasnet", NasnetSpace.small(input, 10));
    spaces.put("deepconv", DeepConvSpace.small(input, 10));
    spaces.put("own", own(input, 10));
    return spaces;
  }

  /** Residual units, each of a plain, a parallel or no body, between two poolings. */
  static SearchSpace<Architecture> own(Shape.Image input, int classes) {
    var convolution = Parts.convolution(List.of(8, 16, 32), List.of(1, 3, 5)).then(Parts.relu());
    var body = Parts.or(
        convolution.named("plain"),
        Parts.branches(convolution, 2, 3).named("parallel"),
        Parts.permutation(Parts.normalization(), convolution).named("normalized"));
    return Parts.sequence(
            convolution.named("stem"),
            Parts.repeat(Parts.residual(body), 1, 2, 3).named("units"),
            Parts.pooling(2, 2, 3).named("pool"),
            Parts.optional(Parts.dropout(0.25, 0.5)).named("dropout"),
            Parts.globalAverage().named("average"),
            Parts.classifier(classes))
        .over(input);
  }
}
