package org.nas4j.data;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nas4j.arch.Shape;

/**
 * Labelled examples: the values of each, laid out as {@code [channels, height, width]} for images,
 * and its class, a number from 0 that has a name, or the numbers that are to be predicted from it.
 * Subsets share the values. They are on the heap, or on disk if a loader was told so
 * ({@link ImageFolder#readToDisk}, {@link Csv#readToDisk}, {@link Table#readToDisk}). What a loader
 * left out, or a split could not do, stands in its {@link #notes}. Immutable and thread-safe.
 */
public final class Dataset {

  private final Shape shape;
  private final List<String> classNames;
  private final List<String> notes;
  private final ExampleValues examples;
  private final int[] labels;
  private final long[] origins;
  private final Goals goals;
  private volatile String fingerprint;

  private Dataset(
      Shape shape,
      List<String> classNames,
      List<String> notes,
      ExampleValues examples,
      int[] labels,
      long[] origins,
      Goals goals) {
    this.shape = shape;
    this.classNames = classNames;
    this.notes = notes;
    this.examples = examples;
    this.labels = labels;
    this.origins = origins;
    this.goals = goals;
  }

  /**
   * A data set of given values, which are copied.
   *
   * @param shape shape of one example
   * @param classes number of classes, at least 2
   * @param examples one row of {@code shape.elements()} values an example
   * @param labels the class of each, in [0, classes)
   * @return the data set
   * @throws IllegalArgumentException if the sizes do not fit, a label is out of range, or a value
   *     is not finite
   */
  public static Dataset of(Shape shape, int classes, float[][] examples, int[] labels) {
    return of(shape, numbered(classes), examples, labels);
  }

  /**
   * A data set of given values, which are copied, and of classes with names.
   *
   * @param shape shape of one example
   * @param classNames names of the classes in the order of their numbers, at least 2, all different
   * @param examples one row of {@code shape.elements()} values an example
   * @param labels the class of each, in [0, number of names)
   * @return the data set
   * @throws IllegalArgumentException if the sizes do not fit, a label is out of range, a name
   *     stands twice, or a value is not finite
   */
  public static Dataset of(Shape shape, List<String> classNames, float[][] examples, int[] labels) {
    float[][] copy = Arrays.stream(examples).map(float[]::clone).toArray(float[][]::new);
    return wrap(shape, List.copyOf(classNames), copy, labels.clone());
  }

  /**
   * A data set of given values, from which numbers are to be predicted; all are copied. It has no
   * class.
   *
   * @param shape shape of one example
   * @param examples one row of {@code shape.elements()} values an example
   * @param targets one row of numbers an example, as many for each
   * @return the data set
   * @throws IllegalArgumentException if the sizes do not fit, or a value is not finite
   */
  public static Dataset ofNumbers(Shape shape, float[][] examples, float[][] targets) {
    return wrapNumbers(
        shape,
        new HeldValues(Arrays.stream(examples).map(float[]::clone).toArray(float[][]::new)),
        Arrays.stream(targets).map(float[]::clone).toArray(float[][]::new));
  }

  /** The same without copying, of values that are anywhere. */
  static Dataset wrapNumbers(Shape shape, ExampleValues examples, float[][] targets) {
    requireNonNull(shape, "shape");
    if (examples.size() == 0 || examples.size() != targets.length) {
      throw new IllegalArgumentException("There are [" + examples.size() + "] examples, but ["
          + targets.length + "] targets.\nMaybe they come from different files.");
    }
    for (int i = 0; i < targets.length; i++) {
      checkValues(shape, examples.row(i), i);
    }
    int[] none = new int[targets.length];
    return new Dataset(
        shape,
        List.of(),
        List.of(),
        examples,
        none,
        origins(examples, none),
        Goals.ofNumbers(targets));
  }

