package org.nas4j.spaces.enas;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.nas4j.arch.recurrent.CellBuilder;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.arch.recurrent.Mix;
import org.nas4j.arch.recurrent.Nonlinearity;
import org.nas4j.internal.checks.Checks;

/**
 * A recurrent cell of ENAS (pham2018enas, section 2.1). Node 0 mixes the input and the old hidden
 * state, each other node goes on from one earlier node, and all do it as a highway: of what they
 * read, s, a matrix makes two halves a and t, and the node's value is s + sigmoid(t) · (f(a) − s)
 * with the activation f. Node 0 reads the old hidden state as s, and has a matrix for the input
 * besides. The new hidden state is the mean of the nodes that {@link #outputs} names.
 *
 * @param nodes in order, at least one
 * @param mode what the output is the mean of: {@link EnasMode#PAPER} the nodes that nobody reads,
 *     {@link EnasMode#OFFICIAL_CODE} all nodes
 */
public record EnasRecurrentCell(List<Node> nodes, EnasMode mode) {

  /** The matrix of the input. */
  public static final String INPUT_WEIGHT = "node0/input";

  /** The matrix of the old hidden state. */
  public static final String HIDDEN_WEIGHT = "node0/hidden";

  /**
   * A highway step.
   *
   * @param previous number of the node that is read; −1 for node 0, which reads the old hidden
   *     state
   * @param activation of the new part
   */
  public record Node(int previous, Nonlinearity activation) {

    /** Checks. */
    public Node {
      requireNonNull(activation, "activation");
    }
  }

  /** Checks and copies. */
  public EnasRecurrentCell {
    nodes = List.copyOf(nodes);
    requireNonNull(mode, "mode");
    Checks.positive(nodes.size(), "number of nodes");
    for (int i = 0; i < nodes.size(); i++) {
      int previous = nodes.get(i).previous();
      if (i == 0 ? previous != -1 : previous < 0 || previous >= i) {
        throw new IllegalArgumentException(
            "Node [" + i + "] cannot read node [" + previous + "].\nMaybe it comes later: node 0"
                + " reads [-1], the old hidden state, and each other node one before it.");
      }
    }
  }

  /**
   * A cell by its tokens, numbered as the mode's code does: the activation of node 0, then for each
   * node the one that it reads, and its activation.
   *
   * @param mode whose order of activations, and whose output
   * @param tokens an odd number of them
   * @return the cell
   */
  public static EnasRecurrentCell ofTokens(EnasMode mode, int... tokens) {
    List<Nonlinearity> order = activations(mode);
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < tokens.length; i += 2) {
      nodes.add(new Node(i == 0 ? -1 : tokens[i - 1], order.get(tokens[i])));
    }
    return new EnasRecurrentCell(nodes, mode);
  }

  /**
   * The activations in the order of a mode's tokens, which differs.
   *
   * @param mode paper or code
   * @return all four
   */
  static List<Nonlinearity> activations(EnasMode mode) {
    return mode == EnasMode.PAPER
        ? List.of(Nonlinearity.TANH, Nonlinearity.RELU, Nonlinearity.IDENTITY, Nonlinearity.SIGMOID)
        : List.of(
            Nonlinearity.TANH, Nonlinearity.RELU, Nonlinearity.SIGMOID, Nonlinearity.IDENTITY);
  }

  /**
   * The activation that a node computes: the one that was chosen, but for node 0 of the released
   * code.
   *
   * @param node its number
   * @return what is done to its new part
   */
  public Nonlinearity activation(int node) {
    boolean fixed = node == 0 && mode == EnasMode.OFFICIAL_CODE;
    return fixed ? Nonlinearity.TANH : nodes.get(node).activation();
  }

  /**
   * The nodes that no node reads.
   *
   * @return their numbers, rising; at least the last one
   */
  public List<Integer> looseEnds() {
    Set<Integer> loose = new TreeSet<>(IntStream.range(0, nodes.size()).boxed().toList());
    nodes.forEach(node -> loose.remove(node.previous()));
    return List.copyOf(loose);
  }

  /**
   * The nodes whose mean is the new hidden state.
   *
   * @return their numbers, rising
   */
  public List<Integer> outputs() {
    return mode == EnasMode.PAPER
        ? looseEnds()
        : IntStream.range(0, nodes.size()).boxed().toList();
  }

  /**
   * The name of the matrix by which a node reads what it reads. Equal names mean equal weights in
   * all cells. It names the edge alone: the activation has no part in it.
   *
   * @param node its number
   * @return unique among the edges
   */
  public String weight(int node) {
    return node == 0 ? HIDDEN_WEIGHT : "node" + node + "/from" + nodes.get(node).previous();
  }

  /**
   * The cell as operations that an engine may train. Each node has one matrix for both halves,
   * named by {@link #weight}. Unlike the paper's, the new state is
   * {@linkplain org.nas4j.arch.recurrent.CellOperation.Bound bounded}, since that of identities and
   * rectifiers grows without bound; that of tangents and sigmoids is what it was.
   *
   * @return an equal cell as data
   */
  public CellGraph graph() {
    CellBuilder cell = CellGraph.builder(1);
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      int read = i == 0 ? cell.state(0) : values.get(nodes.get(i).previous());
      Mix.Term weighted = new Mix.Term(read, weight(i));
      int halves = i == 0
          ? cell.mix(2, new Mix.Term(cell.input(), INPUT_WEIGHT), weighted)
          : cell.mix(2, weighted);
      int fresh = cell.activate(activation(i), cell.part(halves, 0));
      values.add(cell.blend(cell.sigmoid(cell.part(halves, 1)), fresh, read));
    }
    int output = cell.bound(cell.mean(outputs().stream().map(values::get).toList()));
    return cell.build(output, output);
  }
}
