package org.nas4j.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.arch.recurrent.CellBuilder;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.arch.recurrent.Nonlinearity;
import org.nas4j.space.Chooser;
import org.nas4j.spaces.enas.EnasRecurrentSpace;
import org.nas4j.spaces.nas.NasRecurrentSpace;

class CellJsonTest {

  private static CellGraph everyKind() {
    CellBuilder cell = CellGraph.builder(2);
    int mixed = cell.affine("mixed", cell.input(), cell.state(0));
    int rest = cell.scale(cell.activate(Nonlinearity.RELU, mixed), -1, 0.1);
    int sum = cell.sum(cell.part(rest, 0), cell.state(1));
    int mean = cell.mean(List.of(sum, cell.times(sum, mixed)));
    int next = cell.bound(cell.blend(cell.sigmoid(mean), sum, cell.state(0)));
    return cell.build(next, next, cell.tanh(mean));
  }

  @Test
  void readsWhatItWrote() {
    assertThat(CellJson.read(CellJson.write(everyKind()))).isEqualTo(everyKind());
    assertThat(CellJson.read(CellJson.write(CellGraph.lstm()))).isEqualTo(CellGraph.lstm());
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20; i++) {
      CellGraph nas = NasRecurrentSpace.paper()
          .sample(Chooser.uniform(random))
          .architecture()
          .graph();
      CellGraph enas = EnasRecurrentSpace.paper()
          .sample(Chooser.uniform(random))
          .architecture()
          .graph();
      assertThat(CellJson.read(CellJson.write(nas))).isEqualTo(nas);
      assertThat(CellJson.read(CellJson.write(enas))).isEqualTo(enas);
    }
  }

  /** Version 1 stays readable. */
  @Test
  void readsADocumentOfVersionOne() {
    CellBuilder cell = CellGraph.builder(1);
    int next = cell.tanh(cell.affine("new", cell.input(), cell.state(0)));
    String text = """
        {"format": "nas4j-cell", "version": 1, "output": 3, "next": [3],
         "operations": [
           {"type": "mix", "blocks": 1,
            "terms": [{"source": 0, "matrix": "new/input"}, {"source": 1, "matrix": "new/state0"}],
            "bias": {"name": "new/bias", "initial": [0.0]}},
           {"type": "activate", "source": 2, "function": "tanh"}]}
        """;
    assertThat(CellJson.read(text)).isEqualTo(cell.build(next, next));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nas4j-cell | nas4j-architecture | must be [nas4j-cell]",
        "\"activate\" | \"compute\" | [compute] is no operation",
        "\"relu\" | \"elu\" | [elu] is no activation",
        "\"block\" | \"blocks\" | lacks the member [block]",
        "\"most\" : 2.5 | \"most\" : 0 | above 0",
        "\"left\" : 6 | \"left\" : 60 | reads value [60]",
      })
  void saysWhatIsWrong(String written, String wrong, String message) {
    String text = CellJson.write(everyKind());
    assertThat(text).contains(written);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CellJson.read(text.replace(written, wrong)))
        .withMessageContaining(message);
  }
}
