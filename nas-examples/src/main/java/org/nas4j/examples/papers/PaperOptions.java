package org.nas4j.examples.papers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.nas4j.examples.cli.OptionChecks;
import org.nas4j.examples.cli.RunOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options of {@link Papers}, filled in by picocli. */
final class PaperOptions {

  private static final String IMAGES = "train-images-idx3-ubyte";
  private static final String TEXT = "tiny-shakespeare.txt";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "Which paper: ${COMPLETION-CANDIDATES}.")
  private String name;

  @Option(names = "--list", description = "Lists the papers.")
  private boolean list;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "10",
      description = "Time for everything. Default: ${DEFAULT-VALUE}.")
  private double minutes;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "MNIST's four IDX files, packed or not, or tiny-shakespeare.txt for recurrent cells. Without it the program"
            + " draws digits and writes a text itself."
      })
  private Path data;

  @Mixin
  private RunOptions run;

  boolean lists() {
    return list;
  }

  /** Refuses what picocli cannot see. */
  Paper check() {
    OptionChecks checks = new OptionChecks(command);
    checks.minutes(minutes);
    if (name == null) {
      throw checks.complaint("Which paper? Maybe one of " + Gallery.names() + ".");
    }
    Optional<Paper> paper = Gallery.named(name);
    if (data != null && !Files.isDirectory(data)) {
      throw checks.wrong("--data", data, "is no folder that can be read");
    }
    return paper.orElseThrow(() -> checks.complaint(
        "There is no paper [" + name + "]. Maybe it is one of " + Gallery.names() + "."));
  }

  double seconds() {
    return 60 * minutes;
  }

  double minutes() {
    return minutes;
  }

  long seed() {
    return run.seed();
  }

  Path folder() throws IOException {
    return run.folder();
  }

  /** The folder itself or, of a folder of several data sets, that of MNIST. */
  Optional<Path> images() {
    if (data == null) {
      return Optional.empty();
    }
    Path below = data.resolve("mnist");
    return Optional.of(holdsImages(data) || !holdsImages(below) ? data : below);
  }

  private static boolean holdsImages(Path folder) {
    return Files.exists(folder.resolve(IMAGES)) || Files.exists(folder.resolve(IMAGES + ".gz"));
  }

  /** A text in the folder, or below it. */
  Optional<Path> text() throws IOException {
    if (data == null) {
      return Optional.empty();
    }
    Path file = data.resolve(TEXT);
    Path below = data.resolve("text").resolve(TEXT);
    if (!Files.exists(file) && !Files.exists(below)) {
      throw new IOException("[" + data + "] holds no [" + TEXT
          + "].\nMaybe it is in another folder, or leave --data out.");
    }
    return Optional.of(Files.exists(file) ? file : below);
  }

  /** For the help text. */
  static final class Names implements Iterable<String> {

    Names() {}

    @Override
    public Iterator<String> iterator() {
      return Gallery.names().iterator();
    }
  }
}
