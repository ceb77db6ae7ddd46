package org.nas4j.store;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The checksum at the end of each line: {@code ,"crc32c":"0a1b2c3d"}} in place of the closing
 * brace. It is the CRC-32C of the line before it and of the checksum of the line before that, so
 * that a line that is missing or out of place shows as well as one that has changed. For one
 * thread.
 */
final class Seal {

  private static final String BEFORE = ",\"crc32c\":\"";
  private static final String AFTER = "\"}";
  private static final int DIGITS = 8;
  static final int LENGTH = BEFORE.length() + DIGITS + AFTER.length();

  private final CRC32C crc = new CRC32C();
  private int last;

  /** The seal of the next line, whose object is not closed yet; goes on to the line after it. */
  byte[] next(byte[] bytes, int length) {
    last = checksum(bytes, length);
    return text(last);
  }

  /** Where the chain of checksums stands. */
  int last() {
    return last;
  }

  /** Takes back lines that were sealed and then not written. */
  void backTo(int earlier) {
    last = earlier;
  }

  /**
   * Whether a whole line, without its end of line, bears the right seal; goes on to the line after
   * it if so.
   */
  boolean accepts(byte[] line, int length) {
    int open = length - LENGTH;
    if (open < 1) {
      return false;
    }
    int checksum = checksum(line, open);
    byte[] wanted = text(checksum);
    for (int i = 0; i < LENGTH; i++) {
      if (line[open + i] != wanted[i]) {
        return false;
      }
    }
    last = checksum;
    return true;
  }

  private int checksum(byte[] bytes, int length) {
    crc.reset();
    for (int shift = 24; shift >= 0; shift -= 8) {
      crc.update(last >>> shift);
    }
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static byte[] text(int checksum) {
    return (BEFORE + HexFormat.of().toHexDigits(checksum) + AFTER)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
