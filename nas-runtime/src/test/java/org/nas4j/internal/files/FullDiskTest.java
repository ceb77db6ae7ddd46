package org.nas4j.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is lost when a disk is full: nothing that was there. */
class FullDiskTest {

  @TempDir
  private Path folder;

  private static AtomicFile.Content fullDisk() {
    return out -> {
      out.write(new byte[10_000]);
      throw new IOException("No space left on device");
    };
  }

  private void assertOnly(Path... expected) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(expected);
    }
  }

  @Test
  void ofFilesThatBelongTogetherAllAreAsTheyWere() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    AtomicFile.writeString(first, "old");
    AtomicFile.writeString(second, "old");
    Map<Path, AtomicFile.Content> files = new LinkedHashMap<>();
    files.put(first, out -> out.write('n'));
    files.put(second, fullDisk());
    assertThatThrownBy(() -> AtomicFile.writeAll(files)).hasMessage("No space left on device");
    assertThat(first).hasContent("old");
    assertThat(second).hasContent("old");
    assertOnly(first, second);
  }

  @Test
  void filesThatBelongTogetherAreWrittenTogether() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    AtomicFile.writeAll(Map.of(first, out -> out.write('1'), second, out -> out.write('2')));
    assertThat(first).hasContent("1");
    assertThat(second).hasContent("2");
    assertOnly(first, second);
  }

  @Test
  void aMissingFolderIsNamedAndNotTheFileBesideIt() {
    Path file = folder.resolve("missing").resolve("best.zip");
    assertThatThrownBy(() -> AtomicFile.writeString(file, "x"))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": its folder is missing.\nMaybe make it first");
  }

  @Test
  void aFolderIsNotTakenForAFile() throws IOException {
    assertThatThrownBy(() -> AtomicFile.writeString(folder, "x"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(folder + ": is a folder.");
    assertOnly();
  }
}
