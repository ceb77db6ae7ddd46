package org.nas4j.morphism.largescale;

import java.util.List;
import java.util.stream.IntStream;
import org.nas4j.space.Decision;

/**
 * How far mutations go, and the questions that follow from it.
 *
 * @param depth most edges of a backbone
 * @param greatestParameters most trained weights of a network
 * @param place where on the backbone
 * @param skip which of the skips
 * @param from where a new skip begins
 * @param rate what the learning rate is multiplied by
 * @param channels of a convolution
 * @param stride its logarithm to base 2
 * @param side of a kernel
 * @param kernel rows or columns
 * @param active whether a new vertex is normalized and rectified
 */
record MutationLimits(
    int depth,
    long greatestParameters,
    Decision<Integer> place,
    Decision<Integer> skip,
    Decision<Integer> from,
    Decision<Double> rate,
    Decision<Integer> channels,
    Decision<Integer> stride,
    Decision<KernelSide> side,
    Decision<Integer> kernel,
    Decision<Boolean> active) {

  private static final int GREATEST_STRIDE = 3;
  private static final int STEPS = 20;

  static MutationLimits of(
      int depth, long greatestParameters, int greatestChannels, int greatestKernel) {
    int places = Math.max(depth + 1, depth * (depth + 1) / 2);
    return new MutationLimits(
        depth,
        greatestParameters,
        numbered("where", 0, depth),
        numbered("skip", 0, places - 1),
        numbered("from", 0, depth),
        new Decision<>("rate", rates()),
        numbered("channels", 1, greatestChannels),
        numbered("halvings", 0, GREATEST_STRIDE),
        Decision.of("side", KernelSide.values()),
        new Decision<>(
            "kernel",
            IntStream.rangeClosed(1, greatestKernel)
                .filter(each -> each % 2 == 1)
                .boxed()
                .toList()),
        Decision.flag("active"));
  }

  /** From a half to twice, but once. */
  private static List<Double> rates() {
    return IntStream.rangeClosed(STEPS / 2, 2 * STEPS)
        .filter(each -> each != STEPS)
        .mapToObj(each -> (double) each / STEPS)
        .toList();
  }

  private static Decision<Integer> numbered(String name, int first, int last) {
    return new Decision<>(name, IntStream.rangeClosed(first, last).boxed().toList());
  }

  /** Of edges or of skips, whichever are more. */
  int places() {
    return skip.size();
  }
}
