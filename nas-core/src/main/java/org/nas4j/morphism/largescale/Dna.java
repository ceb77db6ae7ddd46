package org.nas4j.morphism.largescale;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.nas4j.arch.Shape;

/**
 * What mutations change: a backbone of edges and vertices from the image on, and skips beside it.
 *
 * @param input the image
 * @param classes how many there are
 * @param mutations how many made it
 * @param rate what the learning rate is multiplied by
 * @param reset whether the latest mutation threw the weights away
 * @param edges of the backbone, in order
 * @param skips in the order in which they were added
 */
record Dna(
    Shape.Image input,
    int classes,
    int mutations,
    double rate,
    boolean reset,
    List<BackboneEdge> edges,
    List<SkipEdge> skips) {

  Dna {
    edges = List.copyOf(edges);
    skips = List.copyOf(skips);
  }

  /** A single layer: the mean of each map, and the classifier. */
  static Dna first(Shape.Image input, int classes) {
    return new Dna(input, classes, 0, 1, false, List.of(), List.of());
  }

  private Dna next(
      double newRate, boolean newReset, List<BackboneEdge> newEdges, List<SkipEdge> newSkips) {
    return new Dna(input, classes, mutations + 1, newRate, newReset, newEdges, newSkips);
  }

  Dna identity() {
    return next(rate, false, edges, skips);
  }

  Dna resetWeights() {
    return next(rate, true, edges, skips);
  }

  Dna timesRate(double factor) {
    return next(rate * factor, false, edges, skips);
  }

  Dna insert(int place, BackboneEdge edge) {
    List<BackboneEdge> more = new ArrayList<>(edges);
    more.add(place, edge);
    return next(rate, false, more, skips);
  }

  Dna remove(int place) {
    List<BackboneEdge> fewer = new ArrayList<>(edges);
    int id = fewer.remove(place).id();
    return next(
        rate, false, fewer, skips.stream().filter(each -> !each.touches(id)).toList());
  }

  Dna alter(int place, UnaryOperator<BackboneEdge> change) {
    List<BackboneEdge> other = new ArrayList<>(edges);
    other.set(place, change.apply(edges.get(place)));
    return next(rate, false, other, skips);
  }

  Dna addSkip(int from, int to) {
    List<SkipEdge> more = new ArrayList<>(skips);
    more.add(skip(from, to));
    return next(rate, false, edges, more);
  }

  Dna removeSkip(int number) {
    List<SkipEdge> fewer = new ArrayList<>(skips);
    fewer.remove(number);
    return next(rate, false, edges, fewer);
  }

  /** Between vertices by their places, of which 0 is the image. */
  private SkipEdge skip(int from, int to) {
    return new SkipEdge(id(from), id(to));
  }

  boolean hasSkip(int from, int to) {
    return skips.contains(skip(from, to));
  }

  private int id(int vertex) {
    return vertex == 0 ? 0 : edges.get(vertex - 1).id();
  }

  /** The place of the vertex behind an edge. */
  int vertex(int id) {
    return IntStream.rangeClosed(0, edges.size())
        .filter(place -> id(place) == id)
        .findFirst()
        .orElseThrow();
  }

  /** Channels of a vertex. */
  int channels(int vertex) {
    int channels = input.channels();
    for (BackboneEdge edge : edges.subList(0, vertex)) {
      channels = edge.channelsOf(channels);
    }
    return channels;
  }

  /** How often the resolution is halved from one vertex to a later one. */
  int halvings(int from, int to) {
    return edges.subList(from, to).stream().mapToInt(BackboneEdge::halvings).sum();
  }

  /** Whether the resolution can be halved so often in all, down to one pixel. */
  boolean canHalve(int times) {
    return Math.max(input.height(), input.width()) >> times >= 1;
  }

  /** Trained weights; what the network's own cost says. */
  long parameters() {
    long sum = 0;
    int channels = input.channels();
    for (BackboneEdge edge : edges) {
      sum += edge.parameters(channels);
      channels = edge.channelsOf(channels);
    }
    return sum + (long) (channels + 1) * classes;
  }
}
