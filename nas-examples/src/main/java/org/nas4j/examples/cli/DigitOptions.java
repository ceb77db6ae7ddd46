package org.nas4j.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Which digits an example is shown, and how long it trains on them, filled in by picocli. */
public final class DigitOptions {

  /** Training images of an example that has no minutes for more. */
  public static final int USUAL_TRAIN_SIZE = 1_500;

  /** So that each of ten classes has a few examples in training and validation data. */
  private static final int LEAST_TRAIN_SIZE = 50;

  @Option(
      names = "--resume",
      description = "Goes on with the search that was stopped in the folder of --out.")
  private boolean resume;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "MNIST's four IDX files, packed or not, or CIFAR-10's binary ones. Without it the program draws digits"
              + " itself.")
  private Path data;

  @Option(
      names = "--train-size",
      paramLabel = "N",
      description = "Training images. Default: " + USUAL_TRAIN_SIZE
          + ", or more in an example that has minutes for them.")
  private Integer trainSize;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "2",
      description = "How often a network sees each image in the search. Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--download", description = "Fetches MNIST into the folder that --data names.")
  private boolean download;

  /** Refuses what picocli cannot see. */
  public void check(OptionChecks checks) {
    checks.atLeast(1, epochs, "--epochs");
    if (trainSize != null) {
      checks.atLeast(LEAST_TRAIN_SIZE, trainSize, "--train-size");
    }
    if (download && data == null) {
      throw checks.complaint(
          "[--download] does not know where to. Maybe name a folder with --data DIR.");
    }
    if (data != null && !download && !(Files.isDirectory(data) && Files.isReadable(data))) {
      throw checks.wrong(
          "--data",
          data,
          "is no folder that can be read. Maybe it is another one, or fetch MNIST with --download");
    }
  }

  public int epochs() {
    return epochs;
  }

  /** The folder of images, if one was named. */
  public Optional<Path> data() {
    return Optional.ofNullable(data);
  }

  /** Fetches what is missing, if told to. */
  public void download() throws IOException {
    if (download) {
      new MnistDownload(MnistDownload.DEFAULT_SOURCE).into(data);
    }
  }

  /** The number of training images that the user names, if any. */
  public OptionalInt trainSize() {
    return trainSize == null ? OptionalInt.empty() : OptionalInt.of(trainSize);
  }

  /** Digits as they are asked for, a fifth as many for validation as for training. */
  public Digits load(long seed) throws IOException {
    return load(seed, USUAL_TRAIN_SIZE);
  }

  /** With another number of training images than usual, unless the user names one. */
  public Digits load(long seed, int usual) throws IOException {
    return load(seed, usual, trainSize().orElse(Math.max(usual, USUAL_TRAIN_SIZE)) / 5);
  }

  /** With so many images for validation. */
  public Digits load(long seed, int usual, int validation) throws IOException {
    download();
    int training = trainSize().orElse(Math.max(usual, USUAL_TRAIN_SIZE));
    return Digits.of(Optional.ofNullable(data), training, validation, seed);
  }

  /** Whether a search that was stopped goes on. */
  public boolean resumes() {
    return resume;
  }
}
