package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;

/** A good model is never lost to one that cannot be written. */
class ReplacedFilesTest {

  @TempDir
  private Path folder;

  private static TrainedNetwork network(int units) {
    Architecture.Builder b = Architecture.builder(Shape.vector(50));
    b.add("d", new Dense(units, true), Architecture.INPUT);
    b.add("o", SoftmaxOutput.of(3), "d");
    return TrainedNetwork.of(b.build(), Map.of(), 1);
  }

  @Test
  void equalNetworksMakeEqualFiles() throws IOException {
    Path first = folder.resolve("first.zip");
    Path second = folder.resolve("second.zip");
    network(20).save(first);
    network(20).save(second);
    assertThat(first).hasSameBinaryContentAs(second);
  }

  @Test
  void aFileIsReplacedByAnotherAndNotWrittenOver() throws IOException {
    Path file = folder.resolve("best.zip");
    Path link = folder.resolve("old.zip");
    network(20).save(file);
    Files.createLink(link, file);
    network(30).save(file);
    assertThat(TrainedNetwork.load(link, network(20).architecture()).weights())
        .containsOnlyKeys(network(20).weights().keySet());
  }

  /** A file system of 256 KiB in memory, where the system lets us have one. */
  @Test
  @Tag("soak")
  void aFullDiskLeavesTheGoodModel() throws IOException, InterruptedException {
    Process mount = new ProcessBuilder(
            "mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder.toString())
        .redirectErrorStream(true)
        .start();
    mount.getInputStream().readAllBytes();
    assumeTrue(mount.waitFor() == 0, "no file system may be mounted here");
    try {
      Path file = folder.resolve("best.zip");
      network(20).save(file);
      assertThatThrownBy(() -> network(4_000).save(file)).isInstanceOf(IOException.class);
      assertThat(folder).isDirectoryNotContaining("glob:**.partial");
      assertThat(TrainedNetwork.load(file, network(20).architecture()).weights())
          .isNotEmpty();
    } finally {
      new ProcessBuilder("umount", folder.toString()).start().waitFor(10, TimeUnit.SECONDS);
    }
  }
}
