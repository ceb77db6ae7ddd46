package org.nas4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.internal.json.JsonCursor;

class JournalWriterTest {

  private static final String FIRST = "{\"event\":\"a\",\"crc32c\":\"ec34b550\"}\n";
  private static final String SECOND = "{\"event\":\"b\",\"crc32c\":\"06d0b285\"}\n";

  @TempDir
  Path folder;

  private Path file() {
    return folder.resolve("run.jsonl");
  }

  private static JournalWriter.Event event(String name) {
    return line ->
        line.writeBytes(("{\"event\":\"" + name + "\"").getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void appendsSealedLines() throws IOException {
    try (JournalWriter writer = new JournalWriter(file(), new Seal(), 0)) {
      writer.write(event("a"));
      assertThat(Files.readString(file())).isEqualTo(FIRST);
      writer.write(event("b"));
    }
    assertThat(Files.readString(file())).isEqualTo(FIRST + SECOND);
  }

  @Test
  void cutsOffWhatIsBeyondTheGoodLines() throws IOException {
    Files.writeString(file(), FIRST + "{\"event\":\"b\",\"and\":\"more than the next line has\"");
    Seal seal = new Seal();
    byte[] first = FIRST.trim().getBytes(StandardCharsets.US_ASCII);
    assertThat(seal.accepts(first, first.length)).isTrue();
    try (JournalWriter writer = new JournalWriter(file(), seal, FIRST.length())) {
      assertThat(Files.readString(file())).isEqualTo(FIRST);
      writer.write(event("b"));
    }
    assertThat(Files.readString(file())).isEqualTo(FIRST + SECOND);
  }

  @Test
  void writesNothingAfterItWasClosed() throws IOException {
    JournalWriter writer = new JournalWriter(file(), new Seal(), 0);
    writer.write(event("a"));
    writer.close();
    writer.write(event("b"));
    writer.force();
    writer.close();
    assertThat(Files.readString(file())).isEqualTo(FIRST);
  }

  /** No line may follow one that is torn, so the first failure is the last word. */
  @Test
  void tellsOfAFailureEachTimeAndKeepsWhatIsWhole() throws IOException {
    JournalWriter writer = new JournalWriter(file(), new Seal(), 0);
    writer.write(event("a"));
    IOException full = new IOException("no space left");
    for (JournalWriter.Event each : new JournalWriter.Event[] {
      line -> {
        throw full;
      },
      event("b")
    }) {
      assertThatThrownBy(() -> writer.write(each))
          .isInstanceOf(UncheckedIOException.class)
          .hasCause(full)
          .hasMessage(
              "Journal [" + file() + "] cannot be written: no space left.\nMaybe the disk is"
                  + " full; what the journal holds is whole, and the run can go on from it.");
    }
    assertThatCode(() -> {
          writer.force();
          writer.close();
        })
        .doesNotThrowAnyException();
    assertThat(Files.readString(file())).isEqualTo(FIRST);
  }

  private static JournalWriter.Event longEvent(int bytes) {
    return line -> {
      byte[] body = new byte[bytes];
      Arrays.fill(body, (byte) ' ');
      System.arraycopy("{\"event\":\"a\"".getBytes(StandardCharsets.US_ASCII), 0, body, 0, 12);
      line.writeBytes(body);
    };
  }

  /** With its seal an event fills a document to the last byte, and not one more. */
  @Test
  void holdsEventsUpToWhatAReaderTakes() throws IOException {
    int most = JsonCursor.MAX_DOCUMENT - Seal.LENGTH;
    try (JournalWriter writer = new JournalWriter(file(), new Seal(), 0)) {
      assertThatThrownBy(() -> writer.write(longEvent(most + 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("events of [" + most + "] bytes, but this one has [" + (most + 1));
      writer.write(longEvent(most));
      assertThat(Files.size(file())).isEqualTo(JsonCursor.MAX_DOCUMENT + 1);
    }
  }

  /** An event that breaks off leaves nothing, and the next line follows the one before. */
  @Test
  void anEventThatBreaksOffWasNeverBegun() throws IOException {
    try (JournalWriter writer = new JournalWriter(file(), new Seal(), 0)) {
      writer.write(event("a"));
      assertThatThrownBy(() -> writer.write(line -> {
            line.writeBytes("{\"event\":\"half".getBytes(StandardCharsets.US_ASCII));
            throw new IllegalStateException("broken off");
          }))
          .hasMessage("broken off");
      writer.write(event("b"));
    }
    assertThat(Files.readString(file())).isEqualTo(FIRST + SECOND);
  }
}
