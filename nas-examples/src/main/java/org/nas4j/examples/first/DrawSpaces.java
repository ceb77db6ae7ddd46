package org.nas4j.examples.first;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.nas4j.arch.Architecture;
import org.nas4j.examples.cli.Program;
import org.nas4j.examples.cli.SmallExample;
import org.nas4j.exchange.ArchitectureDrawing;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.SearchSpace;
import picocli.CommandLine.Command;

/** Draws one random network of each ready-made space, and of one of one's own, into SVG files. */
@Command(name = "draw-spaces", description = "Draws a random network of each ready-made space.")
public final class DrawSpaces extends SmallExample {

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

  /** The files by the names of the spaces. */
  static TreeMap<String, Path> draw(Path folder, long seed) throws IOException {
    Files.createDirectories(folder);
    TreeMap<String, Path> files = new TreeMap<>();
    for (var space : ManySpaces.all().entrySet()) {
      Path file = folder.resolve(space.getKey() + ".svg");
      AtomicFile.writeString(file, ArchitectureDrawing.svg(sample(space.getValue(), seed)));
      files.put(space.getKey(), file);
    }
    return files;
  }

  @Override
  protected void run(long seed, Path folder) throws IOException {
    draw(folder, seed).forEach((space, file) -> {
      print("%s", file);
      figures().withObject("/drawings").put(space, file.getFileName().toString());
    });
  }

  /** Draws; {@code args} are options. */
  public static void main(String[] args) {
    Program.main(new DrawSpaces(), args);
  }
}
