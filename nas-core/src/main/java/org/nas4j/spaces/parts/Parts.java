package org.nas4j.spaces.parts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nas4j.arch.Activation;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;

/**
 * The basic parts and the ways to combine them (negrinho2017deeparchitect, section on the language,
 * and the later code). Combinations call their parts by number, from 1, or by the name that
 * {@link Part#named} gave them. Differs from DeepArchitect: shapes are inferred as the network
 * grows, so a layer that does not fit rejects the candidate with a reason unless the part masks it;
 * hyperparameters of training are the evaluator's. Stateless.
 */
public final class Parts {

  private Parts() {}

  /**
   * A layer without a question.
   *
   * @param layer what it computes
   * @return the part
   */
  public static Part layer(Layer layer) {
    return place -> place.add(layer.kind(), layer);
  }

  /**
   * A layer with questions of one's own.
   *
   * @param makes asks and gives the layer
   * @return the part
   */
  public static Part asking(Function<? super Position, ? extends Layer> makes) {
    return place -> {
      Layer layer = makes.apply(place);
      return place.add(layer.kind(), layer);
    };
  }

  /**
   * Adds nothing.
   *
   * @return the part
   */
  public static Part nothing() {
    return Position::input;
  }

  /**
   * A convolution that keeps rows and columns; asks "filters" and "kernel".
   *
   * @param filters numbers of maps, in rising order
   * @param kernels rows and columns of a kernel, in rising order
   * @return the part
   */
  public static Part convolution(List<Integer> filters, List<Integer> kernels) {
    return convolution(filters, kernels, 1);
  }

  /**
   * A convolution over images; asks "filters" and "kernel".
   *
   * @param filters numbers of maps, in rising order
   * @param kernels rows and columns of a kernel, in rising order
   * @param stride rows and columns a step; with 2 it halves them
   * @return the part
   */
  public static Part convolution(List<Integer> filters, List<Integer> kernels, int stride) {
    List<Integer> maps = List.copyOf(filters);
    List<Integer> sizes = List.copyOf(kernels);
    return asking(place -> Convolution.of(
        place.pick("filters", maps, each -> true),
        Window.square(place.pick("kernel", sizes, each -> true)).stride(stride)));
  }

  /**
   * Pooling by the maximum or the mean, with zeros at the border, unless the image has a single row
   * or column, which it leaves as it is; asks "by" and "window".
   *
   * @param stride rows and columns a step
   * @param windows rows and columns of a window, in rising order
   * @return the part
   */
  public static Part pooling(int stride, int... windows) {
    List<Integer> sizes = boxed(windows);
    return place -> {
      if (place.shape() instanceof Shape.Image maps && (maps.height() == 1 || maps.width() == 1)) {
        return place.input();
      }
      Window window = Window.square(place.pick("window", sizes, each -> true)).stride(stride);
      boolean maximum = place.pick("by", "maximum", "average").equals("maximum");
      return place.add("pool", maximum ? Pooling.max(window) : Pooling.average(window));
    };
  }

  /**
   * A dense layer, behind a flattening one if need be; asks "units".
   *
   * @param units numbers of units, in rising order
   * @return the part
   */
  public static Part dense(int... units) {
    List<Integer> sizes = boxed(units);
    return flat()
        .then(asking(place -> new Dense(place.pick("units", sizes, each -> true), true))
            .named("dense"));
  }

  /**
   * Makes a vector of feature maps.
   *
   * @return the part; nothing behind a vector
   */
  public static Part flat() {
    return place ->
        place.shape() instanceof Shape.Vector ? place.input() : place.add("flatten", new Flatten());
  }

  /**
   * The mean of each feature map.
   *
   * @return the part; nothing behind a vector
   */
  public static Part globalAverage() {
    return place -> place.shape() instanceof Shape.Vector
        ? place.input()
        : place.add("average", GlobalPooling.AVERAGE);
  }

  /**
   * Dropout; asks "rate".
   *
   * @param rates fractions in [0, 1), in rising order
   * @return the part
   */
  public static Part dropout(double... rates) {
    List<Double> options = Arrays.stream(rates).boxed().toList();
    return asking(place -> new Dropout(place.pick("rate", options, each -> true)));
  }

  /**
   * The rectifier.
   *
   * @return the part
   */
  public static Part relu() {
    return layer(Activation.RELU);
  }

  /**
   * Batch normalization.
   *
   * @return the part
   */
  public static Part normalization() {
    return layer(BatchNormalization.DEFAULT);
  }

  /**
   * The end of a classifier, behind a flattening layer if need be.
   *
   * @param classes at least 2
   * @return the part
   */
  public static Part classifier(int classes) {
    return sequence(flat(), layer(SoftmaxOutput.of(classes)).named("classes")).named("output");
  }

  /**
   * One behind the other (DeepArchitect's Concat).
   *
   * @param parts in order
   * @return all of them
   */
  public static Part sequence(Part... parts) {
    List<Part> all = List.of(parts);
    return place -> {
      String last = place.input();
      for (int i = 0; i < all.size(); i++) {
        last = all.get(i).addTo(place.at(name(all, i)).after(last));
      }
      return last;
    };
  }