  private static List<String> numbered(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  /** The same without copying, for loaders. */
  static Dataset wrap(Shape shape, int classes, float[][] examples, int[] labels) {
    return wrap(shape, numbered(classes), examples, labels);
  }

  /** The same without copying, for loaders. */
  static Dataset wrap(Shape shape, List<String> classNames, float[][] examples, int[] labels) {
    return wrap(shape, classNames, new HeldValues(examples), labels);
  }

  /** The same of values that are anywhere. */
  static Dataset wrap(Shape shape, List<String> classNames, ExampleValues examples, int[] labels) {
    requireNonNull(shape, "shape");
    int classes = classNames.size();
    if (classes < 2) {
      throw new IllegalArgumentException(
          "A data set needs at least 2 classes, but has [" + classes
              + "].\nMaybe all examples are of one class, or it is another column that holds the classes.");
    }
    if (new HashSet<>(classNames).size() < classes) {
      throw new IllegalArgumentException(
          "The names of classes must differ, but are " + classNames + ".");
    }
    if (examples.size() == 0) {
      throw new IllegalArgumentException("A data set needs at least one example, but has none.");
    }
    if (examples.size() != labels.length) {
      throw new IllegalArgumentException("There are ["
          + examples.size()
          + "] examples, but ["
          + labels.length
          + "] labels.\nMaybe they come from different files.");
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException("The label of example ["
            + i
            + "] is ["
            + labels[i]
            + "], but must be in [0, "
            + classes
            + ").\nMaybe labels count from 1, or there are more classes.");
      }
      checkValues(shape, examples.row(i), i);
    }
    return new Dataset(
        shape, classNames, List.of(), examples, labels, origins(examples, labels), Goals.NONE);
  }

