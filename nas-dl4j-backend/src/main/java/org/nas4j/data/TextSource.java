package org.nas4j.data;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text of a file, in the encoding that its byte order mark names, else in UTF-8. */
final class TextSource {

  private static final int LONGEST_MARK = 3;
  private static final byte[] UTF_8 = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final byte[] UTF_16BE = {(byte) 0xfe, (byte) 0xff};
  private static final byte[] UTF_16LE = {(byte) 0xff, (byte) 0xfe};

  private TextSource() {}

  /**
   * Starts after the mark. Bytes that are no text in this encoding are an error, not a question
   * mark.
   */
  static Reader reader(SourceFile file) throws IOException {
    PushbackInputStream in = new PushbackInputStream(file.stream(), LONGEST_MARK);
    Charset charset = StandardCharsets.UTF_8;
    if (!skip(in, UTF_8)) {
      if (skip(in, UTF_16BE)) {
        charset = StandardCharsets.UTF_16BE;
      } else if (skip(in, UTF_16LE)) {
        charset = StandardCharsets.UTF_16LE;
      }
    }
    return new InputStreamReader(
        in, charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT));
  }

  private static boolean skip(PushbackInputStream in, byte[] mark) throws IOException {
    byte[] first = in.readNBytes(mark.length);
    if (Arrays.equals(first, mark)) {
      return true;
    }
    in.unread(first);
    return false;
  }
}
