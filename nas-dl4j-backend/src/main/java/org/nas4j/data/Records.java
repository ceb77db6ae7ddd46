package org.nas4j.data;

import java.nio.file.Path;

/** What the loaders of bytes share. */
final class Records {

  private static final float WHITE = 255;

  private Records() {}

  static int label(Path file, int example, int label, int classes) throws MalformedDataException {
    if (label < 0 || label >= classes) {
      throw new MalformedDataException(
          file,
          "gives example [" + example + "] the label [" + label + "], but there are only ["
              + classes + "] classes from 0",
          "there are more classes, or it is a file of another kind");
    }
    return label;
  }

  /** Unsigned bytes as numbers in [0, 1]. */
  static float[] grey(byte[] bytes, int from, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = Byte.toUnsignedInt(bytes[from + i]) / WHITE;
    }
    return values;
  }
}
