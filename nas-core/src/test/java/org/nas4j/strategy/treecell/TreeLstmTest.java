package org.nas4j.strategy.treecell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nas4j.internal.math.Parameter;
import org.nas4j.morphism.cell.CellMerge;
import org.nas4j.morphism.cell.CellOperation;
import org.nas4j.morphism.cell.CellTree;

/**
 * The formulas of tree-structured LSTMs (tai2015treelstm, section 3; cai2018pathlevel, section 4.2)
 * written down once more, with the blocks of numbers in the order in which they are made.
 */
class TreeLstmTest {

  private static final int INPUTS = 3;
  private static final int HIDDEN = 4;
  private static final Offset<Double> EXACTLY = within(1e-12);

  private final Weights weights = new Weights(name -> new SplittableRandom(name.hashCode()));
  private final SplittableRandom random = new SplittableRandom(8);

  /** Output h and cell c. */
  private record Plain(double[] h, double[] c) {

    static final Plain ZEROS = new Plain(new double[HIDDEN], new double[HIDDEN]);

    TreeState state() {
      return new TreeState(vector(h), vector(c));
    }
  }

  private static Tape.Vector vector(double[] values) {
    Tape.Vector vector = new Tape.Vector(values.length);
    System.arraycopy(values, 0, vector.value, 0, values.length);
    return vector;
  }

  private double[] drawn(int size) {
    return random.doubles(size, -1, 1).toArray();
  }

  private Plain drawnState() {
    return new Plain(drawn(HIDDEN), drawn(HIDDEN));
  }

  /** Blocks are trained, so that biases are something else than zeros. */
  private Iterator<double[]> blocks() {
    weights.parameters().forEach(each -> {
      for (int i = 0; i < each.value().length; i++) {
        each.change()[i] += 0.1 * random.nextDouble();
      }
    });
    return weights.parameters().stream().map(Parameter::value).iterator();
  }

