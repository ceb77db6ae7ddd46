package org.nas4j.auto;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.data.Table;
import org.nas4j.data.TableTask;
import org.nas4j.eval.Metric;
import org.nas4j.images.RegressionScores;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.model.Model;

/**
 * Rows, and the column that is foretold from the others.
 *
 * @param rows to learn from, of which the target is known
 * @param target name of the column
 * @param leftOut names of columns that are not looked at
 */
record AutoTable(Table rows, String target, Set<String> leftOut) implements AutoTask {

  private static final int VALIDATION_PART = 5;

  static AutoTable of(Table rows, String target) {
    return new AutoTable(TableTarget.known(rows, target), target, Set.of());
  }

  AutoTable without(Set<String> columns) {
    columns.forEach(rows::cells);
    if (columns.contains(target)) {
      throw new IllegalArgumentException("The column [" + target
          + "] is to be foretold, and cannot be left out.\nMaybe another one was meant: "
          + rows.columns() + ".");
    }
    Set<String> all = new TreeSet<>(leftOut);
    all.addAll(columns);
    return new AutoTable(rows, target, all);
  }

  @Override
  public Map<String, String> identity() {
    long content = 0;
    for (int i = 0; i < rows.size(); i++) {
      content = 31 * content + rows.row(i).hashCode();
    }
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("kind", "table");
    identity.put("data", rows.size() + " rows of " + rows.columns() + " " + content);
    identity.put("target", target);
    identity.put("without", leftOut.toString());
    return identity;
  }

  @Override
  public void requireFit(HeldOut heldOut) {
    if (heldOut instanceof HeldOut.Examples) {
      throw new IllegalArgumentException("A table is judged by rows, but got [" + heldOut
          + "].\nMaybe read them as a table: Table.read(…).");
    }
    if (heldOut instanceof HeldOut.Rows own) {
      rows.columns().stream().filter(name -> !leftOut.contains(name)).forEach(own.table()::cells);
    }
    if (heldOut instanceof HeldOut.GroupColumn group) {
      rows.cells(group.name());
    }
    if (heldOut instanceof HeldOut.Groups groups && groups.keys().size() != rows.size()) {
      throw new IllegalArgumentException("There are [" + rows.size()
          + "] rows of which the target is known, but the groups of ["
          + groups.keys().size()
          + "].\nMaybe name a column that tells the group: groups(…).");
    }
  }

  @Override
  public AutoResult run(AutoRun run) throws InterruptedException {
    return new TableRun(prepared(run), run).run();
  }

  /**
   * Rows as examples.
   *
   * @param heldOut with the group of each row, if a column tells it
   */
  record Prepared(
      TableTask task,
      Set<String> leftOut,
      Dataset all,
      Split raw,
      HeldOut heldOut,
      int leftOutJudges) {

    boolean ownJudges() {
      return heldOut instanceof HeldOut.Rows;
    }

    /** Other rows can judge as well as those of the first split, if these were drawn. */
    boolean hasFurtherSplits() {
      return heldOut instanceof HeldOut.AtRandom || heldOut instanceof HeldOut.Groups;
    }

    Split split(long seed) {
      return AutoTable.split(all, heldOut, seed);
    }

    boolean classifies() {
      return !task.classNames().isEmpty();
    }

    Metric metric() {
      return classifies() ? Metric.VALIDATION_ACCURACY : RegressionScores.VALIDATION_R2;
    }

    DenseNetworks space() {
      return new DenseNetworks(
          all.shape(), classifies() ? SoftmaxOutput.of(all.classes()) : RegressionOutput.of(1));
    }

    double figure(TrainedNetwork network, Dataset judges) throws InterruptedException {
      return classifies()
          ? network.evaluate(judges).accuracy()
          : network.evaluateNumbers(judges).r2();
    }

    Model model(TrainedNetwork network, ScaledRows by) {
      Model.Builder model =
          network.model().columns(task.columns()).scaling(by.inputs().scaling());
      by.outputs().ifPresent(outputs -> model.outputScaling(outputs.scaling()));
      if (classifies()) {
        model.classNames(task.classNames());
      }
      return model.build();
    }
  }

  /** The rows as a run divides them. */
  Prepared prepared(AutoRun run) {
    Set<String> without = new TreeSet<>(leftOut);
    HeldOut heldOut = run.heldOut();
    if (heldOut instanceof HeldOut.GroupColumn group) {
      without.add(group.name());
      heldOut = new HeldOut.Groups(rows.cells(group.name()));
    }
    TableTask.Without table = TableTask.without(rows, without.toArray(String[]::new));
    TableTask task =
        TableTarget.isClass(rows, target) ? table.classification(target) : table.regression(target);
    Dataset all = task.dataset(rows);
    if (heldOut instanceof HeldOut.Rows own) {
      Dataset judges = task.dataset(own.table());
      int overlap = judges.overlap(all);
      if (overlap == judges.size()) {
        throw new IllegalArgumentException("All [" + overlap
            + "] validation rows are training rows too.\nMaybe it is the same file twice.");
      }
      Dataset others = overlap == 0 ? judges : judges.without(all);
      return new Prepared(task, without, all, new Split(all, others), own, overlap);
    }
    return new Prepared(task, without, all, split(all, heldOut, run.seed()), heldOut, 0);
  }

  private static Split split(Dataset all, HeldOut heldOut, long seed) {
    return Splits.of(all, heldOut, Math.max(1, all.size() / VALIDATION_PART), seed);
  }

  /** The columns that are not looked at, and the target, for people. */
  static Map<String, String> choices(Prepared data, AutoRun run) {
    Map<String, String> choices = new LinkedHashMap<>();
    choices.put("task", data.classifies() ? "classification" : "regression");
    choices.put("target", data.task().targets().get(0));
    choices.put("inputs", String.join(", ", data.task().columns().names()));
    choices.put("validation", Integer.toString(data.raw().validation().size()));
    choices.put(
        "heldOut", run.heldOut() instanceof HeldOut.Rows ? "your rows" : run.heldOut() + "");
    if (data.leftOutJudges() > 0) {
      choices.put("validationRowsThatAreTrainingRows", Integer.toString(data.leftOutJudges()));
    }
    List<String> notes = data.raw().validation().notes();
    if (!notes.isEmpty()) {
      choices.put("notes", String.join(" ", notes));
    }
    return choices;
  }
}
