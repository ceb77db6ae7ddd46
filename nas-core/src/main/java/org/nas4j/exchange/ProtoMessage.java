package org.nas4j.exchange;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A message of protocol buffers, written field by field: numbers of fields instead of classes that
 * a compiler made. For one thread.
 */
final class ProtoMessage {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  private interface Write {
    void to(CodedOutputStream out) throws IOException;
  }

  private ProtoMessage add(Write write) {
    try {
      write.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot be written to.", e);
    }
    return this;
  }

  ProtoMessage number(int field, long value) {
    return add(each -> each.writeInt64(field, value));
  }

  ProtoMessage real(int field, float value) {
    return add(each -> each.writeFloat(field, value));
  }

  ProtoMessage text(int field, String value) {
    return add(each -> each.writeString(field, value));
  }

  ProtoMessage bytes(int field, byte[] value) {
    return add(each -> each.writeByteArray(field, value));
  }

  ProtoMessage message(int field, ProtoMessage value) {
    return bytes(field, value.toByteArray());
  }

  byte[] toByteArray() {
    add(CodedOutputStream::flush);
    return bytes.toByteArray();
  }
}
