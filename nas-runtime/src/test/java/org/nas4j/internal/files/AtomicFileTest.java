package org.nas4j.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir
  private Path folder;

  private static AtomicFile.Content text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void writesAndReplaces() throws IOException {
    Path file = folder.resolve("a");
    AtomicFile.write(file, text("one"));
    AtomicFile.write(file, text("two"));
    assertThat(file).hasContent("two");
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void keepsTheOldContentIfTheNewCannotBeWritten() throws IOException {
    Path file = folder.resolve("a");
    AtomicFile.write(file, text("good"));
    assertThatThrownBy(() -> AtomicFile.write(file, out -> {
          out.write(new byte[100_000]);
          throw new IOException("No space left on device");
        }))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertThat(file).hasContent("good");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void leavesNothingBehindErrorsOfAnyKind() throws IOException {
    Path file = folder.resolve("a");
    assertThatThrownBy(() -> AtomicFile.write(file, out -> {
          throw new OutOfMemoryError();
        }))
        .isInstanceOf(OutOfMemoryError.class);
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void replacesWhatLinkPointsTo() throws IOException {
    Path file = folder.resolve("a");
    AtomicFile.write(file, text("one"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    AtomicFile.write(link, text("two"));
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(file).hasContent("two");
  }
}
