package org.nas4j.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Columns of numbers as a browser takes them: one after the other in little-endian order, each
 * beginning at a multiple of 8 bytes, packed by zlib, in Base64. For one thread.
 */
final class Blob {

  private static final int ALIGNMENT = 8;

  private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
  private final OutputStream bytes = new DeflaterOutputStream(packed, new Deflater());
  private final ArrayNode index = JsonNodeFactory.instance.arrayNode();
  private int length;

  private ObjectNode entry(String name, String type, int count) {
    return index
        .addObject()
        .put("name", name)
        .put("type", type)
        .put("at", length)
        .put("n", count);
  }

  void doubles(String name, double[] values) {
    entry(name, "f64", values.length);
    ByteBuffer buffer = buffer(Double.BYTES, values.length);
    buffer.asDoubleBuffer().put(values);
    add(buffer);
  }

  void floats(String name, float[] values) {
    entry(name, "f32", values.length);
    ByteBuffer buffer = buffer(Float.BYTES, values.length);
    buffer.asFloatBuffer().put(values);
    add(buffer);
  }

  void ints(String name, int[] values) {
    entry(name, "i32", values.length);
    ByteBuffer buffer = buffer(Integer.BYTES, values.length);
    buffer.asIntBuffer().put(values);
    add(buffer);
  }

  /** In bytes, if they have room. */
  void options(String name, char[] values, int most) {
    boolean small = most < 1 << Byte.SIZE;
    entry(name, small ? "u8" : "u16", values.length);
    ByteBuffer buffer = buffer(small ? Byte.BYTES : Character.BYTES, values.length);
    if (small) {
      for (int i = 0; i < values.length; i++) {
        buffer.put(i, (byte) values[i]);
      }
    } else {
      buffer.asCharBuffer().put(values);
    }
    add(buffer);
  }

  private static ByteBuffer buffer(int size, int count) {
    int whole = Math.multiplyExact(size, count);
    return ByteBuffer.allocate(whole + Math.floorMod(-whole, ALIGNMENT))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private void add(ByteBuffer buffer) {
    try {
      bytes.write(buffer.array());
    } catch (IOException e) {
      throw new IllegalStateException("Memory cannot be written to.", e);
    }
    length = Math.addExact(length, buffer.capacity());
  }

  /** Where each column is in what {@link #base64} holds when unpacked. */
  ArrayNode index() {
    return index;
  }

  /** All columns; nothing can be added then. */
  byte[] base64() {
    try {
      bytes.close();
    } catch (IOException e) {
      throw new IllegalStateException("Memory cannot be written to.", e);
    }
    return Base64.getEncoder().encode(packed.toByteArray());
  }
}
