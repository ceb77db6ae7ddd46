package org.nas4j.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationException;
import org.nas4j.eval.FailureKind;
import org.nas4j.eval.Metric;
import org.nas4j.internal.checks.Texts;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;

class FramesTest {

  private Socket other;
  private Frames frames;

  @BeforeEach
  void connect() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      other = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
      frames = new Frames(server.accept());
    }
  }

  @AfterEach
  void disconnect() throws IOException {
    other.close();
    frames.close();
  }

  private JsonNode sent(ObjectNode message) throws IOException {
    new Frames(other).write(message);
    return frames.read(5_000).orElseThrow();
  }

  private void say(byte[] bytes) throws IOException {
    OutputStream out = other.getOutputStream();
    out.write(bytes);
    other.close();
  }

  private static byte[] frame(String body) {
    byte[] text = body.getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[4 + text.length];
    frame[2] = (byte) (text.length >> 8);
    frame[3] = (byte) text.length;
    System.arraycopy(text, 0, frame, 4, text.length);
    return frame;
  }

  @Test
  void figuresComeThroughBitForBit() throws IOException {
    Evaluation evaluation = new Evaluation(
            Map.of(Metric.VALIDATION_ACCURACY, 1.0 / 3, Metric.PARAMETERS, 1e300),
            Map.of(
                Metric.VALIDATION_LOSS,
                List.of(Double.MIN_VALUE, -0.0, Double.NaN, Double.POSITIVE_INFINITY, 0.1f + 0.2)))
        .with(Metric.maximized("naïve \"figure\"\n"), Double.NaN);
    ObjectNode message = Frames.message("figures");
    Messages.put(message, evaluation);
    assertThat(Messages.evaluation(sent(message))).isEqualTo(evaluation);
  }

  @Test
  void tasksAndFailuresComeThrough() throws IOException {
    for (OptionalLong parent : List.of(OptionalLong.empty(), OptionalLong.of(1L << 40))) {
      Messages.Task task = new Messages.Task(
          Long.MAX_VALUE,
          new Genotype(List.of(new Gene("layer 1: größe", 3), new Gene("x", 0))),
          parent,
          Long.MIN_VALUE,
          2,
          Messages.Task.FOR_EVER);
      assertThat(Messages.Task.of(sent(task.toMessage()))).isEqualTo(task);
    }
    EvaluationException failure = Messages.failure(sent(Messages.failure(
        new EvaluationException(FailureKind.OUT_OF_MEMORY, "too large", "x".repeat(50_000)))));
    assertThat(failure.kind()).isEqualTo(FailureKind.OUT_OF_MEMORY);
    assertThat(failure.reason()).isEqualTo("too large");
    assertThat(failure.getMessage()).hasSize(Texts.LONGEST_MESSAGE);
  }

  @Test
  void neitherSendsNorReadsMoreThanAllowed() throws IOException {
    ObjectNode large = Frames.message("report").put("text", "x".repeat(Frames.MAX_BYTES));
    assertThatThrownBy(() -> frames.write(large))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than the [" + Frames.MAX_BYTES + "] allowed")
        .hasMessageContaining("Maybe");
    say(new byte[] {127, -1, -1, -1, '{', '}'});
    assertThatThrownBy(() -> frames.read(5_000))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("claims to have [2147483647] bytes");
  }

  @Test
  void waitsOnlyAsLongAsToldAndKeepsItsPlace() throws IOException {
    assertThat(frames.read(10)).isEmpty();
    assertThat(sent(Frames.message("later")).get("type").asText()).isEqualTo("later");
  }

  @Test
  void refusesWhatIsNoMessage() throws IOException {
    for (String body : List.of("", "[]", "7", "{\"a\":1", "{\"a\":1}{}", "{\"a\":1,\"a\":2}")) {
      say(frame(body));
      assertThatThrownBy(() -> frames.read(5_000)).as(body).isInstanceOf(IOException.class);
      disconnect();
      connect();
    }
    say(frame("[".repeat(50_000)));
    assertThatThrownBy(() -> frames.read(5_000)).isInstanceOf(IOException.class);
  }

  @Test
  void anyBytesAreAMessageOrAnIoException() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    byte[] good =
        frame("{\"type\":\"failed\",\"kind\":\"CRASHED\",\"reason\":\"r\",\"text\":\"t\"}");
    int refused = 0;
    for (int round = 0; round < 300; round++) {
      byte[] bytes = good.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      say(bytes);
      try {
        Messages.failure(frames.read(5_000).orElseThrow());
      } catch (IOException e) {
        refused++;
      }
      disconnect();
      connect();
    }
    assertThat(refused).isBetween(100, 300);
  }
}
