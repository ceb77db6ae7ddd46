package org.nas4j.dl4j.internal.recurrent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.arch.recurrent.CellOperation;
import org.nas4j.arch.recurrent.CellOperation.Activate;
import org.nas4j.arch.recurrent.CellOperation.Blend;
import org.nas4j.arch.recurrent.CellOperation.Part;
import org.nas4j.arch.recurrent.CellOperation.Sum;
import org.nas4j.arch.recurrent.CellOperation.Times;
import org.nas4j.arch.recurrent.Mix;
import org.nas4j.arch.recurrent.Nonlinearity;

/**
 * Finds groups of operations that one pass over the rows computes: highways, and the gates of a
 * long short-term memory. What is inside a group must be read by the group alone. Immutable once it
 * is made.
 */
final class CellFusion {

  /** A highway of which mixed holds the new part and the gate. */
  record HighwayGroup(int previous, int mixed, Nonlinearity activation) {}

  /** Gates side by side in mixed; the value of the new cell is wanted too. */
  record GatesGroup(int cell, int mixed, int oldCell) {}

  /** A block of a mix under its activation. */
  private record Branch(Nonlinearity function, int mixed, int block, List<Integer> values) {

    boolean is(Nonlinearity wanted, int number) {
      return function == wanted && block == number;
    }
  }

  private final CellGraph graph;
  private final int[] readByOperations;
  private final int[] read;
  private final Map<Integer, HighwayGroup> highways = new HashMap<>();
  private final Map<Integer, GatesGroup> gates = new HashMap<>();
  private final Set<Integer> inside = new HashSet<>();

  CellFusion(CellGraph graph) {
    this.graph = graph;
    int first = 1 + graph.states();
    int values = first + graph.operations().size();
    this.readByOperations = new int[values];
    graph.operations().forEach(each -> each.sources().forEach(i -> readByOperations[i]++));
    this.read = readByOperations.clone();
    read[graph.output()]++;
    graph.next().forEach(state -> read[state]++);
    for (int value = first; value < values; value++) {
      find(value);
    }
  }

  private void find(int value) {
    CellOperation operation = operation(value);
    if (operation instanceof Blend blend) {
      findHighway(value, blend);
    } else if (operation instanceof Times times) {
      findGates(value, times);
    }
  }

  private void findHighway(int value, Blend blend) {
    Optional<Branch> gate = branch(blend.gate()).filter(it -> it.is(Nonlinearity.SIGMOID, 1));
    Optional<Branch> fresh = branch(blend.fresh()).filter(it -> it.block() == 0);
    if (gate.isPresent() && fresh.isPresent() && areWhole(2, gate.get(), fresh.get())) {
      keep(gate.get(), fresh.get());
      highways.put(
          value, new HighwayGroup(blend.old(), gate.get().mixed(), fresh.get().function()));
    }
  }

  private void findGates(int value, Times times) {
    Optional<Branch> out = branch(times.left()).filter(it -> it.is(Nonlinearity.SIGMOID, 3));
    Optional<Activate> squashed =
        only(times.right(), Activate.class).filter(it -> it.function() == Nonlinearity.TANH);
    if (out.isEmpty() || squashed.isEmpty()) {
      return;
    }
    int cell = squashed.get().source();
    if (readByOperations[cell] != 1 || !(operation(cell) instanceof Sum sum)) {
      return;
    }
    Optional<Times> kept = only(sum.left(), Times.class);
    Optional<Times> added = only(sum.right(), Times.class);
    if (kept.isEmpty() || added.isEmpty()) {
      return;
    }
    Optional<Branch> forget =
        branch(kept.get().left()).filter(it -> it.is(Nonlinearity.SIGMOID, 1));
    Optional<Branch> in = branch(added.get().left()).filter(it -> it.is(Nonlinearity.SIGMOID, 0));
    Optional<Branch> fresh = branch(added.get().right()).filter(it -> it.is(Nonlinearity.TANH, 2));
    List<Branch> found =
        Stream.of(in, forget, fresh, out).flatMap(Optional::stream).toList();
    if (found.size() == 4 && areWhole(4, found.toArray(Branch[]::new))) {
      keep(found.toArray(Branch[]::new));
      inside.addAll(List.of(times.right(), cell, sum.left(), sum.right()));
      gates.put(value, new GatesGroup(cell, out.get().mixed(), kept.get().right()));
    }
  }

  private CellOperation operation(int value) {
    int number = value - 1 - graph.states();
    return number < 0 ? null : graph.operations().get(number);
  }

  /** The operation behind a value, if it is of a kind and read once. */
  private <T> Optional<T> only(int value, Class<T> kind) {
    CellOperation operation = operation(value);
    return read[value] == 1 && kind.isInstance(operation)
        ? Optional.of(kind.cast(operation))
        : Optional.empty();
  }

  private Optional<Branch> branch(int value) {
    Optional<Activate> activated = only(value, Activate.class);
    int source = activated.map(Activate::source).orElse(value);
    List<Integer> values = new ArrayList<>(List.of(source));
    activated.ifPresent(each -> values.add(value));
    return only(source, Part.class)
        .map(part -> new Branch(
            activated.map(Activate::function).orElse(Nonlinearity.IDENTITY),
            part.source(),
            part.block(),
            values));
  }

  /** Whether branches are all that reads of one mix. */
  private boolean areWhole(int blocks, Branch... branches) {
    int mixed = branches[0].mixed();
    return Stream.of(branches).allMatch(each -> each.mixed() == mixed)
        && operation(mixed) instanceof Mix mix
        && mix.blocks() == blocks
        && read[mixed] == blocks;
  }

  private void keep(Branch... branches) {
    Stream.of(branches).forEach(each -> inside.addAll(each.values()));
  }

  /** Whether a value is computed with another one, where that one's place is. */
  boolean isInside(int value) {
    return inside.contains(value);
  }

  Optional<HighwayGroup> highway(int value) {
    return Optional.ofNullable(highways.get(value));
  }

  Optional<GatesGroup> gates(int value) {
    return Optional.ofNullable(gates.get(value));
  }
}
