package org.nas4j.model;

import static java.util.Objects.requireNonNull;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.internal.inference.InferencePlan;
import org.nas4j.internal.inference.Predictor;
import org.nas4j.internal.inference.Predictors;
import org.nas4j.internal.pictures.MirrorImage;
import org.nas4j.internal.pictures.PictureValues;

/**
 * A trained network that serves, with all that it needs: architecture, weights, how examples are
 * brought to its scale, names of classes, and where it comes from. It is kept in one file, by
 * custom ending in {@code .nas4j}.
 *
 * <pre>{@code
 * Model model = Model.load(Path.of("digits.nas4j"));
 * String digit = model.predict(ImageIO.read(file)).label();
 * }</pre>
 *
 * <p>Nothing is built anew from call to call: the network is made ready once, and each thread that
 * predicts borrows memory which is used again. The first thousands of predictions are slow, until
 * Java has compiled the loops.
 *
 * <p>Where nas-dl4j-backend is on the class path too, networks of convolutions are computed by
 * oneDNN, on one thread a call: four times as fast on x86-64, equal to 1e-5, and ready after the
 * first prediction, which takes some tenths of a second; its native memory, the weights once for
 * each thread that predicts at a time, is freed after the model is garbage. {@link #engine} tells
 * what computes, and {@link #inPureJava} does without. Immutable and thread-safe.
 */
public final class Model {

  private final Architecture architecture;
  private final Map<String, WeightArray> weights;
  private final List<String> classNames;
  private final Optional<Scaling> scaling;
  private final Optional<Scaling> outputScaling;
  private final Optional<TableColumns> columns;
  private final Map<String, String> provenance;
  private final boolean averagesMirrorImages;
  private final InferencePlan plan;
  private final ScaledInput scaledInput;
  private final Predictors predictors;

  private Model(Builder builder) {
    this.architecture = builder.architecture;
    this.weights = builder.weights;
    this.classNames = builder.classNames;
    this.scaling = builder.scaling;
    this.outputScaling = builder.outputScaling;
    this.columns = builder.columns;
    this.provenance = builder.provenance;
    this.averagesMirrorImages = builder.averagesMirrorImages;
    this.plan = InferencePlan.of(architecture, weights);
    this.scaledInput = new ScaledInput(architecture.input(), scaling);
    this.predictors = new Predictors(architecture, weights, plan);
    requireRoom();
  }

  private Model(Model other, boolean averagesMirrorImages, Predictors predictors) {
    this.architecture = other.architecture;
    this.weights = other.weights;
    this.classNames = other.classNames;
    this.scaling = other.scaling;
    this.outputScaling = other.outputScaling;
    this.columns = other.columns;
    this.provenance = other.provenance;
    this.averagesMirrorImages = averagesMirrorImages;
    this.plan = other.plan;
    this.scaledInput = other.scaledInput;
    this.predictors = predictors;
  }

  /** A file may ask for maps of any size: one arena must fit. */
  private void requireRoom() {
    long most = Runtime.getRuntime().maxMemory() / 2;
    if (plan.arenaBytes() > most) {
      throw new IllegalArgumentException("One prediction needs [" + plan.arenaBytes()
          + "] bytes, but half of the heap is [" + most
          + "].\nMaybe start Java with a larger heap, -Xmx.");
    }
  }

  /**
   * Starts a model.
   *
   * @param architecture ends with a softmax or regression output
   * @param weights by the names of {@link Architecture#weights}, at least those that the main
   *     output needs; they are copied
   * @return a builder
   * @throws IllegalArgumentException if an array lacks, is unknown, has another shape, or holds a
   *     value that is no finite number
   */
  public static Builder builder(Architecture architecture, Map<String, WeightArray> weights) {
    return new Builder(architecture, weights);
  }

  /**
   * Reads a model. The file is data alone: nothing in it names a class of Java, and no size in it
   * is trusted.
   *
   * @param file as {@link #save} writes it
   * @return the model, with equal predictions
   * @throws MalformedModelException if the file is damaged or no model
   * @throws IOException if it cannot be read
   */
  public static Model load(Path file) throws IOException {
    return ModelFile.read(Files.readAllBytes(file), file.toString());
  }

