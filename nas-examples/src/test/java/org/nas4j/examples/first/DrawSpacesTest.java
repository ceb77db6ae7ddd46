package org.nas4j.examples.first;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class DrawSpacesTest {

  @Test
  void drawsASampleOfEachSpace(@TempDir Path folder) throws Exception {
    Collection<Path> files = DrawSpaces.draw(folder, 1).values();
    assertThat(files).hasSameSizeAs(ManySpaces.all().keySet());
    for (Path file : files) {
      Document svg = DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(Files.readAllBytes(file)));
      assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
      assertThat(svg.getElementsByTagName("rect").getLength()).as("%s", file).isGreaterThan(3);
    }
  }

  @Test
  void drawsTheSameForTheSameSeed(@TempDir Path folder) throws IOException {
    Map<String, Path> one = DrawSpaces.draw(folder.resolve("one"), 3);
    Map<String, Path> other = DrawSpaces.draw(folder.resolve("other"), 3);
    assertThat(other)
        .allSatisfy((space, file) -> assertThat(file).hasSameTextualContentAs(one.get(space)));
    assertThat(DrawSpaces.draw(folder.resolve("third"), 4)).containsOnlyKeys(one.keySet());
  }
}
