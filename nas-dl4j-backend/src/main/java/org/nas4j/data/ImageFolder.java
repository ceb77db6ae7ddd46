package org.nas4j.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.nas4j.arch.Shape;

/**
 * Reads pictures (PNG, JPEG, GIF, BMP, TIFF) sorted into one folder a class. Classes are numbered
 * in the order of the folders' names, or as another data set numbers them; pictures come in the
 * order of their names. Values become numbers in [0, 1]; three channels are red, green and blue,
 * one channel is the mean of the three. What is in a file decides what it is, not its ending. Files
 * that are no pictures are left out, and listed in {@link Dataset#notes}.
 */
public final class ImageFolder {

  /**
   * Whoever gives a file such an ending takes it for a picture: it is not to be left out without a
   * word.
   */
  private static final Set<String> ENDINGS = Set.of(
      "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "tif", "tiff", "webp", "avif", "heic",
      "heif", "jp2", "jxl", "ppm", "pgm", "tga", "ico", "svg");

  private static final int MOST_LISTED = 20;

  private ImageFolder() {}

  /**
   * The names of the classes.
   *
   * @param directory holds one folder a class
   * @return names of the folders, in the order of the classes' numbers
   * @throws IOException if it cannot be read
   */
  public static List<String> classes(Path directory) throws IOException {
    return entries(directory).stream()
        .filter(Files::isDirectory)
        .map(ImageFolder::name)
        .toList();
  }

  /**
   * Reads all pictures; the folders' names are the classes.
   *
   * @param directory holds one folder a class
   * @param shape 1 or 3 channels, and the size that all pictures have
   * @return the data, which know the classes' names
   * @throws IOException if a file cannot be read
   * @throws MalformedDataException if a picture is damaged, of a kind that cannot be decoded or of
   *     another size, or there are fewer than two classes, or one without a picture
   */
  public static Dataset read(Path directory, Shape.Image shape) throws IOException {
    return new Reading(directory, shape, twoClasses(directory), false).run(true);
  }

  /**
   * Reads all pictures of classes that are known already: test data take the numbers of the
   * training data's classes, whichever folders there are.
   *
   * @param directory holds a folder for each class, or for some of them
   * @param shape 1 or 3 channels, and the size that all pictures have
   * @param classes their names, in the order of their numbers; {@link Dataset#classNames} of the
   *     training data
   * @return the data; classes without a picture are listed in its notes
   * @throws IOException if a file cannot be read
   * @throws MalformedDataException as above, or if there is a folder that is none of the classes
   */
  public static Dataset read(Path directory, Shape.Image shape, List<String> classes)
      throws IOException {
    for (String folder : classes(directory)) {
      if (!classes.contains(folder)) {
        throw new MalformedDataException(
            directory.resolve(folder),
            "is none of the classes " + classes,
            "it is spelled in another way, or the training data lack it");
      }
    }
    return new Reading(directory, shape, classes, false).run(false);
  }

  /**
   * Reads all pictures, whatever size they have: each is brought to one size, as a model that
   * serves does it. A new pixel is the mean of what it covers, or lies between four where the
   * picture is enlarged; height and width are stretched by themselves.
   *
   * @param directory holds one folder a class
   * @param shape 1 or 3 channels, and the size that all pictures get
   * @return the data, which know the classes' names
   * @throws IOException if a file cannot be read
   * @throws MalformedDataException if a picture is damaged or of a kind that cannot be decoded, or
   *     there are fewer than two classes, or one without a picture
   */
  public static Dataset readResized(Path directory, Shape.Image shape) throws IOException {
    return new Reading(directory, shape, twoClasses(directory), true).run(true);
  }

  /**
   * Reads all pictures, whatever size they have, as {@link #readResized} does, but keeps their
   * values in a file: the heap need not hold them, only one picture at a time and later the
   * batches. Each picture is decoded once, here.
   *
   * @param directory holds one folder a class
   * @param shape 1 or 3 channels, and the size that all pictures get
   * @param file to keep values in, 4 bytes each; replaced if it is there. Leave it as it is while
   *     the data are used, and delete it then
   * @return the data, with the same values, which know the classes' names
   * @throws IOException if a picture cannot be read or the file not be written
   * @throws MalformedDataException as there
   */
  public static Dataset readToDisk(Path directory, Shape.Image shape, Path file)
      throws IOException {
    return new Reading(directory, shape, twoClasses(directory), true).run(file);
  }

