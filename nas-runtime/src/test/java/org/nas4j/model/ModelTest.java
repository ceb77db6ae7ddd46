package org.nas4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.internal.pictures.PictureValues;

/** What a model says of numbers, pictures and rows, from one thread and from many. */
class ModelTest {

  @TempDir
  private Path folder;

  private static Architecture linear(int inputs, int outputs, boolean classes) {
    Architecture.Builder b = Architecture.builder(Shape.vector(inputs));
    b.add(
        "out",
        classes ? SoftmaxOutput.of(outputs) : RegressionOutput.of(outputs),
        Architecture.INPUT);
    return b.build();
  }

  private static Map<String, WeightArray> weights(
      int inputs, int outputs, float[] kernel, float... bias) {
    return Map.of(
        "out/kernel", WeightArray.of(List.of(outputs, inputs), kernel),
        "out/bias", WeightArray.of(List.of(outputs), bias));
  }

  @Test
  void givesTheProbabilitiesOfSoftmax() {
    Model model = Model.builder(
            linear(2, 2, true), weights(2, 2, new float[] {1, 0, 0, 1}, 0, (float) Math.log(3)))
        .classNames(List.of("cat", "dog"))
        .build();
    Prediction prediction = model.predict(new float[] {0, 0});
    assertThat(prediction.probabilities())
        .containsExactly(new float[] {0.25f, 0.75f}, within(1e-6f));
    assertThat(prediction.label()).isEqualTo("dog");
    assertThat(prediction.index()).isEqualTo(1);
    assertThat(prediction.probability()).isCloseTo(0.75, within(1e-6));
    assertThatIllegalStateException()
        .isThrownBy(prediction::value)
        .withMessageContaining("label()");
  }

  @Test
  void scalesWhatGoesInAndRestoresWhatComesOut() {
    Model model = Model.builder(linear(2, 1, false), weights(2, 1, new float[] {1, 10}, 0.5f))
        .scaling(new Scaling(List.of(3.0, 7.0), List.of(2.0, 0.0)))
        .outputScaling(new Scaling(List.of(100.0), List.of(4.0)))
        .build();
    // ((5 − 3) / 2 + 10 · (8 − 7) + 0.5) · 4 + 100
    assertThat(model.predict(new float[] {5, 8}).value()).isCloseTo(146, within(1e-4));
    assertThatIllegalStateException()
        .isThrownBy(() -> model.predict(new float[] {5, 8}).label())
        .withMessageContaining("value()");
  }

  @Test
  void scalesChannelsOfPictures() {
    Architecture pictures = Networks.pictures();
    Model plain = Networks.of(pictures).build();
    Model scaled =
        Networks.of(pictures).scaling(new Scaling(List.of(0.5), List.of(0.25))).build();
    float[] example = Networks.example(36, 1);
    float[] by = new float[36];
    for (int i = 0; i < 36; i++) {
      by[i] = (example[i] - 0.5f) / 0.25f;
    }
    assertThat(scaled.predict(example).probabilities())
        .containsExactly(plain.predict(by).probabilities(), within(1e-6f));
  }