  /**
   * Reads a model from elsewhere, for example from within a jar.
   *
   * @param in what {@link #save} wrote; read to its end, not closed
   * @param name what to call it in errors
   * @return the model, with equal predictions
   * @throws MalformedModelException if it is damaged or no model
   * @throws IOException if it cannot be read
   */
  public static Model load(InputStream in, String name) throws IOException {
    return ModelFile.read(in.readAllBytes(), name);
  }

  /**
   * Writes the model to one file. A file that is there is replaced as a whole, or left as it is.
   * Equal models make equal files.
   *
   * @param file to be written, for example {@code digits.nas4j}
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    AtomicFile.write(file, out -> ModelFile.write(this, out));
  }

  /**
   * Predicts from numbers.
   *
   * @param example as the loaders of data give them, before any standardisation; laid out as
   *     {@code [channels, height, width]}, and as {@link TableColumns#encode} gives them for a
   *     table
   * @return class and probabilities, or numbers
   * @throws IllegalArgumentException if there are more or fewer values than the network takes
   */
  public Prediction predict(float[] example) {
    float[] outputs = new float[plan.outputs()];
    predict(example, outputs);
    return new Prediction(classNames, outputs);
  }

  /**
   * Predicts from numbers, into an array that is there already: the fastest way.
   *
   * @param example as above
   * @param outputs takes the probability of each class, or the numbers; longer ones are filled from
   *     the front
   * @throws IllegalArgumentException if there are more or fewer values than the network takes, or
   *     too little room
   */
  public void predict(float[] example, float[] outputs) {
    scaledInput.requireFit(example);
    if (outputs.length < plan.outputs()) {
      throw new IllegalArgumentException("The model gives [" + plan.outputs()
          + "] numbers, but there is room for [" + outputs.length + "].");
    }
    Predictor network = predictors.forOne();
    network.run(example, scaledInput, outputs);
    finish(network, new float[][] {example}, 0, 1, new float[][] {outputs});
  }

  /** What comes after the network. */
  private void finish(Predictor network, float[][] examples, int from, int to, float[][] outputs) {
    if (averagesMirrorImages) {
      average(network, examples, from, to, outputs);
    }
    if (outputScaling.isPresent()) {
      for (int i = from; i < to; i++) {
        restore(outputScaling.get(), outputs[i]);
      }
    }
  }

  private void average(Predictor network, float[][] examples, int from, int to, float[][] outputs) {
    int width = ((Shape.Image) architecture.input()).width();
    float[][] inMirror = new float[to - from][];
    for (int i = 0; i < inMirror.length; i++) {
      inMirror[i] = MirrorImage.of(examples[from + i], width);
    }
    float[][] others = new float[inMirror.length][plan.outputs()];
    network.run(inMirror, 0, inMirror.length, scaledInput, others);
    for (int i = 0; i < others.length; i++) {
      for (int j = 0; j < plan.outputs(); j++) {
        outputs[from + i][j] = (outputs[from + i][j] + others[i][j]) / 2;
      }
    }
  }

  /**
   * What computes the predictions; chosen now if there was no prediction yet.
   *
   * @return {@code Java} or {@code oneDNN}
   */
  public String engine() {
    return predictors.forOne().engine();
  }

  /**
   * The same model, computed without native code even where there is a faster engine: as on a
   * server that has nas-runtime alone, digit by digit.
   *
   * @return a model of its own
   */
  public Model inPureJava() {
    return new Model(this, averagesMirrorImages, predictors.inJava());
  }

  /**
   * The same model, which looks at each picture once: in half the time, if this one
   * {@linkplain #averagesMirrorImages averages mirror images}.
   *
   * @return a model of its own, which shares weights and engine with this one
   */
  public Model withoutMirrorImages() {
    return new Model(this, false, predictors);
  }

  private void restore(Scaling scale, float[] outputs) {
    for (int i = 0; i < plan.outputs(); i++) {
      double step = scale.deviations().get(i) == 0 ? 1 : scale.deviations().get(i);
      outputs[i] = (float) (outputs[i] * step + scale.means().get(i));
    }
  }

