package org.nas4j.auto;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;

/** Parts of data for training and for judging. */
final class Splits {

  private Splits() {}

  /**
   * Divides.
   *
   * @param data all that may be trained on
   * @param how whose examples judge
   * @param wanted how many of the data should judge, about
   * @param seed of draws
   */
  static Split of(Dataset data, HeldOut how, int wanted, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    if (how instanceof HeldOut.Examples own) {
      return new Split(data, own.data());
    }
    if (how instanceof HeldOut.TheLast) {
      return split(data, range(0, data.size() - wanted), range(data.size() - wanted, data.size()));
    }
    if (how instanceof HeldOut.Groups groups) {
      return byGroups(data, groups.keys(), wanted, random);
    }
    return data.split(wanted, random);
  }

  private static Split split(Dataset data, List<Integer> training, List<Integer> validation) {
    return new Split(data.subset(array(training)), data.subset(array(validation)));
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  private static int[] array(List<Integer> indices) {
    return indices.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Groups in random order until there are enough; no class is lost from training. */
  private static Split byGroups(
      Dataset data, List<String> keys, int wanted, SplittableRandom random) {
    if (keys.size() != data.size()) {
      throw new IllegalArgumentException("There are [" + data.size() + "] examples, but the groups"
          + " of [" + keys.size() + "].\nMaybe they belong to other data.");
    }
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      groups.computeIfAbsent(keys.get(i), key -> new ArrayList<>()).add(i);
    }
    if (groups.size() < 2) {
      throw new IllegalArgumentException("All examples are of one group, " + groups.keySet()
          + ", so that none can judge the others.\nMaybe another column tells the groups.");
    }
    int[] left = new int[Math.max(1, data.classes())];
    range(0, data.size()).forEach(i -> left[data.label(i)]++);
    List<Integer> validation = new ArrayList<>();
    List<Integer> training = new ArrayList<>();
    for (List<Integer> group : shuffled(groups, random)) {
      boolean isTaken = validation.size() < wanted
          && validation.size() + group.size() < data.size()
          && keepsEachClass(data, group, left);
      (isTaken ? validation : training).addAll(group);
    }
    if (validation.isEmpty()) {
      throw new IllegalArgumentException("Each of the [" + groups.size()
          + "] groups has a class to itself, so that without it training would lack the class.\n"
          + "Maybe another column tells the groups, or give validation data of your own.");
    }
    Collections.sort(validation);
    Collections.sort(training);
    return split(data, training, validation);
  }

  private static List<List<Integer>> shuffled(
      Map<String, List<Integer>> groups, SplittableRandom random) {
    List<List<Integer>> shuffled = new ArrayList<>(groups.values());
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, random.nextInt(i + 1));
    }
    return shuffled;
  }

  /** Takes a group out, unless that leaves a class without an example. */
  private static boolean keepsEachClass(Dataset data, List<Integer> group, int[] left) {
    int[] without = left.clone();
    group.forEach(i -> without[data.label(i)]--);
    for (int label = 0; label < left.length; label++) {
      if (left[label] > 0 && without[label] == 0) {
        return false;
      }
    }
    System.arraycopy(without, 0, left, 0, left.length);
    return true;
  }
}