  /** Three channels of two rows, so that neither rows nor channels can be mixed up unnoticed. */
  @Test
  void averagesWhatItSaysOfAPictureAndOfItsMirrorImage() throws IOException {
    Architecture.Builder b = Architecture.builder(Shape.image(3, 2, 4));
    b.add("conv", Convolution.of(5, Window.square(3)), Architecture.INPUT);
    b.add("flat", new Flatten(), "conv");
    b.add("out", SoftmaxOutput.of(3), "flat");
    Model.Builder builder = Networks.of(b.build())
        .scaling(new Scaling(List.of(0.5, 0.4, 0.3), List.of(0.25, 0.5, 1.0)));
    Model once = builder.build();
    Model twice = builder.averagingMirrorImages(true).build();
    float[] picture = Networks.example(24, 3);
    float[] inMirror = new float[24];
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < 2; y++) {
        for (int x = 0; x < 4; x++) {
          inMirror[(channel * 2 + y) * 4 + 3 - x] = picture[(channel * 2 + y) * 4 + x];
        }
      }
    }
    float[] mean = new float[3];
    for (int i = 0; i < 3; i++) {
      mean[i] =
          (once.predict(picture).probabilities()[i] + once.predict(inMirror).probabilities()[i])
              / 2;
    }
    assertThat(twice.averagesMirrorImages()).isTrue();
    assertThat(twice.predict(picture).probabilities()).containsExactly(mean, within(1e-6f));
    assertThat(twice.predict(picture).probabilities())
        .isEqualTo(twice.predict(inMirror).probabilities())
        .isNotEqualTo(once.predict(picture).probabilities());
    assertThat(twice.inPureJava().averagesMirrorImages()).isTrue();
    Model back = twice.withoutMirrorImages();
    assertThat(back.averagesMirrorImages()).isFalse();
    assertThat(back.predict(picture).probabilities())
        .isEqualTo(once.predict(picture).probabilities());
    Path file = folder.resolve("twice.nas4j");
    twice.save(file);
    assertThat(Model.load(file).predict(picture).probabilities())
        .isEqualTo(twice.predict(picture).probabilities());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Networks.of(Networks.table(3, 2)).averagingMirrorImages(true))
        .withMessageContaining("no mirror images");
  }

  @Test
  void encodesRowsOfTables() {
    TableColumns columns = new TableColumns(List.of(
        new Column.Numbers("weight", 7, true, false),
        new Column.Categories("origin", List.of("Europe", "Japan")),
        new Column.Numbers("price", 1, false, true)));
    assertThat(columns.width()).isEqualTo(5);
    assertThat(columns.encode(Map.of("weight", " 2.5", "origin", "Japan", "price", "3,5")))
        .containsExactly(2.5f, 0, 0, 1, 3.5f);
    assertThat(columns.encode(Map.of("weight", "NA", "origin", " n/a", "more", "x")))
        .containsExactly(7, 1, 0, 0, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> columns.encode(Map.of("weight", "heavy")))
        .withMessageContaining("[weight]")
        .withMessageContaining("[heavy]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> columns.encode(Map.of("Weight", "2")))
        .withMessageContaining("[weight, origin, price]");
  }

  @Test
  void refusesAWordThatTrainingDidNotMeet() {
    TableColumns columns = new TableColumns(List.of(
        new Column.Numbers("weight", 7, true, false),
        new Column.Categories("origin", List.of("Europe", "Japan", "none"))));
    Map<String, String> row = Map.of("weight", "2", "origin", "Japn");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> columns.encode(row))
        .withMessageContaining("[origin]")
        .withMessageContaining("[Japn]")
        .withMessageContaining("known are [Europe, Japan, none]")
        .withMessageContaining("\nMaybe it is spelled in another way");
    assertThat(columns.unknownWords(row)).containsExactly(Map.entry("origin", "Japn"));
    assertThat(columns.unknownWords(Map.of("weight", "x", "origin", " Japan"))).isEmpty();
    assertThat(columns.encode(columns.withoutUnknownWords(row))).containsExactly(2, 0, 0, 0, 0);
    assertThat(columns.encode(Map.of("origin", "none"))).containsExactly(7, 1, 0, 0, 1);
  }

  @Test
  void namesTwentyKnownWordsAtMost() {
    List<String> words = IntStream.range(0, 50).mapToObj(i -> "w" + i).toList();
    TableColumns columns = new TableColumns(List.of(new Column.Categories("a", words)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> columns.encode(Map.of("a", "other")))
        .withMessageContaining("w19] and [30] more")
        .withMessageNotContaining("w20");
  }

  @Test
  void predictsFromRows() {
    TableColumns columns = new TableColumns(List.of(
        new Column.Numbers("a", 0, false, false), new Column.Categories("b", List.of("x"))));
    Model model = Model.builder(linear(2, 1, false), weights(2, 1, new float[] {2, 5}, 1))
        .columns(columns)
        .build();
    assertThat(model.predict(Map.of("a", "3", "b", "x")).value()).isCloseTo(12, within(1e-5));
    assertThat(model.predict(Map.of("a", "3")).value()).isCloseTo(7, within(1e-5));
  }

  @Test
  void predictsFromPicturesOfAnySize() {
    Model model = Networks.of(Networks.pictures()).build();
    BufferedImage small = new BufferedImage(6, 6, BufferedImage.TYPE_INT_RGB);
    BufferedImage large = new BufferedImage(12, 18, BufferedImage.TYPE_INT_RGB);
    float[] values = new float[36];
    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 6; x++) {
        int grey = (y * 37 + x * 11) % 256;
        values[y * 6 + x] = grey / 255f;
        int rgb = new Color(grey, grey, grey).getRGB();
        small.setRGB(x, y, rgb);
        for (int i = 0; i < 6; i++) {
          large.setRGB(2 * x + i % 2, 3 * y + i / 2, rgb);
        }
      }
    }
    float[] expected = model.predict(values).probabilities();
    assertThat(model.predict(small).probabilities()).containsExactly(expected, within(1e-6f));
    assertThat(model.predict(large).probabilities()).containsExactly(expected, within(1e-6f));
  }

  @Test
  void enlargesBetweenPixels() {
    BufferedImage two = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    two.getRaster().setSample(1, 0, 0, 255);
    assertThat(PictureValues.of(two, Shape.image(1, 2, 4)))
        .containsExactly(new float[] {0, 0.25f, 0.75f, 1, 0, 0.25f, 0.75f, 1}, within(1e-6f));
  }

  @Test
  void predictsTheSameFromManyThreads() {
    Model model = Networks.of(Networks.pictures()).build();
    float[][] examples =
        IntStream.range(0, 2000).mapToObj(i -> Networks.example(36, i)).toArray(float[][]::new);
    List<Prediction> together = model.predict(examples);
    for (int i = 0; i < examples.length; i++) {
      assertThat(together.get(i).probabilities())
          .isEqualTo(model.predict(examples[i]).probabilities());
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    Architecture pictures = Networks.pictures();
    Model model = Networks.of(pictures).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.predict(new float[35]))
        .withMessageContaining("[35]")
        .withMessageContaining("[36]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Networks.of(pictures).classNames(List.of("a", "b")))
        .withMessageContaining("[3]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Networks.of(pictures).scaling(new Scaling(List.of(0.0, 0.0), List.of(1.0, 1.0))));
    assertThatIllegalStateException()
        .isThrownBy(() -> model.predict(Map.of("a", "1")))
        .withMessageContaining("no columns");
    Map<String, WeightArray> weights = Networks.weights(pictures);
    weights.remove("conv/kernel");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Model.builder(pictures, weights))
        .withMessageContaining("[conv/kernel]");
    Architecture.Builder b = Architecture.builder(Shape.vector(2));
    b.add("dense", new Dense(2, false), Architecture.INPUT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Networks.of(b.build()))
        .withMessageContaining("Maybe end the architecture with");
  }

  @Test
  void keepsNothingOfWhatItWasGiven() {
    Map<String, WeightArray> weights = Networks.weights(Networks.pictures());
    Model model = Model.builder(Networks.pictures(), weights).build();
    float[] before = model.predict(new float[36]).probabilities();
    weights.values().forEach(array -> array.values()[0] = 9);
    model.weights().values().forEach(array -> array.values()[0] = 9);
    assertThat(model.predict(new float[36]).probabilities()).isEqualTo(before);
    assertThat(model.weights().get("conv/kernel").values()[0]).isNotEqualTo(9);
  }
}
