package org.nas4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.search.RandomSearch;

/** What Chromium makes of the page. Skipped where there is none. */
class ReportInBrowserTest {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  @TempDir
  private Path folder;

  private static Optional<Path> browser() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The document after its script has run. */
  private String opened(Path page, String filter) throws IOException, InterruptedException {
    assumeTrue(browser().isPresent(), "There is no Chromium on the path, so no page is opened.");
    Path out = folder.resolve("dom.html");
    Process process = new ProcessBuilder(
            browser().get().toString(),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--user-data-dir=" + folder.resolve("profile"),
            "--virtual-time-budget=20000",
            "--dump-dom",
            page.toUri() + "#filter=" + filter)
        .redirectOutput(out.toFile())
        .redirectError(folder.resolve("errors.txt").toFile())
        .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("the browser ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  @Test
  void showsAndFiltersTrialsAndTakesNoTextForMarkup() throws Exception {
    Path journal = folder.resolve("run.jsonl");
    ReportedSearch.search(200, new RandomSearch()).store(journal).run();
    Path page = folder.resolve("report.html");
    SearchReport.builder().run("mine", journal).run("again", journal).build().write(page);
    String document = opened(page, "outcome%3Dfailed");
    assertThat(document).contains("data-ready=\"yes\"");
    assertThat(
            Pattern.compile("[1-9]\\d* of \\d+ trials shown").matcher(document).find())
        .isTrue();
    String body = document.substring(document.indexOf("<tbody>", document.indexOf("id=\"table\"")));
    assertThat(body.substring(0, body.indexOf("</tbody>")))
        .contains("class=\"failed\"")
        .doesNotContain("class=\"scored\"");
    assertThat(document).contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;");
    assertThat(document).doesNotContain("<img");
    for (String section :
        List.of("best", "curves", "front", "importance", "parallel", "timeline")) {
      assertThat(document).contains("<section id=\"" + section + "\"");
    }
    assertThat(Pattern.compile("<svg[^>]* aria-label=\"[^\"]{8,}")
            .matcher(document)
            .results()
            .count())
        .isGreaterThanOrEqualTo(2);
  }
}
