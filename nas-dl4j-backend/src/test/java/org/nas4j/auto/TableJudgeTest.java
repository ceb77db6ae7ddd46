package org.nas4j.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.auto.TableJudge.Choice;
import org.nas4j.auto.TableJudge.Judged;
import org.nas4j.data.Table;
import org.nas4j.images.TrainedNetwork;

/** Sixteen of eighty rows choose by luck; those of other splits set it right. */
@Timeout(60)
class TableJudgeTest {

  private static final int EPOCHS = 200;

  @TempDir
  private Path folder;

  private Table rows;

  @BeforeEach
  void drawRows() throws Exception {
    rows = Samples.noisyLine(folder, "rows.csv", 80, 1);
  }

  /** One that was lucky on the first split, and a line that was not. */
  private Choice choice(HeldOut heldOut, double seconds) throws Exception {
    AutoClock clock = new AutoClock(Duration.ofMillis((long) (1_000 * seconds)), Duration.ZERO);
    AutoRun run = new AutoRun(clock, 1, heldOut, AutoJournal.nowhere());
    AutoTable.Prepared data = AutoTable.of(rows, "y").prepared(run);
    TableJudge judge = new TableJudge(data, run);
    TablePlan plan = new TablePlan(1e-5, clock);
    Judged lucky = judged(data.space().handmade(), judge, 1, 0.9);
    Judged line = judged(data.space().linear(), judge, EPOCHS, 0.8);
    return judge.choose(plan, List.of(lucky, line));
  }

  private static Judged judged(
      Architecture architecture, TableJudge judge, int epochs, double figure) throws Exception {
    TrainedNetwork network =
        TrainedNetwork.train(architecture, judge.split().training(), TablePlan.training(epochs), 1);
    return new Judged(architecture, network, figure, epochs, 1e-5);
  }

  @Test
  void rowsOfFurtherSplitsJudgeAsLongAsThereIsTime() throws Exception {
    Choice choice = choice(new HeldOut.AtRandom(), 600);
    assertThat(choice.splits()).isEqualTo(30);
    assertThat(choice.best().architecture().nodes()).hasSize(1);
    assertThat(choice.best().figure()).as("mean R²").isBetween(0.0, 0.8);
  }

  @Test
  void withoutTimeTheFirstSplitJudgesAlone() throws Exception {
    Choice choice = choice(new HeldOut.AtRandom(), 0.001);
    assertThat(choice.splits()).isEqualTo(1);
    assertThat(choice.best().figure()).isEqualTo(0.9);
  }

  /** Another split would train on what comes later. */
  @Test
  void rowsInTheOrderOfTimeHaveOneSplit() throws Exception {
    Choice choice = choice(new HeldOut.TheLast(), 600);
    assertThat(choice.splits()).isEqualTo(1);
    assertThat(choice.best().architecture().nodes()).hasSizeGreaterThan(1);
  }
}
