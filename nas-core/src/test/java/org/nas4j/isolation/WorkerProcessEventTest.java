package org.nas4j.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.engine.NasSearch;
import org.nas4j.internal.events.WorkerProcessEvent;
import org.nas4j.search.StopRule;

/** A worker process is in a recording when it has ended. */
class WorkerProcessEventTest {

  @Test
  void recordsTheLifeOfAProcess(@TempDir Path folder) throws Exception {
    Isolation<Integer> isolation = Isolation.builder(Children.class)
        .heapMegabytes(64)
        .nativeMegabytes(64)
        .jvmOption("-XX:TieredStopAtLevel=1")
        .setting("behaviour", "")
        .build();
    Path file = folder.resolve("search.jfr");
    int trials;
    try (Recording recording = new Recording()) {
      recording.start();
      trials = NasSearch.builder(isolation.space())
          .evaluatorPerRun(isolation::open)
          .stopAfter(StopRule.trials(3))
          .seed(5)
          .run()
          .trials()
          .size();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals(WorkerProcessEvent.NAME))
        .toList();
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getLong("pid")).isPositive();
    assertThat(events.get(0).getInt("evaluations")).isEqualTo(trials);
    assertThat(events.get(0).getInt("status")).isZero();
    assertThat(events.get(0).getDuration().toMillis()).isPositive();
  }
}
