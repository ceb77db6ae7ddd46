package org.nas4j.examples.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.data.ImageFolder;
import org.nas4j.data.Split;

/**
 * Pictures sorted into one folder a class: either in {@code train} and {@code test}, or without
 * such folders, where a sixth is taken for testing.
 */
final class PictureFolders {

  private static final int GREY = 1;
  private static final int COLOURED = 3;
  private static final int TEST_SHARE = 6;
  private static final long SAME_EACH_TIME = 6;

  private PictureFolders() {}

  /** Whether a folder holds folders, as IDX and CIFAR-10's do not. */
  static boolean areIn(Path folder) throws IOException {
    return !folders(folder).isEmpty();
  }

  static ImageSource read(Path folder) throws IOException {
    Path training = folder.resolve("train");
    Path test = folder.resolve("test");
    boolean isDivided = Files.isDirectory(training) && Files.isDirectory(test);
    Path all = isDivided ? training : folder;
    Dataset pictures = ImageFolder.read(all, shape(all));
    String origin = "pictures in " + folder;
    if (isDivided) {
      Shape.Image shape = (Shape.Image) pictures.shape();
      return new ImageSource(
          origin, pictures, ImageFolder.read(test, shape, pictures.classNames()));
    }
    int held = Math.max(1, pictures.size() / TEST_SHARE);
    Split split = pictures.split(held, new SplittableRandom(SAME_EACH_TIME));
    return new ImageSource(origin, split.training(), split.validation());
  }

  /** That of the first picture, which the others must have too. */
  private static Shape.Image shape(Path folder) throws IOException {
    for (Path each : folders(folder)) {
      List<Path> files;
      try (Stream<Path> entries = Files.list(each)) {
        files = entries.filter(Files::isRegularFile).sorted().toList();
      }
      for (Path file : files) {
        Optional<BufferedImage> picture = Optional.ofNullable(ImageIO.read(file.toFile()));
        if (picture.isPresent()) {
          BufferedImage image = picture.get();
          int channels = image.getRaster().getNumBands() < COLOURED
                  && image.getColorModel().getNumColorComponents() == GREY
              ? GREY
              : COLOURED;
          return Shape.image(channels, image.getHeight(), image.getWidth());
        }
      }
    }
    throw new IOException("[" + folder + "] holds no picture in a folder of its class.");
  }

  private static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .filter(each -> !each.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }
}
