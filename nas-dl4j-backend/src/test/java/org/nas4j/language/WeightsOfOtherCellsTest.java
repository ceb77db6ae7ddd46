package org.nas4j.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.recurrent.CellBuilder;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.data.Corpus;
import org.nas4j.store.MalformedWeightsException;
import org.nas4j.store.WeightFile;

/** Files of a language model that another cell, or another hand, wrote. */
class WeightsOfOtherCellsTest {

  @TempDir
  private Path folder;

  private Path file;
  private LanguageModel model;

  private static CellGraph cell(boolean bounded) {
    CellBuilder cell = CellGraph.builder(1);
    int sum = cell.affine("sum", cell.input(), cell.state(0));
    int next = bounded ? cell.tanh(sum) : cell.sigmoid(sum);
    return cell.build(next, next);
  }

  @BeforeEach
  void save() throws IOException, InterruptedException {
    Corpus corpus = Corpus.of("to be or not to be. ".repeat(60), Corpus.Level.CHARACTERS, 0.1, 0.1);
    LanguageTraining training = LanguageTraining.characters(4, 2);
    model = LanguageModel.train(cell(true), corpus, training, 1);
    file = folder.resolve("best.weights");
    model.save(file);
  }

  @Test
  void itsOwnAreRead() throws IOException {
    assertThat(LanguageModel.load(file, cell(true)).sample(30, 1)).isEqualTo(model.sample(30, 1));
  }

  @Test
  void aCellOfAsManyWeightsIsRefused() {
    assertThatThrownBy(() -> LanguageModel.load(file, cell(false)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("The weights in [" + file + "] are of another cell: [")
        .hasMessageContaining("Maybe");
  }

  @Test
  void weightsThatAreNoNumbersAreRefused() throws IOException {
    Map<String, WeightArray> weights = WeightFile.read(file);
    weights.values().iterator().next().values()[0] = Float.NaN;
    WeightFile.write(file, weights);
    assertThatThrownBy(() -> LanguageModel.load(file, cell(true)))
        .isInstanceOf(MalformedWeightsException.class)
        .hasMessageContaining("is not finite");
  }

  @Test
  void unitsInTheDescriptionAreNotTrusted() throws IOException {
    Path description = folder.resolve("best.weights.json");
    String text = Files.readString(description);
    Files.writeString(description, text.replace("\"hidden\":4", "\"hidden\":2000000000"));
    assertThatThrownBy(() -> LanguageModel.load(file, cell(true)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has no weights");
    Files.writeString(description, "{");
    assertThatThrownBy(() -> LanguageModel.load(file, cell(true)))
        .isInstanceOf(MalformedWeightsException.class)
        .hasMessageContaining(description.toString());
  }
}
