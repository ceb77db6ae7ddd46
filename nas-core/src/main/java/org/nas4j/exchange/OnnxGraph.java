package org.nas4j.exchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The graph of an ONNX model while it is made. Numbers of fields and types are those of
 * {@code onnx.proto}, version 1 (opset 13). For one thread.
 */
final class OnnxGraph {

  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final String BATCH = "batch";

  private final ProtoMessage graph = new ProtoMessage();

  OnnxGraph(String name) {
    graph.text(2, name);
  }

  /** An operation with attributes of its own. For one thread. */
  static final class Operation {

    private static final int FLOATS_TYPE = 1;
    private static final int INT_TYPE = 2;
    private static final int INTS_TYPE = 7;

    private final ProtoMessage node = new ProtoMessage();

    Operation(String type, String name, List<String> inputs, List<String> outputs) {
      inputs.forEach(input -> node.text(1, input));
      outputs.forEach(output -> node.text(2, output));
      node.text(3, name).text(4, type);
    }

    Operation with(String name, int... values) {
      ProtoMessage attribute = new ProtoMessage().text(1, name);
      for (int value : values) {
        attribute.number(8, value);
      }
      node.message(5, attribute.number(20, INTS_TYPE));
      return this;
    }

    Operation withOne(String name, int value) {
      node.message(5, new ProtoMessage().text(1, name).number(3, value).number(20, INT_TYPE));
      return this;
    }

    Operation withReal(String name, double value) {
      node.message(
          5, new ProtoMessage().text(1, name).real(2, (float) value).number(20, FLOATS_TYPE));
      return this;
    }
  }

  void add(Operation operation) {
    graph.message(1, operation.node);
  }

  /** Weights. */
  void constant(String name, List<Integer> shape, float[] values) {
    ByteBuffer raw = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    tensor(name, shape, FLOAT, raw.array());
  }

  /** What some operations take as an input rather than an attribute. */
  void constant(String name, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    tensor(name, List.of(values.length), INT64, raw.array());
  }

  private void tensor(String name, List<Integer> shape, int type, byte[] raw) {
    ProtoMessage tensor = new ProtoMessage();
    shape.forEach(size -> tensor.number(1, size));
    graph.message(5, tensor.number(2, type).text(8, name).bytes(9, raw));
  }

  /** Values that are given, a row an example. */
  void input(String name, List<Integer> sizes) {
    graph.message(11, value(name, sizes));
  }

  /** Values that are asked for, a row an example. */
  void output(String name, List<Integer> sizes) {
    graph.message(12, value(name, sizes));
  }

  private static ProtoMessage value(String name, List<Integer> sizes) {
    ProtoMessage shape = new ProtoMessage().message(1, new ProtoMessage().text(2, BATCH));
    sizes.forEach(size -> shape.message(1, new ProtoMessage().number(1, size)));
    ProtoMessage tensor = new ProtoMessage().number(1, FLOAT).message(2, shape);
    return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
  }

  /** The whole file. */
  byte[] model() {
    return new ProtoMessage()
        .number(1, IR_VERSION)
        .text(2, "NAS4J")
        .message(7, graph)
        .message(8, new ProtoMessage().text(1, "").number(2, OPSET))
        .toByteArray();
  }
}
