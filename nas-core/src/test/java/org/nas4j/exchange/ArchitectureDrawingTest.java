package org.nas4j.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.exchange.DrawingLayout.Place;
import org.nas4j.space.Chooser;
import org.nas4j.spaces.nas.NasSkipSpace;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ArchitectureDrawingTest {

  private static Architecture small() {
    Architecture.Builder builder = Architecture.builder(Shape.image(1, 8, 8));
    builder.add("a", Convolution.of(4, Window.of(3, 5).stride(2)), Architecture.INPUT);
    builder.add("a/norm", BatchNormalization.DEFAULT, "a");
    builder.add("a/relu", Activation.RELU, "a/norm");
    builder.add("b <\"&\n>", Convolution.of(4, Window.square(1)), "a/relu");
    builder.add("join", new Concat(), "a/relu", "b <\"&\n>");
    builder.add("pool", GlobalPooling.AVERAGE, "join");
    builder.add("out", SoftmaxOutput.of(10), "pool");
    return builder.build();
  }

  private static Architecture random(int layers, long seed) {
    NasSkipSpace space = NasSkipSpace.builder(Shape.image(3, 32, 32), 10)
        .layers(layers)
        .poolAfter(layers / 2)
        .build();
    return space.sample(Chooser.uniform(new SplittableRandom(seed))).architecture();
  }

  @Test
  void listsNodesWithTheirCost() {
    Architecture.Builder builder = Architecture.builder(Shape.image(1, 8, 8));
    builder.add("conv", Convolution.of(4, Window.square(3)).withBias(), Architecture.INPUT);
    builder.add("relu", Activation.RELU, "conv");
    builder.add("pool", GlobalPooling.AVERAGE, "relu");
    builder.add("out", SoftmaxOutput.of(300), "pool");
    assertThat(ArchitectureTable.of(builder.build())).isEqualTo("""
        node   layer                   reads  output  parameters   MACs
        ─────  ──────────────────────  ─────  ──────  ──────────  ─────
        input                                 1×8×8
        conv   convolution 3×3, 4      input  4×8×8           40  2,304
        relu   relu                    conv   4×8×8
        pool   global average pooling  relu   4
        out    softmax output 300      pool   300          1,500  1,200
        ─────  ──────────────────────  ─────  ──────  ──────────  ─────
        total                                              1,540  3,504
        """);
  }

  @Test
  void writesDot() {
    assertThat(ArchitectureDrawing.dot(small()))
        .contains("n1 [label=\"convolution 3×5 /2, 4\\nbatch normalization, relu\\n"
            + "4×4×4 · 68 parameters\", tooltip=\"a, a/norm, a/relu\", fillcolor=\"#cfe2f3\"];")
        .contains("tooltip=\"b <\\\"&\\n>\"")
        .contains(
            "  n0 -> n1;\n  n1 -> n2;\n  n1 -> n3;\n  n2 -> n3;\n  n3 -> n4;\n  n4 -> n5;\n}");
  }

  @Test
  void drawsWellFormedSvg() throws Exception {
    Document svg = DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(ArchitectureDrawing.svg(small()))));
    assertThat(svg.getElementsByTagName("g").getLength()).isEqualTo(6);
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(6);
    assertThat(svg.getElementsByTagName("title").item(2).getTextContent()).isEqualTo("b <\"& >");
  }

  @Test
  void drawsTheSameTwice() throws Exception {
    String svg = ArchitectureDrawing.svg(random(12, 5));
    assertThat(ArchitectureDrawing.svg(random(12, 5))).isEqualTo(svg);
    Path folder = Files.createDirectories(Path.of("target", "drawings"));
    Files.writeString(folder.resolve("skip-12.svg"), svg);
    Files.writeString(folder.resolve("skip-12.dot"), ArchitectureDrawing.dot(random(12, 5)));
    Files.writeString(folder.resolve("skip-4.svg"), ArchitectureDrawing.svg(random(4, 1)));
    Files.writeString(folder.resolve("small.svg"), ArchitectureDrawing.svg(small()));
  }

  @Test
  void keepsBoxesApartAndWithinTheDrawing() {
    for (int seed = 0; seed < 20; seed++) {
      DrawingLayout layout = DrawingLayout.of(Box.of(random(8, seed)));
      List<Place> places = layout.places();
      for (int i = 0; i < places.size(); i++) {
        Place one = places.get(i);
        assertThat(one.x() + one.width()).isLessThanOrEqualTo(layout.width());
        assertThat(one.y() + one.height()).isLessThanOrEqualTo(layout.height());
        for (Place other : places.subList(0, i)) {
          assertThat(overlap(one, other)).isFalse();
        }
      }
    }
  }

  private static boolean overlap(Place a, Place b) {
    return a.x() < b.x() + b.width()
        && b.x() < a.x() + a.width()
        && a.y() < b.y() + b.height()
        && b.y() < a.y() + a.height();
  }
}