  private static List<String> twoClasses(Path directory) throws IOException {
    List<String> classes = classes(directory);
    if (classes.size() < 2) {
      throw new MalformedDataException(
          directory,
          "holds [" + classes.size() + "] folders, but two classes are needed",
          classes.isEmpty()
              ? "it is another folder; pictures belong into one folder for each class"
              : "the classes' folders are a level deeper");
    }
    return classes;
  }

  private static List<Path> entries(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new NotDirectoryException(directory.toString());
    }
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path entry : stream) {
        if (!name(entry).startsWith(".")) {
          entries.add(entry);
        }
      }
    }
    entries.sort(Comparator.comparing(ImageFolder::name));
    return entries;
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  /** One pass over the folders. */
  private static final class Reading {

    private final Path directory;
    private final Shape.Image shape;
    private final List<String> classes;
    private final boolean resizes;
    private final List<Integer> labels = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    Reading(Path directory, Shape.Image shape, List<String> classes, boolean resizes) {
      if (shape.channels() != 1 && shape.channels() != 3) {
        throw new IllegalArgumentException("Pictures have 1 or 3 channels, but the shape [" + shape
            + "] has [" + shape.channels() + "].");
      }
      this.directory = directory;
      this.shape = shape;
      this.classes = List.copyOf(classes);
      this.resizes = resizes;
    }

    Dataset run(boolean eachClassIsThere) throws IOException {
      return dataset(ExampleRows.onHeap(rows -> read(rows, eachClassIsThere)));
    }

    Dataset run(Path file) throws IOException {
      int width = Math.toIntExact(shape.elements());
      return dataset(ExampleRows.onDisk(file, width, rows -> read(rows, true)));
    }

    private void read(ExampleRows rows, boolean eachClassIsThere) throws IOException {
      for (int label = 0; label < classes.size(); label++) {
        Path folder = directory.resolve(classes.get(label));
        int before = rows.count();
        if (eachClassIsThere || Files.isDirectory(folder)) {
          readClass(folder, label, rows);
        }
        if (eachClassIsThere && rows.count() == before) {
          throw new MalformedDataException(folder, "holds [0] pictures", "it is no class");
        }
      }
      if (rows.count() == 0) {
        throw new MalformedDataException(
            directory, "holds [0] pictures of the classes " + classes, "the folder is another one");
      }
    }

    private Dataset dataset(ExampleValues values) {
      Dataset data = Dataset.wrap(
          shape, classes, values, labels.stream().mapToInt(Integer::intValue).toArray());
      return data.noting(data.absent(directory.toString())).noting(listed());
    }

    private void readClass(Path folder, int label, ExampleRows rows) throws IOException {
      for (Path file : entries(folder)) {
        Optional<PictureFile> picture =
            Files.isRegularFile(file) ? PictureFile.open(file) : Optional.empty();
        if (picture.isPresent()) {
          rows.add(picture.get().values(shape, resizes));
          labels.add(label);
        } else if (isCalledPicture(file)) {
          throw new MalformedDataException(
              file,
              "is no picture that [javax.imageio] can decode",
              "it is cut, or of another kind: save it as PNG, or take it away");
        } else {
          leftOut.add(directory.relativize(file).toString());
        }
      }
    }

    private static boolean isCalledPicture(Path file) {
      String name = name(file).toLowerCase(Locale.ROOT);
      return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private List<String> listed() {
      if (leftOut.isEmpty()) {
        return List.of();
      }
      String more = leftOut.size() > MOST_LISTED ? " and more" : "";
      return List.of("[" + leftOut.size() + "] files in [" + directory
          + "] are no pictures and were left out: "
          + leftOut.subList(0, Math.min(MOST_LISTED, leftOut.size())) + more + ".");
    }
  }
}
