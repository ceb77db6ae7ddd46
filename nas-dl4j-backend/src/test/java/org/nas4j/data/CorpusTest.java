package org.nas4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {

  @TempDir
  private Path folder;

  @Test
  void cutsInOrderAndKnowsTheTrainingPartOnly() {
    Corpus corpus = Corpus.of("abababxaby", Corpus.Level.CHARACTERS, 0.2, 0.2);
    assertThat(corpus.vocabulary()).containsExactly(Corpus.UNKNOWN, "a", "b");
    assertThat(corpus.training()).containsExactly(1, 2, 1, 2, 1, 2);
    assertThat(corpus.validation()).containsExactly(0, 1);
    assertThat(corpus.test()).containsExactly(2, 0);
    assertThat(corpus.encode("ba?")).containsExactly(2, 1, 0);
  }

  @Test
  void splitsWordsAndMarksLines() {
    Corpus corpus = Corpus.of("a b\na b\na c\nd d\n", Corpus.Level.WORDS, 0.2, 0.2);
    assertThat(corpus.encode("a b\nz"))
        .containsExactly(
            corpus.vocabulary().indexOf("a"),
            corpus.vocabulary().indexOf("b"),
            corpus.vocabulary().indexOf("<eos>"),
            0,
            corpus.vocabulary().indexOf("<eos>"));
  }

  @Test
  void refusesWhatIsNoText() throws IOException {
    Path file = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xc3, 0x28, 1, 2});
    assertThatThrownBy(() -> Corpus.read(file, Corpus.Level.CHARACTERS))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("UTF-8")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(() -> Corpus.of("abc", Corpus.Level.CHARACTERS, 0.1, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[3]");
  }
}
