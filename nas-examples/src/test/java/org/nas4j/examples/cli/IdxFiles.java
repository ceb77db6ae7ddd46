package org.nas4j.examples.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes drawn digits as MNIST's files are. */
public final class IdxFiles {

  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  private IdxFiles() {}

  public static void write(Path folder, String part, DrawnDigits digits) throws IOException {
    int count = digits.labels().length;
    ByteBuffer images = ByteBuffer.allocate(16 + digits.pixels().length);
    images.putInt(IMAGES).putInt(count).putInt(DrawnDigits.SIZE).putInt(DrawnDigits.SIZE);
    for (float pixel : digits.pixels()) {
      images.put((byte) Math.round(255 * pixel));
    }
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(LABELS).putInt(count);
    for (int label : digits.labels()) {
      labels.put((byte) label);
    }
    Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.array());
    Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
  }
}