  private static void checkValues(Shape shape, float[] values, int index) {
    if (values.length != shape.elements()) {
      throw new IllegalArgumentException("Example ["
          + index
          + "] has ["
          + values.length
          + "] values, but its shape ["
          + shape
          + "] needs ["
          + shape.elements()
          + "].");
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("Example ["
            + index
            + "] holds the value ["
            + value
            + "].\nMaybe replace missing values first.");
      }
    }
  }

  /**
   * Numbers that stay with an example through subsets and standardisation; equal examples are told
   * apart by a count.
   */
  private static long[] origins(ExampleValues examples, int[] labels) {
    long[] origins = new long[examples.size()];
    Map<Long, Integer> seen = new HashMap<>();
    for (int i = 0; i < origins.length; i++) {
      long content = labels[i];
      for (float value : examples.row(i)) {
        content = content * 0x9E3779B97F4A7C15L + Float.floatToRawIntBits(value);
        content ^= content >>> 29;
      }
      int copies = seen.merge(content, 1, Integer::sum);
      origins[i] = content + (copies - 1) * 0xD1342543DE82EF95L;
    }
    return origins;
  }

  /**
   * The shape of one example.
   *
   * @return without the batch axis
   */
  public Shape shape() {
    return shape;
  }

  /**
   * The number of classes.
   *
   * @return at least 2; some may have no example. 0 if numbers are to be predicted
   */
  public int classes() {
    return classNames.size();
  }

  /**
   * The names of the classes.
   *
   * @return in the order of their numbers; the numbers themselves where nobody gave names
   */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * What people should know of these data: files that were left out, classes without an example.
   *
   * @return sentences, none if there is nothing to say
   */
  public List<String> notes() {
    return notes;
  }

  /** The same data with more to say. */
  Dataset noting(List<String> more) {
    return more.isEmpty()
        ? this
        : new Dataset(
            shape,
            classNames,
            Stream.concat(notes.stream(), more.stream()).distinct().toList(),
            examples,
            labels,
            origins,
            goals);
  }

  /** A note on the classes that have no example, if there are any. */
  List<String> absent(String where) {
    if (classes() == 0) {
      return List.of();
    }
    boolean[] present = new boolean[classes()];
    for (int label : labels) {
      present[label] = true;
    }
    List<String> missing = IntStream.range(0, classes())
        .filter(label -> !present[label])
        .mapToObj(classNames::get)
        .toList();
    return missing.isEmpty()
        ? List.of()
        : List.of("No example in " + where + " is of the classes " + missing + ".");
  }

  /**
   * The number of examples.
   *
   * @return at least 1
   */
  public int size() {
    return labels.length;
  }

  /**
   * The class of an example.
   *
   * @param index number of the example, from 0
   * @return in [0, classes)
   */
  public int label(int index) {
    return labels[index];
  }

  /**
   * How many numbers are to be predicted.
   *
   * @return 0 if the data have classes
   */
  public int targets() {
    return goals.width();
  }

  /**
   * The numbers that are to be predicted from an example.
   *
   * @param index number of the example, from 0
   * @return a copy
   * @throws IllegalStateException if the data have classes
   */
  public float[] target(int index) {
    if (goals.numbers() == null) {
      throw new IllegalStateException(
          "The data have classes and no numbers to predict.\nMaybe ask for label(…).");
    }
    return goals.numbers()[index].clone();
  }

  /**
   * Whether examples count differently in training.
   *
   * @return false if all count 1
   */
  public boolean isWeighted() {
    return goals.weights() != null;
  }

  /**
   * How much an example counts in training.
   *
   * @param index number of the example, from 0
   * @return 1 unless it was {@link #weighted}
   */
  public float weight(int index) {
    return goals.weights() == null ? 1 : goals.weights()[index];
  }

  /**
   * The same data in which examples count differently in training; figures of quality count all
   * alike.
   *
   * @param weights one for each example, at least 0; 1 for the usual
   * @return a new data set
   * @throws IllegalArgumentException if there are more or fewer weights, or one is negative
   */
  public Dataset weighted(float[] weights) {
    return new Dataset(
        shape, classNames, notes, examples, labels, origins, goals.withWeights(weights, size()));
  }

  /**
   * The same data in which each class counts alike in training, however many examples it has: each
   * weighs the number of examples over that of the present classes and that of its own.
   *
   * @return a new data set
   * @throws IllegalStateException if there are numbers to predict
   */
  public Dataset balanced() {
    if (classes() == 0) {
      throw new IllegalStateException("Numbers have no classes that could be balanced.\nMaybe give"
          + " each example a weight of its own, by weighted(…).");
    }
    int[] counts = new int[classes()];
    for (int label : labels) {
      counts[label]++;
    }
    double present = Arrays.stream(counts).filter(count -> count > 0).count();
    float[] weights = new float[size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (size() / (present * counts[labels[i]]));
    }
    return weighted(weights);
  }

  /** The same data with other targets, of the same origin. */
  Dataset withTargets(float[][] numbers) {
    Goals others = Goals.ofNumbers(numbers);
    return new Dataset(
        shape,
        classNames,
        notes,
        examples,
        labels,
        origins,
        isWeighted() ? others.withWeights(goals.weights(), size()) : others);
  }

  /**
   * Whether the values are read from a file whenever they are needed, so that the heap may be
   * smaller than they are.
   *
   * @return true of what a loader was told to keep on disk, and of its subsets
   */
  public boolean isOnDisk() {
    return examples.isOnDisk();
  }

  /**
   * The values of an example.
   *
   * @param index number of the example, from 0
   * @return a copy, laid out as {@code [channels, height, width]}
   */
  public float[] values(int index) {
    return examples.row(index).clone();
  }

  /** The values themselves, not to be changed. */
  float[] row(int index) {
    return examples.row(index);
  }

  /**
   * Writes the values of an example where they are wanted, without an array between.
   *
   * @param index number of the example, from 0
   * @param target takes {@code shape().elements()} values at its position
   */
  public void write(int index, FloatBuffer target) {
    target.put(examples.row(index));
  }

  /**
   * Some of the examples, in the given order. Nothing is copied.
   *
   * @param indices their numbers
   * @return a data set of at least one example
   * @throws IllegalArgumentException if there is no index, or one out of range
   */
  public Dataset subset(int... indices) {
    if (indices.length == 0) {
      throw new IllegalArgumentException("A subset needs at least one example, but has none.");
    }
    int[] theirLabels = new int[indices.length];
    long[] theirOrigins = new long[indices.length];
    for (int i = 0; i < indices.length; i++) {
      int index = indices[i];
      if (index < 0 || index >= size()) {
        throw new IllegalArgumentException(
            "There is no example [" + index + "], only [" + size() + "] from 0.");
      }
      theirLabels[i] = labels[index];
      theirOrigins[i] = origins[index];
    }
    return new Dataset(
        shape,
        classNames,
        notes,
        examples.subset(indices),
        theirLabels,
        theirOrigins,
        goals.subset(indices));
  }

  /**
   * A smaller data set in which each class keeps its share, as far as whole numbers allow, and one
   * example at least, as far as there is room.
   *
   * @param size number of examples
   * @param random says which
   * @return as many examples, in an order of their own; this data set if it has no more
   */
  public Dataset sample(int size, RandomGenerator random) {
    return size >= size() ? this : subset(Strata.of(this, random).first(size));
  }

  /**
   * Parts for training and validation, in both of which each class keeps its share, as far as whole
   * numbers allow. No class is lost from training; one that has no example for validation stands in
   * the validation part's {@link #notes}.
   *
   * @param validation number of examples for validation, above 0 and below {@link #size()}
   * @param random says which
   * @return both parts, without an example in common
   * @throws IllegalArgumentException if a part would be empty, or training too small to hold each
   *     class once
   */
  public Split split(int validation, RandomGenerator random) {
    if (validation < 1 || validation >= size()) {
      throw new IllegalArgumentException("Of ["
          + size()
          + "] examples at least one must be left on each side, but ["
          + validation
          + "] are for validation.");
    }
    int[] order = Strata.of(this, random).keepingEachClassAfter(validation);
    Dataset validated = subset(Arrays.copyOf(order, validation));
    return new Split(
        subset(Arrays.copyOfRange(order, validation, order.length)),
        validated.noting(validated.absent("the [" + validation + "] examples for validation")));
  }

  /** The same examples with other values, of the same origin. */
  Dataset withValues(float[][] values) {
    return withValues(new HeldValues(values));
  }

  /** The same examples, brought to another scale when they are asked for. */
  Dataset scaled(Standardisation figures) {
    return withValues(new ScaledValues(examples, figures));
  }

  private Dataset withValues(ExampleValues values) {
    return new Dataset(shape, classNames, notes, values, labels, origins, goals);
  }

  /**
   * How many examples of this data set are in another one too. An example is known by its values
   * and label as they were loaded, so that subsets and standardisation do not hide it.
   *
   * @param other to compare with
   * @return number of examples of this data set, 0 if the two have nothing in common
   */
  public int overlap(Dataset other) {
    Set<Long> theirs = other.originSet();
    return (int) Arrays.stream(origins).filter(theirs::contains).count();
  }

  /**
   * The examples that are not in another data set, as {@link #overlap} compares them.
   *
   * @param other what to leave out
   * @return a subset
   * @throws IllegalArgumentException if nothing is left
   */
  public Dataset without(Dataset other) {
    Set<Long> theirs = other.originSet();
    return subset(
        IntStream.range(0, size()).filter(i -> !theirs.contains(origins[i])).toArray());
  }

  private Set<Long> originSet() {
    Set<Long> set = new HashSet<>();
    for (long origin : origins) {
      set.add(origin);
    }
    return set;
  }

  /**
   * A digest of shape, classes, values and labels in their order.
   *
   * @return 64 hexadecimal digits
   */
  public String fingerprint() {
    String known = fingerprint;
    if (known == null) {
      known = computeFingerprint();
      fingerprint = known;
    }
    return known;
  }

  private String computeFingerprint() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256, but this one does not.", e);
    }
    digest.update((shape + "|" + classes()).getBytes(StandardCharsets.UTF_8));
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact((shape.elements() + 1) * Float.BYTES));
    for (int i = 0; i < size(); i++) {
      bytes.clear();
      bytes.putInt(labels[i]);
      bytes.asFloatBuffer().put(examples.row(i));
      bytes.rewind();
      digest.update(bytes);
    }
    if (!goals.equals(Goals.NONE)) {
      for (int i = 0; i < size(); i++) {
        digest.update(ByteBuffer.allocate(Float.BYTES).putFloat(0, weight(i)));
        for (int j = 0; j < targets(); j++) {
          digest.update(ByteBuffer.allocate(Float.BYTES).putFloat(0, goals.numbers()[i][j]));
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Equal if shape, names of classes, values and labels are equal, in order. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Dataset that
        && shape.equals(that.shape)
        && classNames.equals(that.classNames)
        && Arrays.equals(labels, that.labels)
        && goals.equals(that.goals)
        && IntStream.range(0, size()).allMatch(i -> Arrays.equals(row(i), that.row(i)));
  }

  @Override
  public int hashCode() {
    return Objects.hash(shape, classNames, Arrays.hashCode(labels));
  }

  @Override
  public String toString() {
    String goal = targets() == 0 ? classes() + " classes" : targets() + " numbers";
    return "Dataset[" + size() + " examples of " + shape + ", " + goal + "]";
  }
}