  /**
   * One of several (DeepArchitect's Or, and the mixed operation of others); asks "branch" by name
   * or number.
   *
   * @param parts the branches
   * @return the part
   */
  public static Part or(Part... parts) {
    List<Part> all = List.of(parts);
    List<String> names = names(all);
    return place -> {
      String branch = place.pick("branch", names, each -> true);
      return all.get(names.indexOf(branch)).addTo(place.at(branch));
    };
  }

  /**
   * A part or nothing; asks whether it is "present".
   *
   * @param part what may be there
   * @return the part
   */
  public static Part optional(Part part) {
    return place -> place.pick("present", false, true) ? part.addTo(place) : place.input();
  }

  /**
   * A part so many times, one behind the other, each copy with answers of its own; asks for the
   * "copies".
   *
   * @param part what is repeated
   * @param copies the numbers to choose from, each at least 0, in rising order
   * @return the part
   */
  public static Part repeat(Part part, int... copies) {
    List<Integer> counts = counts(copies, 0);
    return place -> {
      int count = place.pick("copies", counts, each -> true);
      String last = place.input();
      for (int i = 1; i <= count; i++) {
        last = part.addTo(place.at("copy " + i).after(last));
      }
      return last;
    };
  }

  /**
   * A part so many times, one behind the other, all with the same answers but weights of their own
   * (DeepArchitect's RepeatTied); asks for the "copies" and once what the part asks.
   *
   * @param part what is repeated
   * @param copies the numbers to choose from, each at least 0, in rising order
   * @return the part
   */
  public static Part repeatTied(Part part, int... copies) {
    List<Integer> counts = counts(copies, 0);
    return place -> {
      int count = place.pick("copies", counts, each -> true);
      Map<String, Object> answers = Position.noAnswers();
      String last = place.input();
      for (int i = 1; i <= count; i++) {
        last = part.addTo(place.tied("copy " + i, "each copy", answers).after(last));
      }
      return last;
    };
  }

  /**
   * All of several, one behind the other, in any order; asks which comes first, which comes second,
   * and so on, by name or number. Of two it is DeepArchitect's MaybeSwap.
   *
   * @param parts at least two
   * @return the part
   */
  public static Part permutation(Part... parts) {
    List<Part> all = List.of(parts);
    List<String> names = names(all);
    return place -> {
      List<String> left = new ArrayList<>(names);
      String last = place.input();
      for (int i = 1; i <= names.size(); i++) {
        String next = place.pick("place " + i, names, left::contains);
        left.remove(next);
        last = all.get(names.indexOf(next)).addTo(place.at(next).after(last));
      }
      return last;
    };
  }

  /**
   * A part with a shortcut around it: what goes in is added to what comes out. Unequal shapes are
   * fitted: flattened if one is a vector, the smaller image padded with zeros, the shortcut brought
   * to the part's channels or units by a linear layer (DeepArchitect pads channels with zeros too).
   *
   * @param part what the shortcut goes around
   * @return the part
   */
  public static Part residual(Part part) {
    return place -> Shortcut.around(place, part.addTo(place.at("body")));
  }

  /**
   * Several side by side, all fed by the same, joined along the channels. Branches that yield
   * images of unequal rows or columns reject the candidate.
   *
   * @param parts the branches
   * @return the part
   */
  public static Part concat(Part... parts) {
    List<Part> all = List.of(parts);
    List<String> names = names(all);
    return place -> join(
        place,
        IntStream.range(0, all.size())
            .mapToObj(i -> all.get(i).addTo(place.at(names.get(i))))
            .toList());
  }

  /**
   * So many branches of one kind side by side, each with answers of its own, joined along the
   * channels; asks for the "branches" (the split and combine of DeepArchitect's later code).
   *
   * @param part a branch
   * @param branches the numbers to choose from, each at least 1, in rising order
   * @return the part
   */
  public static Part branches(Part part, int... branches) {
    List<Integer> counts = counts(branches, 1);
    return place -> {
      int count = place.pick("branches", counts, each -> true);
      return join(
          place,
          IntStream.rangeClosed(1, count)
              .mapToObj(i -> part.addTo(place.at("branch " + i)))
              .toList());
    };
  }

  private static String join(Position place, List<String> ends) {
    return ends.size() == 1 ? ends.get(0) : place.add("joined", new Concat(), ends);
  }

  private static List<Integer> counts(int[] counts, int least) {
    for (int count : counts) {
      if (count < least) {
        throw new IllegalArgumentException(
            "A part cannot be there [" + count + "] times, at least [" + least + "].");
      }
    }
    return boxed(counts);
  }

  private static List<Integer> boxed(int[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("A part needs at least one option to choose from.");
    }
    return Arrays.stream(values).boxed().toList();
  }

  private static String name(List<Part> parts, int index) {
    return Named.of(parts.get(index), Integer.toString(index + 1));
  }

  private static List<String> names(List<Part> parts) {
    List<String> names =
        IntStream.range(0, parts.size()).mapToObj(i -> name(parts, i)).toList();
    if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException("Parts need names that differ, but have "
          + names.stream().collect(Collectors.joining(", ", "[", "]"))
          + ".\nMaybe name each with named(…), or none.");
    }
    return names;
  }
}
