package org.nas4j.morphism;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;

/**
 * Copies, divides or drops channels of one group in all weights of a network that make, read or
 * carry them. For one transfer.
 */
final class ChannelTransfer {

  private final Replication replication;
  private Made made = (spec, array, before) -> {};
  private boolean keepsMakers;

  /** What becomes of an array whose layer makes the channels. */
  @FunctionalInterface
  interface Made {
    /**
     * Called after its channels were copied.
     *
     * @param spec which array
     * @param array as it is now; may be changed
     * @param before as it was
     */
    void copied(WeightSpec spec, WeightArray array, WeightArray before);
  }

  ChannelTransfer(Replication replication) {
    this.replication = replication;
  }

  /** Has somebody look at the arrays that make the channels. */
  ChannelTransfer made(Made hook) {
    made = hook;
    return this;
  }

  /** Leaves the arrays that make the channels as they are: another layer makes the new ones. */
  ChannelTransfer keepingMakers() {
    keepsMakers = true;
    return this;
  }

  /** New arrays for all weights of the parent. */
  Map<String, WeightArray> apply(WeightedArchitecture parent) {
    Architecture architecture = parent.architecture();
    ChannelGroups groups = new ChannelGroups(architecture);
    Map<String, WeightArray> weights = new LinkedHashMap<>();
    for (Node each : architecture.nodes()) {
      for (WeightSpec spec : each.layer().weights(architecture.inputShapes(each))) {
        WeightArray array = parent.weights().get(spec.of(each.name())).copy();
        weights.put(spec.of(each.name()), copied(array, each, spec, groups));
      }
    }
    return weights;
  }

  private WeightArray copied(WeightArray array, Node owner, WeightSpec spec, ChannelGroups groups) {
    WeightArray result = array;
    List<AxisRole> roles = AxisRole.of(owner.layer(), spec.name());
    for (int axis = 0; axis < roles.size(); axis++) {
      AxisRole role = roles.get(axis);
      boolean makes = role == AxisRole.MADE;
      List<Segment> channels = makes ? groups.axis(owner.name()) : groups.inputAxis(owner);
      if (role == AxisRole.OTHER || makes && keepsMakers || !replication.concerns(channels)) {
        continue;
      }
      float[] divisors = role == AxisRole.READ ? replication.divisors(channels) : null;
      result = Gather.along(result, axis, replication.places(channels), divisors);
      if (makes) {
        made.copied(spec, result, array);
      }
    }
    return result;
  }
}
