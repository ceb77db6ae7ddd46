package org.nas4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchHandle;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.StopRule;

@Timeout(120)
class LivePageTest {

  private final LivePage page = LivePage.on(0);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    page.close();
  }

  private HttpResponse<String> get(URI address) throws Exception {
    return client.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI at(String path, String query) throws Exception {
    return new URI("http", null, "127.0.0.1", page.address().getPort(), path, query, null);
  }

  /** What a server answers to a request as somebody else would write it. */
  private String answer(String... lines) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getByName("127.0.0.1"), page.address().getPort())) {
      String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void servesAPageThatRunsItsOwnScriptAlone() throws Exception {
    HttpResponse<String> response = get(page.address());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("<h1>A search that runs</h1>", "EventSource");
    assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'sha256-", "connect-src 'self'");
    assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
  }

  @Test
  void refusesWhoDoesNotKnowTheToken() throws Exception {
    String token = page.address().getQuery();
    for (String wrong : new String[] {
      null, "token=", "token=0", token.substring(0, token.length() - 1), token + "0", "x=1&" + token
    }) {
      assertThat(get(at("/", wrong)).statusCode()).as("%s", wrong).isEqualTo(403);
      assertThat(get(at("/events", wrong)).statusCode()).as("%s", wrong).isEqualTo(403);
    }
  }

  @Test
  void twoPagesHaveTwoTokens() {
    try (LivePage other = LivePage.on(0)) {
      assertThat(other.address().getQuery())
          .hasSize(6 + 32)
          .isNotEqualTo(page.address().getQuery());
    }
  }

  /** As a page of another site asks, by a name of its own that leads to this machine. */
  @Test
  void refusesOtherHosts() throws IOException {
    String first = "GET /?" + page.address().getQuery() + " HTTP/1.1";
    int port = page.address().getPort();
    assertThat(answer(first, "Host: evil.example:" + port)).startsWith("HTTP/1.1 403");
    assertThat(answer(first, "Host: 127.0.0.1.evil.example:" + port)).startsWith("HTTP/1.1 403");
    assertThat(answer(first, "Host: 127.0.0.1:" + (port + 1))).startsWith("HTTP/1.1 403");
    assertThat(answer(first, "Host: localhost:" + port)).startsWith("HTTP/1.1 200");
  }

  @Test
  void canOnlyBeRead() throws Exception {
    for (String method : new String[] {"POST", "PUT", "DELETE"}) {
      HttpResponse<String> response = client.send(
          HttpRequest.newBuilder(page.address())
              .method(method, HttpRequest.BodyPublishers.ofString("stop"))
              .build(),
          HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(405);
    }
    assertThat(get(at("/etc/passwd", page.address().getQuery())).statusCode()).isEqualTo(404);
  }

  @Test
  void listensOnThisMachineAlone() throws IOException {
    assertThat(page.address().getHost()).isEqualTo("127.0.0.1");
    InetAddress outer = InetAddress.getLocalHost();
    if (!outer.isLoopbackAddress()) {
      assertThatThrownBy(() -> new Socket(outer, page.address().getPort()).close())
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void saysThatAPortIsTaken() {
    int port = page.address().getPort();
    assertThatThrownBy(() -> LivePage.on(port))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("[" + port + "]")
        .hasMessageContaining("\nMaybe another run has it");
    assertThatThrownBy(() -> LivePage.on(70_000)).isInstanceOf(IllegalArgumentException.class);
  }

  private BufferedReader events() throws Exception {
    InputStream stream = client
        .send(
            HttpRequest.newBuilder(at("/events", page.address().getQuery())).build(),
            HttpResponse.BodyHandlers.ofInputStream())
        .body();
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  private static JsonNode next(BufferedReader events) throws IOException {
    String line = events.readLine();
    while (!line.startsWith("data: ")) {
      line = events.readLine();
    }
    return new JsonMapper().readTree(line.substring("data: ".length()));
  }

  @Test
  void figuresMoveWhileTwoWorkersSearch() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    SearchHandle<?> search = NasSearch.builder(ReportedSearch.space())
        .strategy(new RandomSearch())
        .evaluator((candidate, context) -> {
          if (candidate.trialId() == 1) {
            throw new IllegalStateException("<img src=x onerror=alert(1)>");
          }
          context.report(1, Evaluation.of(Metric.VALIDATION_ACCURACY, 0.25));
          if (candidate.trialId() >= 6) {
            goOn.await(60, TimeUnit.SECONDS);
          }
          return Evaluation.of(Metric.VALIDATION_ACCURACY, candidate.trialId());
        })
        .stopAfter(StopRule.trials(10))
        .parallelism(2)
        .listener(page)
        .start();
    try (BufferedReader one = events();
        BufferedReader two = events()) {
      JsonNode early = next(one);
      while (early.get("observed").asLong() < 3) {
        early = next(one);
      }
      assertThat(early.get("best").asDouble()).isBetween(2.0, 5.0);
      assertThat(early.get("end").asText()).isEmpty();
      while (early.get("running").size() < 2
          || !early.get("running").toString().contains("validationAccuracy 0.25")) {
        early = next(one);
      }
      goOn.countDown();
      JsonNode late = next(two);
      while (late.get("end").asText().isEmpty()) {
        late = next(two);
      }
      assertThat(late.get("best").asDouble()).isGreaterThanOrEqualTo(9);
      assertThat(late.get("running")).isEmpty();
      assertThat(late.get("counts").get(2).asLong()).isEqualTo(1);
      assertThat(late.get("recent").toString()).contains("<img src=x onerror=alert(1)>");
      assertThat(late.get("steps").size()).isGreaterThan(3);
    }
    search.result().get(60, TimeUnit.SECONDS);
  }

  /** Two workers compute for ten seconds, while nobody, one and two read. */
  @Test
  @Tag("benchmark")
  void aSecondReaderCostsNothingThatCouldBeMeasured() throws Exception {
    for (int readers = 0; readers <= 2; readers++) {
      List<BufferedReader> open = new ArrayList<>();
      for (int i = 0; i < readers; i++) {
        open.add(events());
      }
      long before = processorNanos();
      NasSearch.builder(ReportedSearch.space())
          .strategy(new RandomSearch())
          .evaluator((candidate, context) -> {
            long end = System.nanoTime() + 20_000_000;
            while (System.nanoTime() < end) {
              context.report(1, Evaluation.of(Metric.VALIDATION_ACCURACY, 0.25));
              Thread.sleep(1);
            }
            return Evaluation.of(Metric.VALIDATION_ACCURACY, candidate.trialId());
          })
          .stopAfter(StopRule.elapsed(Duration.ofSeconds(10)))
          .parallelism(2)
          .listener(page)
          .run();
      long nanos = processorNanos() - before;
      System.out.printf("%d readers: %.4f s of processor time in 10 s%n", readers, nanos / 1e9);
      assertThat(nanos).isLessThan(1_000_000_000L);
      for (BufferedReader each : open) {
        each.close();
      }
    }
  }

  /** Of the threads that serve the page. */
  private static long processorNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("nas4j-live"))
        .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getId())))
        .sum();
  }
}