  /**
   * Predicts several examples, on all processors if there are many. Where nas-dl4j-backend is on
   * the class path, oneDNN computes them in batches: networks of convolutions from 64 examples on,
   * others from a thousand million multiply-adds a call, if the activations of 64 examples take no
   * more than half a gigabyte. Predictions then equal those one by one to 1e-5.
   *
   * @param examples as above
   * @return one prediction for each, in their order
   * @throws IllegalArgumentException if one has more or fewer values than the network takes
   */
  public List<Prediction> predict(float[][] examples) {
    for (float[] example : examples) {
      scaledInput.requireFit(example);
    }
    Predictor network = predictors.forExamples(examples.length);
    int batch = network.batch();
    float[][] outputs = new float[examples.length][plan.outputs()];
    IntStream.range(0, (examples.length + batch - 1) / batch).parallel().forEach(part -> {
      int from = part * batch;
      int to = Math.min(from + batch, examples.length);
      network.run(examples, from, to, scaledInput, outputs);
      finish(network, examples, from, to, outputs);
    });
    return Arrays.stream(outputs).map(each -> new Prediction(classNames, each)).toList();
  }

  /**
   * Predicts from a picture. One of another size than the network takes is resized: to the mean of
   * what a new pixel covers, or between pixels where it is enlarged.
   *
   * @param picture in grey or colour
   * @return class and probabilities, or numbers
   * @throws IllegalStateException if the network takes no pictures of 1 or 3 channels
   */
  public Prediction predict(BufferedImage picture) {
    Shape.Image shape = architecture
        .input()
        .match(Optional::of, vector -> Optional.<Shape.Image>empty())
        .filter(image -> image.channels() == 1 || image.channels() == 3)
        .orElseThrow(() -> new IllegalStateException("The model takes examples of shape ["
            + architecture.input() + "] and no pictures.\nMaybe predict from numbers."));
    return predict(PictureValues.of(picture, shape));
  }

  /**
   * Predicts from a row of a table. Of a word that training did not meet the model knows nothing,
   * so it is refused; {@link TableColumns#unknownWords} tells of such words beforehand, and
   * {@link TableColumns#withoutUnknownWords} makes missing values of them.
   *
   * @param row cells by the names of their columns; those that lack count as missing
   * @return class and probabilities, or numbers
   * @throws IllegalStateException if the model was not made from a table
   * @throws IllegalArgumentException if a number is none, a word is unknown, or no column is known
   */
  public Prediction predict(Map<String, String> row) {
    return predict(columns
        .orElseThrow(() -> new IllegalStateException(
            "The model knows no columns of a table.\nMaybe predict from numbers."))
        .encode(row));
  }

  /**
   * The network.
   *
   * @return its architecture
   */
  public Architecture architecture() {
    return architecture;
  }

  /**
   * The weights, for example to train on with.
   *
   * @return copies, by the names of {@link Architecture#weights}
   */
  public Map<String, WeightArray> weights() {
    return copies(weights);
  }

  Map<String, WeightArray> weightsThemselves() {
    return weights;
  }

  private static Map<String, WeightArray> copies(Map<String, WeightArray> arrays) {
    Map<String, WeightArray> copies = new LinkedHashMap<>();
    arrays.forEach((name, array) -> copies.put(name, array.copy()));
    return copies;
  }

  /**
   * The names of the classes.
   *
   * @return in the order of their numbers; empty if the model predicts numbers
   */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * How examples are brought to the scale of the network.
   *
   * @return empty if they are taken as they are
   */
  public Optional<Scaling> scaling() {
    return scaling;
  }

  /**
   * From which scale predicted numbers are brought back.
   *
   * @return empty if they are given as they are
   */
  public Optional<Scaling> outputScaling() {
    return outputScaling;
  }

  /**
   * How a row of a table becomes numbers.
   *
   * @return empty if the model was not made from a table
   */
  public Optional<TableColumns> columns() {
    return columns;
  }

  /**
   * Where the model comes from: whatever whoever made it wrote down.
   *
   * @return names and values
   */
  public Map<String, String> provenance() {
    return provenance;
  }

  /**
   * Whether each prediction is the mean of those for a picture and for its mirror image: a little
   * more often right for the price of two.
   *
   * @return false unless the model was made so
   */
  public boolean averagesMirrorImages() {
    return averagesMirrorImages;
  }

