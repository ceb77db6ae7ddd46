package org.nas4j.benchmarks.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.nas4j.engine.SearchResult;

/**
 * Journals: the bytes as they are, and then with each line's checksum put right, since no mutation
 * would get past it otherwise.
 */
public final class JournalTarget {

  private static final Scratch SCRATCH = new Scratch();
  private static final int SEAL = ",\"crc32c\":\"00000000\"}".length();

  private JournalTarget() {}

  /**
   * Reads.
   *
   * @param input any bytes
   * @throws IOException if the scratch file cannot be written
   */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    read(input);
    read(sealed(input));
  }

  private static void read(byte[] bytes) throws IOException {
    try {
      SearchResult<?> result = SearchResult.read(SCRATCH.write("run.jsonl", bytes));
      result.top(3);
      result.failures();
    } catch (IllegalArgumentException e) {
      // refused
    }
  }

  /** Each line but a torn last one, with the seal that it should have. */
  static byte[] sealed(byte[] input) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CRC32C crc = new CRC32C();
    int last = 0;
    int from = 0;
    for (int i = 0; i < input.length; i++) {
      if (input[i] == '\n') {
        int length = Math.max(0, i - from - SEAL);
        crc.reset();
        for (int shift = 24; shift >= 0; shift -= 8) {
          crc.update(last >>> shift);
        }
        crc.update(input, from, length);
        last = (int) crc.getValue();
        String seal = ",\"crc32c\":\"" + HexFormat.of().toHexDigits(last) + "\"}\n";
        out.write(input, from, length);
        out.writeBytes(seal.getBytes(StandardCharsets.US_ASCII));
        from = i + 1;
      }
    }
    out.write(input, from, input.length - from);
    return out.toByteArray();
  }
}
