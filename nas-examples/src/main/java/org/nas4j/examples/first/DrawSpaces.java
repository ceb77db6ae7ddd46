package org.nas4j.examples.first;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.exchange.ArchitectureDrawing;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;
import org.nas4j.spaces.metaqnn.MetaQnnSpace;
import org.nas4j.spaces.nas.NasSkipSpace;
import org.nas4j.spaces.nasnet.NasnetSpace;
import org.nas4j.spaces.parts.DeepConvSpace;
import org.nas4j.spaces.parts.Parts;

/** Draws one random network of each ready-made space, and of one of one's own, into a folder of SVG files. */
public final class DrawSpaces {

  private DrawSpaces() {}

  /** The spaces by the names of their files. */
  static Map<String, SearchSpace<Architecture>> spaces() {
    Shape.Image input = Shape.image(3, 32, 32);
    Map<String, SearchSpace<Architecture>> spaces = new LinkedHashMap<>();
    spaces.put("chain", ChainSpace.of(input, 10));
    spaces.put("metaqnn", MetaQnnSpace.small(input, 10));
    spaces.put("nas-skip", NasSkipSpace.small(input, 10));
    spaces.put("nasnet", NasnetSpace.small(input, 10));
    spaces.put("deepconv", DeepConvSpace.small(input, 10));
    spaces.put("own", ownSpace(input, 10));
    return spaces;
  }

  /** Residual units, each of a plain, a parallel or no body, between two poolings. */
  static SearchSpace<Architecture> ownSpace(Shape.Image input, int classes) {
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

  /** A network of the space: the first of a seed that can be built. */
  static Architecture sample(SearchSpace<Architecture> space, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    while (true) {
      Build<Architecture> build = space.sample(Chooser.uniform(random));
      if (build.isFeasible()) {
        return build.architecture();
      }
    }
  }

  static List<Path> draw(Path folder, long seed) throws IOException {
    Files.createDirectories(folder);
    List<Path> files = new ArrayList<>();
    for (var space : spaces().entrySet()) {
      Path file = folder.resolve(space.getKey() + ".svg");
      Files.writeString(file, ArchitectureDrawing.svg(sample(space.getValue(), seed)));
      files.add(file);
    }
    return files;
  }

  /**
   * Draws.
   *
   * @param args the folder, by default "drawings", and perhaps a seed
   * @throws IOException if a file cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args.length > 0 ? args[0] : "drawings");
    draw(folder, args.length > 1 ? Long.parseLong(args[1]) : 1).forEach(System.out::println);
  }
}
