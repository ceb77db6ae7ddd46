package org.nas4j.dl4j.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;

/**
 * A network as it is judged by the statistics of a batch, which only a pass as in training yields:
 * without the layers that act in training alone, and without auxiliary outputs.
 */
public final class InferenceForm {

  private InferenceForm() {}

  /**
   * Leaves out what must not act.
   *
   * @param architecture to be judged
   * @return the same object if there is nothing to leave out
   */
  public static Architecture of(Architecture architecture) {
    Set<String> needed = UsedNodes.neededBy(architecture, List.of(architecture.output()));
    if (needed.size() == architecture.nodes().size()
        && architecture.nodes().stream().noneMatch(InferenceForm::actsInTrainingOnly)) {
      return architecture;
    }
    Architecture.Builder builder = Architecture.builder(architecture.input());
    Map<String, String> standIns = new HashMap<>();
    for (Node node : architecture.nodes()) {
      if (needed.contains(node.name())) {
        List<String> inputs = new ArrayList<>();
        node.inputs().forEach(each -> inputs.add(standIns.getOrDefault(each, each)));
        if (actsInTrainingOnly(node)) {
          standIns.put(node.name(), inputs.get(0));
        } else {
          builder.add(node.name(), node.layer(), inputs);
        }
      }
    }
    return builder.build(architecture.output());
  }

  private static boolean actsInTrainingOnly(Node node) {
    return node.layer().traits().actsInTrainingOnly();
  }
}
