package org.nas4j.isolation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.nas4j.eval.Evaluation;
import org.nas4j.internal.checks.Texts;

/**
 * Messages over a socket: four bytes of length, big end first, then a JSON object in UTF-8. Longer
 * ones than {@link #MAX_BYTES} are neither sent nor read. Plain trees: nothing that is read names a
 * class. One thread reads; writing is for one thread too.
 */
final class Frames implements Closeable {

  /**
   * Room for the largest evaluation that there may be: each figure and each course has a name,
   * whose characters take three bytes at most, or six where JSON must escape them.
   */
  static final int MAX_BYTES =
      2 * (Evaluation.MOST_VALUES * 32 + Evaluation.MOST_FIGURES * (6 * Texts.LONGEST_NAME + 100));

  /** The rest of a message that has begun must come in this time. */
  private static final int MILLIS_FOR_THE_REST = 30_000;

  private static final int MAX_DEPTH = 10;
  private static final int MAX_NUMBER = 100;

  private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxDocumentLength(MAX_BYTES)
              .maxNestingDepth(MAX_DEPTH)
              .maxNumberLength(MAX_NUMBER)
              .build())
          .build())
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  /** Thrown before a byte of it was sent, so that another message may follow. */
  static final class OversizedException extends IOException {

    private static final long serialVersionUID = 1L;

    OversizedException(int bytes) {
      super("A message has [" + bytes + "] bytes, more than the [" + MAX_BYTES
          + "] allowed.\nMaybe the genotype is that long, or what the evaluator says of itself.");
    }
  }

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  Frames(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = new DataOutputStream(socket.getOutputStream());
  }

  static ObjectNode message(String type) {
    return MAPPER.createObjectNode().put("type", type);
  }

  void write(ObjectNode message) throws IOException {
    byte[] body = MAPPER.writeValueAsBytes(message);
    if (body.length > MAX_BYTES) {
      throw new OversizedException(body.length);
    }
    byte[] frame = new byte[Integer.BYTES + body.length];
    for (int i = 0; i < Integer.BYTES; i++) {
      frame[i] = (byte) (body.length >>> (24 - 8 * i));
    }
    System.arraycopy(body, 0, frame, Integer.BYTES, body.length);
    out.write(frame);
    out.flush();
  }

  /**
   * The next message.
   *
   * @param millis how long to wait for its first byte; 0 is for ever
   * @return empty if none has begun in that time
   * @throws EOFException if the other side is gone
   * @throws IOException if what comes is no message
   */
  Optional<JsonNode> read(int millis) throws IOException {
    socket.setSoTimeout(millis);
    int first;
    try {
      first = in.readUnsignedByte();
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    }
    socket.setSoTimeout(MILLIS_FOR_THE_REST);
    int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("A message claims to have [" + length + "] bytes, more than the ["
          + MAX_BYTES + "] allowed.");
    }
    byte[] body = new byte[length];
    in.readFully(body);
    JsonNode message = MAPPER.readTree(body);
    if (message == null || !message.isObject()) {
      throw new IOException("A message is no object.");
    }
    return Optional.of(message);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
