package org.nas4j.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Checksums computed by another program from the definition of CRC-32C. */
class SealTest {

  private static final String FIRST = "{\"event\":\"a\",\"crc32c\":\"ec34b550\"}";
  private static final String SECOND = "{\"event\":\"b\",\"crc32c\":\"06d0b285\"}";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String sealed(Seal seal, String body) {
    return body + new String(seal.next(bytes(body), body.length()), StandardCharsets.US_ASCII);
  }

  private static boolean accepts(Seal seal, String line) {
    return seal.accepts(bytes(line), line.length());
  }

  @Test
  void chainsEachLineToTheOneBefore() {
    Seal seal = new Seal();
    assertThat(sealed(seal, "{\"event\":\"a\"")).isEqualTo(FIRST);
    assertThat(sealed(seal, "{\"event\":\"b\"")).isEqualTo(SECOND);
  }

  @Test
  void acceptsTheLinesInTheirOrderOnly() {
    Seal seal = new Seal();
    assertThat(accepts(seal, SECOND)).isFalse();
    assertThat(accepts(seal, FIRST)).isTrue();
    assertThat(accepts(seal, FIRST)).isFalse();
    assertThat(accepts(seal, SECOND)).isTrue();
  }

  /** A refused line leaves the seal where it was, so that the right line may still follow. */
  @Test
  void noticesAnyByteThatHasChanged() {
    for (int i = 0; i < FIRST.length(); i++) {
      byte[] line = bytes(FIRST);
      line[i] ^= 1;
      Seal seal = new Seal();
      assertThat(seal.accepts(line, line.length)).as("byte %d", i).isFalse();
      assertThat(accepts(seal, FIRST)).isTrue();
    }
  }

  @Test
  void refusesLinesThatAreTooShortForASeal() {
    for (int length = 0; length < FIRST.length(); length++) {
      assertThat(accepts(new Seal(), FIRST.substring(FIRST.length() - length)))
          .as("the last %d bytes", length)
          .isFalse();
    }
  }

  /** A line is an object at least, so what is sealed cannot be nothing. */
  @Test
  void refusesASealOfNothing() {
    assertThat(accepts(new Seal(), sealed(new Seal(), ""))).isFalse();
    assertThat(accepts(new Seal(), sealed(new Seal(), "{"))).isTrue();
  }
}
