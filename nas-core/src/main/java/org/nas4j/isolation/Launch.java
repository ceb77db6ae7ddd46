package org.nas4j.isolation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts the command line of a worker process together. */
final class Launch {

  private static final int JAVA_WITH_NATIVE_ACCESS = 24;
  private static final int MEGABYTES_FOR_THE_MACHINE = 512;
  private static final int KILOBYTES = 1024;

  private Launch() {}

  /**
   * Starts a process.
   *
   * @param mark by which the programs that it starts will be known
   */
  static Process start(Isolation<?> isolation, Path crashFolder, int port, String mark)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (isolation.addressSpaceMegabytes > 0) {
      // The limit is the shell's own, and stays when the shell becomes the process.
      command.addAll(List.of("/bin/sh", "-c", "ulimit -v \"$0\" && exec \"$@\""));
      command.add(Long.toString((long) isolation.addressSpaceMegabytes * KILOBYTES));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + isolation.heapMegabytes + "m");
    command.add("-Dorg.bytedeco.javacpp.maxbytes=" + isolation.nativeMegabytes + "m");
    command.add("-Dorg.bytedeco.javacpp.maxphysicalbytes="
        + ((long) isolation.heapMegabytes + isolation.nativeMegabytes + MEGABYTES_FOR_THE_MACHINE)
        + "m");
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-XX:ErrorFile=" + crashFolder.resolve("crash-%p.log"));
    if (Runtime.version().feature() >= JAVA_WITH_NATIVE_ACCESS) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(isolation.jvmOptions);
    command.add(WorkerMain.class.getName());
    command.add(Integer.toString(port));
    command.add(crashFolder.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.putAll(isolation.environment);
    environment.put(Offspring.VARIABLE, mark);
    environment.put("CLASSPATH", ClassPath.of(isolation.factory));
    return builder.start();
  }
}
