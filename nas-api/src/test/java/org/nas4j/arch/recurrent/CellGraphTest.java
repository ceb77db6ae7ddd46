package org.nas4j.arch.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.WeightArray;

class CellGraphTest {

  private static final int INPUTS = 3;
  private static final int UNITS = 4;

  private static CellGraph gru() {
    CellBuilder cell = CellGraph.builder(1);
    int x = cell.input();
    int h = cell.state(0);
    int reset = cell.sigmoid(cell.affine("reset", x, h));
    int update = cell.sigmoid(cell.affine("update", x, h));
    int fresh = cell.tanh(cell.affine("fresh", x, cell.times(reset, h)));
    int next = cell.blend(update, fresh, h);
    return cell.build(next, next);
  }

  private static Map<String, WeightArray> weights(CellGraph cell) {
    SplittableRandom random = new SplittableRandom(7);
    Map<String, WeightArray> weights = new LinkedHashMap<>();
    cell.weights(INPUTS, UNITS).forEach((name, shape) -> {
      WeightArray array = WeightArray.zeros(shape);
      for (int i = 0; i < array.values().length; i++) {
        array.values()[i] = (float) random.nextDouble(-1, 1);
      }
      weights.put(name, array);
    });
    return weights;
  }

  private static double[] vector(int size, long seed) {
    return new SplittableRandom(seed).doubles(size, -1, 1).toArray();
  }

  private static double affine(
      Map<String, WeightArray> weights, String name, int unit, double[] x, double[] old, String h) {
    double sum = weights.get(name + "/bias").values()[unit];
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * weights.get(name + "/input").values()[i * UNITS + unit];
    }
    for (int i = 0; i < old.length; i++) {
      sum += old[i] * weights.get(name + "/" + h).values()[i * UNITS + unit];
    }
    return sum;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void computesAGatedRecurrentUnitByItsEquations() {
    CellGraph cell = gru();
    Map<String, WeightArray> weights = weights(cell);
    double[] x = vector(INPUTS, 1);
    double[] h = vector(UNITS, 2);
    double[] kept = new double[UNITS];
    for (int i = 0; i < UNITS; i++) {
      kept[i] = sigmoid(affine(weights, "reset", i, x, h, "state0")) * h[i];
    }
    CellGraph.Step step = cell.step(x, List.of(h), weights);
    for (int i = 0; i < UNITS; i++) {
      double z = sigmoid(affine(weights, "update", i, x, h, "state0"));
      double fresh = Math.tanh(affine(weights, "fresh", i, x, kept, "value6"));
      assertThat(step.output()[i]).isCloseTo((1 - z) * h[i] + z * fresh, within(1e-12));
    }
    assertThat(step.states()).containsExactly(step.output());
  }

  @Test
  void computesTheGatesOfAnLstm() {
    CellGraph cell = CellGraph.lstm();
    Map<String, WeightArray> weights = weights(cell);
    double[] h = vector(UNITS, 2);
    double[] c = vector(UNITS, 3);
    CellGraph.Step step = cell.step(vector(INPUTS, 1), List.of(h, c), weights);
    double[] z = new double[4 * UNITS];
    for (int j = 0; j < z.length; j++) {
      z[j] = weights.get("lstm/bias").values()[j];
      for (int i = 0; i < INPUTS; i++) {
        z[j] += vector(INPUTS, 1)[i] * weights.get("lstm/input").values()[i * z.length + j];
      }
      for (int i = 0; i < UNITS; i++) {
        z[j] += h[i] * weights.get("lstm/hidden").values()[i * z.length + j];
      }
    }
    for (int i = 0; i < UNITS; i++) {
      double memory = sigmoid(z[UNITS + i]) * c[i] + sigmoid(z[i]) * Math.tanh(z[2 * UNITS + i]);
      assertThat(step.states().get(1)[i]).isCloseTo(memory, within(1e-12));
      assertThat(step.output()[i])
          .isCloseTo(sigmoid(z[3 * UNITS + i]) * Math.tanh(memory), within(1e-12));
    }
    assertThat(cell.biases().get("lstm/bias").initial()).containsExactly(0.0, 1.0, 0.0, 0.0);
  }

