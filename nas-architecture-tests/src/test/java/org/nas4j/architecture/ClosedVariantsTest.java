package org.nas4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Layer;

/**
 * A list of the kinds of layers, written out as a chain of {@code instanceof}, would forget the
 * next kind in silence. So whoever tells several kinds apart is a visitor, which the compiler
 * completes; one kind may be looked for. Reads the sources of all modules, those that nobody
 * depends on too.
 */
class ClosedVariantsTest {

  @Test
  void tellsKindsOfLayersApartByVisitorsOnly() {
    assertThat(chains()).isEmpty();
  }

  /** A chain in the shape of those that were there once. */
  @Test
  void findsChains() {
    Pattern kinds = kinds();
    String chain =
        "if (layer instanceof Dense dense) {} else if (layer instanceof org.nas4j.arch.Add) {}";
    assertThat(kinds.matcher(chain).results().count()).isEqualTo(2);
    assertThat(kinds
            .matcher("map.put(Dense.class, 1); map.put(Add.class, 2)")
            .results()
            .count())
        .isEqualTo(2);
    assertThat(kinds
            .matcher("layer instanceof DenseLayer || layer instanceof Layer")
            .find())
        .isFalse();
  }

  private static List<String> chains() {
    Pattern kinds = kinds();
    List<Path> sources =
        Sources.modules().stream().flatMap(each -> Sources.of(each).stream()).toList();
    assertThat(sources)
        .as("sources under [%s]", Sources.ROOT.toAbsolutePath())
        .hasSizeGreaterThan(100);
    return sources.stream()
        .filter(file -> !file.toString().replace('\\', '/').contains("org/nas4j/arch/"))
        .filter(file -> kinds.matcher(text(file)).results().count() > 1)
        .map(Path::toString)
        .toList();
  }

  private static Pattern kinds() {
    String names = Stream.of(Layer.class.getPermittedSubclasses())
        .map(Class::getSimpleName)
        .collect(Collectors.joining("|"));
    return Pattern.compile("instanceof\\s+(?:final\\s+)?(?:[\\w.]+\\.)?(?:" + names + ")\\b"
        + "|(?<!\\.)\\b(?:" + names + ")\\.class\\b");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