  @Override
  public String toString() {
    return "Model[" + architecture + ", "
        + (classNames.isEmpty() ? "predicts numbers" : "classes " + classNames) + "]";
  }

  /** Describes a model. For one thread. */
  public static final class Builder {

    private final Architecture architecture;
    private final Map<String, WeightArray> weights;
    private final int outputs;
    private final boolean classifies;
    private List<String> classNames;
    private Optional<Scaling> scaling = Optional.empty();
    private Optional<Scaling> outputScaling = Optional.empty();
    private Optional<TableColumns> columns = Optional.empty();
    private Map<String, String> provenance = Map.of();
    private boolean averagesMirrorImages;

    private Builder(Architecture architecture, Map<String, WeightArray> weights) {
      this.architecture = requireNonNull(architecture, "architecture");
      this.weights = copies(weights);
      ModelWeights.requireFit(architecture, this.weights);
      this.classifies = ModelWeights.isClassifier(architecture);
      this.outputs = Math.toIntExact(architecture.shape(architecture.output()).elements());
      this.classNames =
          classifies ? IntStream.range(0, outputs).mapToObj(Integer::toString).toList() : List.of();
    }

    /**
     * What classes are called; by default they have numbers from 0.
     *
     * @param names in the order of their numbers
     * @return this
     * @throws IllegalArgumentException if there are more or fewer than the network tells apart, or
     *     two are equal
     */
    public Builder classNames(List<String> names) {
      if (!classifies || names.size() != outputs || names.stream().distinct().count() < outputs) {
        throw new IllegalArgumentException("The network tells [" + (classifies ? outputs : 0)
            + "] classes apart, which must have different names, but these are " + names + ".");
      }
      classNames = List.copyOf(names);
      return this;
    }

    /**
     * How examples are brought to the network's scale; by default they are taken as they are.
     *
     * @param figures one mean and deviation a channel
     * @return this
     * @throws IllegalArgumentException if there are more or fewer than channels
     */
    public Builder scaling(Scaling figures) {
      requireCount("channels", architecture.input().channels(), figures.means().size());
      scaling = Optional.of(figures);
      return this;
    }

    /**
     * From which scale predicted numbers are brought back; by default they are given as they are.
     *
     * @param figures one mean and deviation a number that is predicted
     * @return this
     * @throws IllegalArgumentException if there are more or fewer than numbers, or the network
     *     tells classes apart
     */
    public Builder outputScaling(Scaling figures) {
      requireCount(
          "predicted numbers", classifies ? 0 : outputs, figures.means().size());
      outputScaling = Optional.of(figures);
      return this;
    }

    /**
     * How a row of a table becomes numbers.
     *
     * @param form of the table
     * @return this
     * @throws IllegalArgumentException if a row becomes more or fewer numbers than the network
     *     takes
     */
    public Builder columns(TableColumns form) {
      requireCount("values", Math.toIntExact(architecture.input().elements()), form.width());
      columns = Optional.of(form);
      return this;
    }

    private static void requireCount(String what, int count, int got) {
      if (count != got) {
        throw new IllegalArgumentException("The network has [" + count + "] " + what
            + ", but got figures for [" + got + "].\nMaybe they belong to other data.");
      }
    }

    /**
     * Whether a prediction is the mean of those for a picture and for its mirror image, left and
     * right exchanged, which takes twice the time. For networks that were trained on mirror images.
     * Without this call each picture is looked at once.
     *
     * @param average whether it is
     * @return this
     * @throws IllegalArgumentException if it is, and the network takes no pictures
     */
    public Builder averagingMirrorImages(boolean average) {
      if (average && !(architecture.input() instanceof Shape.Image)) {
        throw new IllegalArgumentException("The network takes examples of shape ["
            + architecture.input() + "], which have no mirror images.");
      }
      averagesMirrorImages = average;
      return this;
    }

    /**
     * Where the model comes from.
     *
     * @param facts names and values, for example those of settings
     * @return this
     */
    public Builder provenance(Map<String, String> facts) {
      provenance = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
      return this;
    }

    /**
     * Ends the model and makes it ready.
     *
     * @return immutable
     * @throws IllegalArgumentException if one prediction needs more than half of the heap
     */
    public Model build() {
      return new Model(this);
    }
  }
}
