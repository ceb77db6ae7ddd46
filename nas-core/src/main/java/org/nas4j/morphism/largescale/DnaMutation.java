package org.nas4j.morphism.largescale;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.nas4j.morphism.largescale.LargeScaleSpace.Kind;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;

/** Where each kind of mutation can be made to one DNA, and the questions that make it. */
final class DnaMutation {

  private static final int LARGEST_INSERTED_STRIDE = 1;

  private final MutationLimits limits;
  private final Dna dna;

  DnaMutation(MutationLimits limits, Dna dna) {
    this.limits = limits;
    this.dna = dna;
  }

  boolean allows(Kind kind) {
    return switch (kind) {
      case END, ALTER_LEARNING_RATE, IDENTITY, RESET_WEIGHTS -> true;
      default -> IntStream.range(0, limits.places()).anyMatch(place(kind));
    };
  }

  /** The places of edges, or of edges to be, or of skips. */
  private IntPredicate place(Kind kind) {
    return switch (kind) {
      case INSERT_CONVOLUTION -> place -> canInsert(place, convolution(place, 0, true));
      case INSERT_ONE_TO_ONE -> place -> canInsert(place, BackboneEdge.oneToOne(next(), true));
      case REMOVE_CONVOLUTION -> place -> isConvolution(place) && fits(dna.remove(place));
      case ALTER_STRIDE ->
        place -> isConvolution(place) && any(limits.stride(), each -> isStride(place, each));
      case ALTER_CHANNELS ->
        place -> isConvolution(place) && any(limits.channels(), each -> isWidth(place, each));
      case FILTER_SIZE -> place -> isConvolution(place) && hasSide(place);
      case ADD_SKIP -> place -> place < dna.edges().size() && canEndSkip(place + 1);
      case REMOVE_SKIP -> place -> place < dna.skips().size();
      default -> place -> false;
    };
  }

  private static boolean any(Decision<Integer> decision, IntPredicate legal) {
    return decision.options().stream().anyMatch(legal::test);
  }

  private int next() {
    return dna.mutations() + 1;
  }

  private boolean fits(Dna child) {
    return child.parameters() <= limits.greatestParameters();
  }

  private boolean isConvolution(int place) {
    return place < dna.edges().size() && dna.edges().get(place).isConvolution();
  }

  private BackboneEdge convolution(int place, int halvings, boolean active) {
    return BackboneEdge.convolution(next(), channels(place), halvings, active);
  }

  private int channels(int place) {
    return dna.channels(Math.min(place, dna.edges().size()));
  }

  private boolean canInsert(int place, BackboneEdge edge) {
    return place <= dna.edges().size()
        && dna.edges().size() < limits.depth()
        && fits(dna.insert(place, edge));
  }

  private boolean canHalve(int more) {
    return dna.canHalve(dna.halvings(0, dna.edges().size()) + more);
  }

  private boolean isStride(int place, int halvings) {
    int old = dna.edges().get(place).halvings();
    return Math.abs(halvings - old) == 1 && canHalve(halvings - old);
  }

  private boolean isWidth(int place, int channels) {
    int old = dna.edges().get(place).channels();
    return channels != old
        && 2 * channels >= old
        && channels <= 2 * old
        && fits(dna.alter(place, edge -> edge.withChannels(channels)));
  }

  private boolean hasSide(int place) {
    return limits.side().options().stream()
        .anyMatch(side -> any(limits.kernel(), size -> isSize(place, side, size)));
  }

  private boolean isSize(int place, KernelSide side, int size) {
    int old = dna.edges().get(place).kernel(side);
    return size != old
        && size >= old / 2
        && size <= 2 * old + 1
        && fits(dna.alter(place, edge -> edge.withKernel(side, size)));
  }

  private boolean canEndSkip(int to) {
    return IntStream.range(0, to).anyMatch(from -> !dna.hasSkip(from, to));
  }

  Dna ask(Kind kind, Choices choices) {
    return switch (kind) {
      case ALTER_LEARNING_RATE -> dna.timesRate(choices.pick(limits.rate()));
      case IDENTITY -> dna.identity();
      case RESET_WEIGHTS -> dna.resetWeights();
      case REMOVE_SKIP -> dna.removeSkip(choices.pick(limits.skip(), place(kind)::test));
      default -> at(kind, choices.pick(limits.place(), place(kind)::test), choices);
    };
  }

  private Dna at(Kind kind, int place, Choices choices) {
    return switch (kind) {
      case INSERT_CONVOLUTION -> {
        int halvings = choices.pick(
            limits.stride(), each -> each <= LARGEST_INSERTED_STRIDE && canHalve(each));
        yield dna.insert(place, convolution(place, halvings, choices.pick(limits.active())));
      }
      case INSERT_ONE_TO_ONE ->
        dna.insert(place, BackboneEdge.oneToOne(next(), choices.pick(limits.active())));
      case REMOVE_CONVOLUTION -> dna.remove(place);
      case ALTER_STRIDE -> {
        int halvings = choices.pick(limits.stride(), each -> isStride(place, each));
        yield dna.alter(place, edge -> edge.withHalvings(halvings));
      }
      case ALTER_CHANNELS -> {
        int channels = choices.pick(limits.channels(), each -> isWidth(place, each));
        yield dna.alter(place, edge -> edge.withChannels(channels));
      }
      case FILTER_SIZE -> askSize(place, choices);
      default ->
        dna.addSkip(
            choices.pick(limits.from(), from -> from <= place && !dna.hasSkip(from, place + 1)),
            place + 1);
    };
  }

  private Dna askSize(int place, Choices choices) {
    KernelSide side = choices.pick(
        limits.side(), each -> any(limits.kernel(), size -> isSize(place, each, size)));
    int size = choices.pick(limits.kernel(), each -> isSize(place, side, each));
    return dna.alter(place, edge -> edge.withKernel(side, size));
  }
}
