package org.nas4j.isolation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The programs that a worker process started, and those that these started. They are known by a
 * variable of their environment, which all inherit, so that they are found after the worker has
 * ended and they are nobody's children any more. Where the system does not show environments, those
 * alone are found whose parents live. Stateless.
 */
final class Offspring {

  /** Tells by whom a program was started. */
  static final String VARIABLE = "NAS4J_WORKER";

  private static final Path PROCESSES = Path.of("/proc");

  /** What starts others while it is looked for is found in the next round. */
  private static final int ROUNDS = 5;

  private Offspring() {}

  /**
   * Ends all, by force, but this process.
   *
   * @param mark the value of the variable
   */
  static void end(String mark) {
    for (int i = 0; i < ROUNDS; i++) {
      List<ProcessHandle> found = find(mark);
      if (found.isEmpty()) {
        return;
      }
      found.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** Those that live, without this process. */
  static List<ProcessHandle> find(String mark) {
    try (Stream<Path> entries = Files.list(PROCESSES)) {
      return entries
          .map(Path::getFileName)
          .map(Path::toString)
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .filter(name -> isMarked(name, mark))
          .map(name -> ProcessHandle.of(Long.parseLong(name)))
          .flatMap(Optional::stream)
          .filter(Predicate.not(ProcessHandle.current()::equals))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean isMarked(String process, String mark) {
    try {
      byte[] environment = Files.readAllBytes(PROCESSES.resolve(process).resolve("environ"));
      String text = new String(environment, StandardCharsets.ISO_8859_1);
      return ("\0" + text + "\0").contains("\0" + VARIABLE + "=" + mark + "\0");
    } catch (IOException e) {
      // It has ended, or is another user's.
      return false;
    }
  }
}
