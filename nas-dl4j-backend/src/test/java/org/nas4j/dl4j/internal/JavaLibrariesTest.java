package org.nas4j.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.dl4j.internal.graph.NativeBackend;

/** What Java loads late is there before ND4J is, in a process that has done nothing else. */
class JavaLibrariesTest {

  /** What another thread might load meanwhile, see the class. */
  private static final String LATE = "libmanagement_ext";

  @TempDir
  private Path folder;

  /** In a process of its own. */
  static final class Child {

    private Child() {}

    public static void main(String[] arguments) throws IOException {
      if (arguments[0].equals("threads")) {
        NativeThreads.use(1);
      } else {
        NativeBackend.isCpu();
      }
      try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
        System.out.println(maps.anyMatch(line -> line.contains(LATE)));
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void areLoadedBeforeThoseOfNd4j() throws IOException, InterruptedException {
    assertThat(child("threads")).contains("true");
    assertThat(child("backend")).contains("true");
  }

  private String child(String way) throws IOException, InterruptedException {
    Path output = folder.resolve(way);
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            way)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    assertThat(process.waitFor()).as(() -> read(output)).isZero();
    return read(output);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
