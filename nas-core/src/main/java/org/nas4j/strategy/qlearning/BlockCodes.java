package org.nas4j.strategy.qlearning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.internal.spaces.LayerCode;
import org.nas4j.predict.CellBlock;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Walk;

/**
 * Reads answers for a predictor: layers by their code, types and kernels being operations of
 * different numbers; any other answer by the number of its decision, in the order in which they
 * were met, and its own.
 */
final class BlockCodes {

  /** Numbers from here on are kernels. */
  private static final int TYPES = 8;

  private final Map<String, Integer> decisions = new HashMap<>();

  List<CellBlock> of(Walk walk) {
    List<CellBlock> block = new ArrayList<>();
    for (DecisionPoint point : walk.points()) {
      int option = walk.genotype().genes().get(point.index()).option();
      block.add(
          point.decision().options().get(option) instanceof LayerCode layer
              ? new CellBlock(
                  layer.first(), layer.typeNumber(), layer.second(), TYPES + layer.kernel())
              : new CellBlock(number(point.decision().name()), option, 0, 0));
    }
    return block;
  }

  private int number(String decision) {
    return decisions.computeIfAbsent(decision, name -> decisions.size());
  }
}
