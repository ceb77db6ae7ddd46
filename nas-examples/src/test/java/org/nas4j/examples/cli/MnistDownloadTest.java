package org.nas4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.internal.testdata.SharedData;

/** Fetches over real HTTP from a server on this machine. */
class MnistDownloadTest {

  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private Path served;

  @TempDir
  private Path directory;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/mnist/", exchange -> {
      String name = Path.of(exchange.getRequestURI().getPath()).getFileName().toString();
      asked.add(name);
      Path file = served.resolve(name);
      byte[] body = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      exchange.sendResponseHeaders(
          Files.exists(file) ? 200 : 404, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private MnistDownload download() {
    return new MnistDownload(
        URI.create("http://localhost:" + server.getAddress().getPort() + "/mnist/"));
  }

  @Test
  void fetchesAllFilesOnce() throws IOException {
    served = SharedData.path("mnist");
    download().into(directory);
    download().into(directory);
    assertThat(asked).hasSize(4).doesNotHaveDuplicates();
    try (var files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(asked);
    }
  }

  @Test
  void refusesOtherContentAndLeavesNothing() throws IOException {
    served = Files.createDirectory(directory.resolve("served"));
    Files.writeString(served.resolve("t10k-images-idx3-ubyte.gz"), "<html>log in first</html>");
    Path target = directory.resolve("target");
    assertThatThrownBy(() -> download().into(target))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("SHA-256");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void saysWhatToDoIfAFileIsMissing() throws IOException {
    served = directory;
    assertThatThrownBy(() -> download().into(directory.resolve("target")))
        .hasMessageContaining("status [404]")
        .hasMessageContaining("--data");
  }

  /** A client says no more than the class of what went wrong. */
  @Test
  void saysWhatToDoIfNobodyAnswers() {
    MnistDownload download = download();
    server.stop(0);
    assertThatThrownBy(() -> download.into(directory.resolve("target")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("[http://localhost:" + server.getAddress().getPort() + "/mnist/")
        .hasMessageContaining("cannot be fetched: ConnectException")
        .hasMessageContaining(
            "Maybe fetch MNIST's four .gz files by hand and name their folder" + " with --data.")
        .hasMessageNotContaining("null");
  }
}
