package org.nas4j.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The source files of the project, by module. */
final class Sources {

  static final Path ROOT = Path.of(System.getProperty("nas4j.root", ".."));

  private static final Set<String> INFOS = Set.of("package-info.java", "module-info.java");

  private Sources() {}

  /** The modules that have sources of main code. */
  static List<String> modules() {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders
          .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files of main code, without those that describe a package or a module. */
  static List<Path> of(String module) {
    try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !INFOS.contains(file.getFileName().toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The packages of main code. */
  static Set<String> packagesOf(String module) {
    Path root = ROOT.resolve(module).resolve("src/main/java");
    return of(module).stream()
        .map(file -> root.relativize(file.getParent()))
        .map(folder -> folder.toString().replace(folder.getFileSystem().getSeparator(), "."))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static String simpleName(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }
}