  @Test
  void computesMeansScalesAndBounds() {
    CellBuilder cell = CellGraph.builder(2);
    int mean = cell.mean(List.of(cell.state(0), cell.state(1), cell.state(1)));
    int rest = cell.scale(mean, -2, 1);
    CellGraph graph = cell.build(cell.bound(rest), mean, cell.state(0));
    double[] h = {3, -60};
    CellGraph.Step step = graph.step(new double[1], List.of(h, new double[] {6, -60}), Map.of());
    assertThat(step.states().get(0)).containsExactly(5, -60);
    assertThat(step.states().get(1)).isSameAs(h);
    double length = Math.sqrt((9 * 9 + 121.0 * 121) / 2);
    assertThat(step.output()[0]).isCloseTo(-9 * 2.5 / length, within(1e-12));
    assertThat(step.output()[1]).isCloseTo(121 * 2.5 / length, within(1e-12));
  }

  @Test
  void countsParameters() {
    assertThat(gru().parameters(INPUTS, UNITS))
        .isEqualTo(3 * (INPUTS * UNITS + UNITS * UNITS + UNITS));
    assertThat(gru().weights(INPUTS, UNITS))
        .containsEntry("update/state0", List.of(UNITS, UNITS))
        .containsEntry("update/bias", List.of(UNITS))
        .hasSize(9);
    assertThat(CellGraph.lstm().parameters(UNITS, UNITS)).isEqualTo(4 * (2 * 16 + 4));
  }

  @Test
  void equalCellsAreEqual() {
    assertThat(gru()).isEqualTo(gru()).hasSameHashCodeAs(gru()).isNotEqualTo(CellGraph.lstm());
    assertThat(gru().states()).isEqualTo(1);
    assertThat(CellGraph.lstm().blocks().subList(0, 5)).containsExactly(1, 1, 1, 4, 1);
  }

  @Test
  void refusesWhatCannotBeComputed() {
    CellBuilder cell = CellGraph.builder(1);
    int wide = cell.mix(2, new Mix.Term(cell.state(0), "wide"));
    refuses(() -> cell.build(wide, wide), "output must have one block", "Maybe take a part");
    refuses(() -> cell.build(1), "[1] states, but [0] next ones");
    refuses(() -> cell.build(3, 1), "[1] to [2]", "[3]");
    refuses(() -> cell.state(1), "no state [1]");
    refuses(() -> CellGraph.builder(0), "number of states");
    refuses(() -> one(new CellOperation.Sum(1, 0)), "reads the input", "Maybe give the input");
    refuses(() -> one(new CellOperation.Sum(1, 2)), "reads value [2]", "only [2] before it");
    refuses(() -> one(new CellOperation.Part(1, 1)), "no block [1]");
    refuses(() -> one(new CellOperation.Bound(1, 0)), "greatest root mean square");
    refuses(() -> one(new CellOperation.Mean(List.of())), "at least [1]");
    refuses(() -> cell.affine("twice", 1, 1), "[1, 1]", "Maybe use mix");
    refuses(
        () -> new Mix(2, List.of(new Mix.Term(1, "w")), Optional.of(Mix.Bias.zeros("bias", 1))),
        "[1] initial values",
        "[2] blocks");
    CellBuilder uneven = CellGraph.builder(1);
    int two = uneven.mix(2, new Mix.Term(uneven.state(0), "w"));
    uneven.sum(two, uneven.state(0));
    refuses(() -> uneven.build(1, 1), "[2, 1] blocks", "Maybe take the wider one apart");
    CellBuilder shared = CellGraph.builder(1);
    shared.mix(1, new Mix.Term(shared.state(0), "w"));
    shared.mix(2, new Mix.Term(shared.state(0), "w"));
    refuses(() -> shared.build(1, 1), "[w]", "named twice");
    CellBuilder nested = CellGraph.builder(1);
    nested.affine("n", nested.mix(2, new Mix.Term(nested.state(0), "w")));
    refuses(() -> nested.build(1, 1), "[n/value2] reads value [2]", "[2] blocks");
    refuses(() -> gru().step(new double[1], List.of(), Map.of()), "[1] states, but got [0]");
    refuses(
        () -> gru().step(new double[1], List.of(new double[2]), Map.of()),
        "[reset/input] of shape [1, 2]",
        "[null]");
  }

  private static CellGraph one(CellOperation operation) {
    return new CellGraph(List.of(operation), 2, List.of(2));
  }

  private static void refuses(ThrowingCallable call, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(call)
        .satisfies(error -> assertThat(error.getMessage()).contains(parts));
  }
}