  private static double[] times(double[] x, double[] matrix) {
    int columns = matrix.length / x.length;
    double[] y = new double[columns];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < columns; j++) {
        y[j] += x[i] * matrix[i * columns + j];
      }
    }
    return y;
  }

  private static double[] plus(double[]... parts) {
    double[] sum = new double[parts[0].length];
    for (double[] part : parts) {
      assertThat(part).hasSameSizeAs(sum);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part[i];
      }
    }
    return sum;
  }

  private static double[] joined(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(DoubleStream::of).toArray();
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double[] gate(double[] gates, int number, DoubleUnaryOperator function) {
    return Arrays.stream(gates, number * HIDDEN, (number + 1) * HIDDEN)
        .map(function)
        .toArray();
  }

  private static double[] each(double[] one, double[] other) {
    double[] product = new double[HIDDEN];
    for (int i = 0; i < HIDDEN; i++) {
      product[i] = one[i] * other[i];
    }
    return product;
  }

  private static Plain ended(double[] out, double[] cell) {
    return new Plain(each(out, gate(cell, 0, Math::tanh)), cell);
  }

  /** Gates i, f, o, g of an edge. */
  private static Plain along(Iterator<double[]> blocks, double[] x, Plain from) {
    double[] gates = plus(times(x, blocks.next()), times(from.h(), blocks.next()), blocks.next());
    double[] fresh = each(gate(gates, 0, TreeLstmTest::sigmoid), gate(gates, 3, Math::tanh));
    double[] kept = each(gate(gates, 1, TreeLstmTest::sigmoid), from.c());
    return ended(gate(gates, 2, TreeLstmTest::sigmoid), plus(fresh, kept));
  }

  /** Gates i, o, g of a node, and a gate f for each state that meets there. */
  private static Plain met(double[] gates, List<double[]> forget, List<double[]> cells) {
    double[] cell = each(gate(gates, 0, TreeLstmTest::sigmoid), gate(gates, 2, Math::tanh));
    for (int k = 0; k < cells.size(); k++) {
      cell = plus(cell, each(gate(forget.get(k), 0, TreeLstmTest::sigmoid), cells.get(k)));
    }
    return ended(gate(gates, 1, TreeLstmTest::sigmoid), cell);
  }

  private static void assertSame(TreeState state, Plain plain) {
    assertThat(state.output().value).containsExactly(plain.h(), EXACTLY);
    assertThat(state.cell().value).containsExactly(plain.c(), EXACTLY);
  }

  @Test
  void edgesAreOrdinaryLstms() {
    EdgeLstm edge = new EdgeLstm("edge", INPUTS, HIDDEN, weights);
    Iterator<double[]> blocks = blocks();
    double[] x = drawn(INPUTS);
    Plain from = drawnState();
    assertSame(edge.along(new Tape(), vector(x), from.state()), along(blocks, x, from));
    assertThat(blocks).isExhausted();
  }

  /** On the way up each branch is forgotten by its own output alone; gates see their sum. */
  @Test
  void addedBranchesMeetAsASum() {
    ChildSum sum = new ChildSum(INPUTS, HIDDEN, weights);
    List<double[]> b = new ArrayList<>();
    blocks().forEachRemaining(b::add);
    assertThat(b).hasSize(6 + 6 + 4);
    double[] x = drawn(INPUTS);
    List<Plain> branches = List.of(drawnState(), drawnState(), drawnState());
    double[] all =
        plus(branches.get(0).h(), branches.get(1).h(), branches.get(2).h());
    List<double[]> forget = branches.stream()
        .map(each -> plus(times(x, b.get(3)), times(each.h(), b.get(4)), b.get(5)))
        .toList();
    assertSame(
        sum.up(new Tape(), vector(x), branches.stream().map(Plain::state).toList()),
        met(
            plus(times(x, b.get(0)), times(all, b.get(1)), b.get(2)),
            forget,
            branches.stream().map(Plain::c).toList()));
  }

  /** On the way down all siblings and the state above meet; a branch alone meets that only. */
  @Test
  void siblingsOfAddedBranchesMeetWhatIsAbove() {
    ChildSum sum = new ChildSum(INPUTS, HIDDEN, weights);
    List<double[]> b = new ArrayList<>();
    blocks().forEachRemaining(b::add);
    double[] x = drawn(INPUTS);
    Plain above = drawnState();
    Plain own = drawnState();
    for (List<Plain> siblings : List.of(List.of(drawnState(), drawnState()), List.<Plain>of())) {
      double[] all = plus(new double[HIDDEN], new double[HIDDEN]);
      List<double[]> forget = new ArrayList<>();
      List<double[]> cells = new ArrayList<>();
      for (Plain each : siblings) {
        all = plus(all, each.h());
        forget.add(
            plus(times(x, b.get(9)), times(joined(above.h(), each.h()), b.get(10)), b.get(11)));
        cells.add(each.c());
      }
      forget.add(plus(times(x, b.get(13)), times(joined(above.h(), all), b.get(14)), b.get(15)));
      cells.add(above.c());
      double[] gates =
          plus(times(x, b.get(6)), times(all, b.get(7)), times(above.h(), b.get(12)), b.get(8));
      List<TreeState> branches =
          new ArrayList<>(siblings.stream().map(Plain::state).toList());
      int place = siblings.size() / 2;
      branches.add(place, own.state());
      assertSame(
          sum.down(new Tape(), vector(x), above.state(), branches, place),
          met(gates, forget, cells));
    }
  }

  /** Branches side by side stand in one vector, by place, that all gates see. */
  @Test
  void orderedBranchesMeetByTheirPlaces() {
    OrderedBranches ordered = new OrderedBranches(INPUTS, HIDDEN, weights);
    List<double[]> b = new ArrayList<>();
    blocks().forEachRemaining(b::add);
    assertThat(b).hasSize(7 + 8 + 1);
    double[] x = drawn(INPUTS);
    Plain one = drawnState();
    for (Plain other : List.of(drawnState(), Plain.ZEROS)) {
      double[] all = joined(one.h(), other.h());
      Plain expected = met(
          plus(times(x, b.get(0)), times(all, b.get(1)), b.get(2)),
          List.of(
              plus(times(x, b.get(3)), times(all, b.get(4)), b.get(6)),
              plus(times(x, b.get(3)), times(all, b.get(5)), b.get(6))),
          List.of(one.c(), other.c()));
      List<TreeState> branches =
          other == Plain.ZEROS ? List.of(one.state()) : List.of(one.state(), other.state());
      assertSame(ordered.up(new Tape(), vector(x), branches), expected);
    }
  }

  /** Its own place is zeros; the state above has a forget gate of its own, and the first place. */
  @Test
  void siblingsOfOrderedBranchesMeetWhatIsAbove() {
    OrderedBranches ordered = new OrderedBranches(INPUTS, HIDDEN, weights);
    List<double[]> b = new ArrayList<>();
    blocks().forEachRemaining(b::add);
    double[] x = drawn(INPUTS);
    Plain above = drawnState();
    Plain sibling = drawnState();
    double[] all = joined(Plain.ZEROS.h(), sibling.h());
    double[] seen = joined(above.h(), all);
    List<double[]> forget = new ArrayList<>();
    for (int k = 0; k < 3; k++) {
      forget.add(plus(times(x, b.get(10)), times(seen, b.get(11 + k)), b.get(14)));
    }
    Plain expected = met(
        plus(times(x, b.get(7)), times(all, b.get(8)), times(above.h(), b.get(15)), b.get(9)),
        forget,
        List.of(Plain.ZEROS.c(), sibling.c(), above.c()));
    assertSame(
        ordered.down(
            new Tape(),
            vector(x),
            above.state(),
            List.of(drawnState().state(), sibling.state()),
            0),
        expected);
  }

  private static CellTree.Fork fork(
      CellMerge merge, boolean isSplit, CellOperation operation, CellTree.Fork below) {
    int branches = merge == CellMerge.NONE ? 1 : 2;
    List<CellTree.Branch> all = new ArrayList<>();
    for (int i = 0; i < branches; i++) {
      all.add(new CellTree.Branch(operation, Optional.ofNullable(below)));
    }
    return new CellTree.Fork(merge, isSplit, all);
  }

  /** A chain of two operations: a node without a merge passes states on as they are. */
  @Test
  void chainsAreEdgesOneAfterTheOther() {
    TreeEncoder encoder = new TreeEncoder(INPUTS, HIDDEN, weights);
    List<double[]> b = new ArrayList<>();
    blocks().forEachRemaining(b::add);
    double[] first = row(b.get(0), CellOperation.CONVOLUTION_1.ordinal());
    double[] second = row(b.get(0), CellOperation.SEPARABLE_3.ordinal());
    List<double[]> up = b.subList(b.size() - 6, b.size() - 3);
    List<double[]> down = b.subList(b.size() - 3, b.size());
    CellTree chain = new CellTree(fork(
        CellMerge.NONE,
        false,
        CellOperation.CONVOLUTION_1,
        fork(CellMerge.NONE, false, CellOperation.SEPARABLE_3, null)));
    Plain end = along(up.iterator(), second, Plain.ZEROS);
    Plain begin = along(down.iterator(), first, Plain.ZEROS);
    assertThat(encoder.encode(new Tape(), chain, List.of(0)).value)
        .containsExactly(joined(along(up.iterator(), first, end).h(), begin.h()), EXACTLY);
    assertThat(encoder.encode(new Tape(), chain, List.of(0, 0)).value)
        .containsExactly(joined(end.h(), along(down.iterator(), second, begin).h()), EXACTLY);
  }

  private static double[] row(double[] block, int row) {
    return Arrays.copyOfRange(block, row * INPUTS, (row + 1) * INPUTS);
  }

  /** Rows of the second block: added, split and side by side, copied and side by side. */
  @Test
  void eachTypeOfNodeHasItsEmbedding() {
    assertThat(typesSeen(CellMerge.ADD, false)).containsExactly(0);
    assertThat(typesSeen(CellMerge.CONCAT, true)).containsExactly(1);
    assertThat(typesSeen(CellMerge.CONCAT, false)).containsExactly(2);
    assertThat(typesSeen(CellMerge.NONE, false)).isEmpty();
  }

  private static List<Integer> typesSeen(CellMerge merge, boolean isSplit) {
    Weights own = new Weights(name -> new SplittableRandom(name.hashCode()));
    TreeEncoder encoder = new TreeEncoder(INPUTS, HIDDEN, own);
    Tape tape = new Tape();
    CellTree tree = new CellTree(fork(merge, isSplit, CellOperation.SEPARABLE_5, null));
    Tape.Vector seen = encoder.encode(tape, tree, List.of(0));
    Arrays.fill(seen.gradient, 1);
    tape.backward();
    double[] types = own.parameters().get(1).gradient();
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < 3; row++) {
      if (Arrays.stream(row(types, row)).anyMatch(each -> each != 0)) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** Weights and biases of a layer lie within one over the root of its inputs, up to the edge. */
  @Test
  void headsBeginWithinTheRangeOfTheirInputs() {
    new CellHead("digit", 25, 100, 40, weights);
    double[] ranges = {0.2, 0.2, 0.1, 0.1};
    int[] sizes = {2500, 100, 4000, 40};
    for (int i = 0; i < 4; i++) {
      double[] values = weights.parameters().get(i).value();
      double greatest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
      assertThat(values).hasSize(sizes[i]);
      assertThat(greatest).isBetween(0.9 * ranges[i], ranges[i]);
    }
  }
}
