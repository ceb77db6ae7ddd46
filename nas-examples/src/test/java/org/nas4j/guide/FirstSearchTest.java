package org.nas4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.model.Model;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** docs/guide/first-search.md: its program in a folder of its own, and its POM. */
class FirstSearchTest {

  private static final Path ROOT = Path.of(System.getProperty("nas4j.root", ".."));
  private static final Pattern ACCURACY =
      Pattern.compile("On test data: Scores\\[accuracy=([0-9.]+), ");

  @TempDir
  private Path folder;

  private final XPath xpath = XPathFactory.newInstance().newXPath();

  @Test
  @Timeout(120)
  void leadsFromImagesToAModel() throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process program = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx400m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:ActiveProcessorCount=1",
            "-cp",
            System.getProperty("java.class.path"),
            FirstSearch.class.getName())
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    assertThat(program.waitFor(100, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(output);
    assertThat(program.exitValue()).as(said).isZero();
    assertThat(said).contains("ended after 5 trials", "SearchResult of 5 trials in ");
    Matcher accuracy = ACCURACY.matcher(said);
    assertThat(accuracy.find()).as(said).isTrue();
    assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThan(0.6); // chance is 0.33
    Model model = Model.load(folder.resolve("stripes.nas4j"));
    assertThat(model.classNames()).containsExactly("across", "upright", "slanting");
    assertThat(said)
        .endsWith(model.predict(FirstSearch.stripes(1, 2).values(0)) + System.lineSeparator());
  }

  private Document pom(String path) throws Exception {
    String text = Files.readString(ROOT.resolve(path));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private String value(Document pom, String path) throws XPathExpressionException {
    return xpath.evaluate(path, pom);
  }

  /** What it names is what this project makes, in this version. */
  @Test
  void thePomFitsTheProject() throws Exception {
    Document guide = pom("docs/guide/first-search/pom.xml");
    Document bom = pom("nas-bom/pom.xml");
    Document parent = pom("pom.xml");
    String imported = "/project/dependencyManagement/dependencies/dependency";
    assertThat(value(guide, imported + "/groupId"))
        .isEqualTo(value(bom, "/project/parent/groupId"));
    assertThat(value(guide, imported + "/artifactId")).isEqualTo(value(bom, "/project/artifactId"));
    assertThat(value(guide, imported + "/version")).isEqualTo(value(parent, "/project/version"));
    assertThat(value(guide, imported + "/type") + value(guide, imported + "/scope"))
        .isEqualTo("pomimport");
    NodeList used = (NodeList) xpath.evaluate(
        "/project/dependencies/dependency/artifactId", guide, XPathConstants.NODESET);
    assertThat(used.getLength()).isEqualTo(2);
    for (int i = 0; i < used.getLength(); i++) {
      assertThat(value(bom, imported + "[artifactId='" + used.item(i).getTextContent() + "']"))
          .isNotBlank();
    }
    for (String plugin : new String[] {"exec-maven-plugin", "maven-surefire-plugin"}) {
      assertThat(value(guide, "//plugin[artifactId='" + plugin + "']/version"))
          .isEqualTo(value(parent, "/project/properties/" + plugin + ".version"));
    }
    assertThat(value(guide, "//mainClass")).isEqualTo(FirstSearch.class.getSimpleName());
    String release = value(parent, "/project/properties/maven.compiler.release");
    assertThat(value(guide, "//maven.compiler.source")).isEqualTo(release);
    assertThat(value(guide, "//maven.compiler.target")).isEqualTo(release);
  }

  @Test
  void theReadmeNamesTheSameVersion() throws Exception {
    assertThat(Files.readString(ROOT.resolve("README.md")))
        .contains("<version>" + value(pom("pom.xml"), "/project/version") + "</version>");
  }
}
