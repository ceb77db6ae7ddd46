package org.nas4j.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.objective.Objectives;
import org.nas4j.objective.ParetoFront;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class FrontDrawingTest {

  private static final Objectives BOTH =
      Objectives.of(Metric.VALIDATION_ACCURACY, Metric.LATENCY_SECONDS);

  private static Evaluation figures(double accuracy, double latency) {
    return Evaluation.of(Metric.VALIDATION_ACCURACY, accuracy)
        .with(Metric.LATENCY_SECONDS, latency);
  }

  private static ParetoFront<String> front(Evaluation... members) {
    return new ParetoFront<>(
        BOTH,
        IntStream.range(0, members.length)
            .mapToObj(i -> new ParetoFront.Member<>("<" + i + ">", members[i]))
            .toList());
  }

  @Test
  void drawsMembersOthersAndLabels() throws Exception {
    String svg = FrontDrawing.svg(
        front(figures(0.9, 0.01), figures(0.8, 0.001)),
        List.of(figures(0.5, 0.1), Evaluation.of(Metric.VALIDATION_ACCURACY, 0.4)),
        label -> label + " & co");
    Document parsed = DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
    assertThat(parsed.getElementsByTagName("circle").getLength()).isEqualTo(3);
    assertThat(svg)
        .contains("&lt;0&gt; &amp; co", "&lt;1&gt; &amp; co", "latencySeconds", "0.9")
        .doesNotContain("NaN");
  }

  @Test
  void pointsOfOneFigureAreDrawnToo() {
    assertThat(FrontDrawing.svg(front(figures(0.9, 0.01)), List.of(), label -> label))
        .doesNotContain("NaN", "Infinity");
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    assertThatThrownBy(() -> FrontDrawing.svg(front(), List.of(), label -> label))
        .hasMessageContaining("[0] members");
    Objectives one = Objectives.of(Metric.VALIDATION_ACCURACY);
    assertThatThrownBy(() -> FrontDrawing.svg(
            new ParetoFront<>(one, List.of(new ParetoFront.Member<>("a", figures(1, 1)))),
            List.of(),
            label -> label))
        .hasMessageContaining("two objectives");
  }

  @Test
  void wideRangesAreLogarithmic() {
    Axis axis = Axis.of(new double[] {0.001, 0.1}, true);
    assertThat(axis.logarithmic()).isTrue();
    assertThat(axis.share(0.01)).isCloseTo(0.5, within(1e-9));
    assertThat(axis.ticks()).contains(0.001, 0.01, 0.1);
    assertThat(Axis.of(new double[] {1, 3}, true).logarithmic()).isFalse();
    assertThat(Axis.of(new double[] {-1, 30}, true).logarithmic()).isFalse();
  }

  @Test
  void stepsAreRound() {
    Axis axis = Axis.of(new double[] {0, 1}, false);
    assertThat(axis.ticks()).hasSizeBetween(4, 8).anyMatch(tick -> Math.abs(tick - 0.4) < 1e-9);
    assertThat(Axis.text(0.30000000000000004)).isEqualTo("0.3");
    assertThat(Axis.text(5e-6)).isEqualTo("5e-06");
    assertThat(Axis.text(1200)).isEqualTo("1200");
  }
}
