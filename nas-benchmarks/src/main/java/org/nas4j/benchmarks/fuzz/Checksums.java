package org.nas4j.benchmarks.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Puts right the checksums of files of ours, past which no mutation would get otherwise. */
final class Checksums {

  private static final byte[] WEIGHTS = "NAS4JWT1".getBytes(StandardCharsets.US_ASCII);

  private Checksums() {}

  /** A copy whose last four bytes are the checksum of all before. */
  static byte[] sealed(byte[] input) {
    byte[] sealed = input.clone();
    seal(sealed, 0, sealed.length);
    return sealed;
  }

  /** The same of the part before the weights that stand at the end, and of these. */
  static byte[] sealedTwice(byte[] input) {
    byte[] sealed = input.clone();
    int weights = find(sealed);
    seal(sealed, 0, weights);
    seal(sealed, weights, sealed.length);
    return sealed;
  }

  private static int find(byte[] bytes) {
    for (int at = bytes.length - WEIGHTS.length; at >= 0; at--) {
      if (java.util.Arrays.equals(bytes, at, at + WEIGHTS.length, WEIGHTS, 0, WEIGHTS.length)) {
        return at;
      }
    }
    return bytes.length;
  }

  private static void seal(byte[] bytes, int from, int to) {
    int end = to - Integer.BYTES;
    if (end > from) {
      CRC32C checksum = new CRC32C();
      checksum.update(bytes, from, end - from);
      ByteBuffer.wrap(bytes).putInt(end, (int) checksum.getValue());
    }
  }
}
