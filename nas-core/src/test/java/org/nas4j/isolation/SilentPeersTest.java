package org.nas4j.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Other programs of the machine, which come where workers are expected, and say nothing. */
@Timeout(60)
class SilentPeersTest {

  private static final int MANY = 200;
  private static final int LOOKS = 500;

  private final List<Socket> sockets = new ArrayList<>();

  private Socket connect(Reception reception) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), reception.port());
    socket.setSoTimeout(10_000);
    sockets.add(socket);
    return socket;
  }

  @AfterEach
  void hangUp() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private static Optional<Socket> look(Reception reception) throws IOException {
    Optional<Socket> worker = reception.look(10);
    for (int i = 0; i < LOOKS && worker.isEmpty(); i++) {
      worker = reception.look(10);
    }
    return worker;
  }

  @Test
  void theySayNothingAndHoldNobodyUp() throws IOException {
    try (Reception reception = Reception.open()) {
      for (int i = 0; i < MANY; i++) {
        connect(reception);
        reception.look(1);
      }
      byte[] tokens = reception.tokens();
      Socket worker = connect(reception);
      worker.getOutputStream().write(tokens, 0, Reception.TOKEN_BYTES);
      long start = System.nanoTime();
      Socket found = look(reception).orElseThrow();
      assertThat((System.nanoTime() - start) / 1e9).isLessThan(4);
      assertThat(found.getPort()).isEqualTo(worker.getLocalPort());
      found.close();
    }
  }

  @Test
  void theWorkerIsShownWhomItTalksTo() throws IOException {
    try (Reception reception = Reception.open()) {
      byte[] tokens = reception.tokens();
      Socket worker = connect(reception);
      worker.getOutputStream().write(tokens, 0, 10);
      reception.look(10);
      worker.getOutputStream().write(tokens, 10, Reception.TOKEN_BYTES - 10);
      try (Socket found = look(reception).orElseThrow()) {
        assertThat(worker.getInputStream().readNBytes(Reception.TOKEN_BYTES))
            .isEqualTo(
                Arrays.copyOfRange(tokens, Reception.TOKEN_BYTES, 2 * Reception.TOKEN_BYTES));
        Frames frames = new Frames(found);
        assertThat(frames.read(50)).isEmpty();
        new Frames(worker).write(Frames.message("ready"));
        assertThat(frames.read(5_000).orElseThrow().path("type").asText()).isEqualTo("ready");
      }
    }
  }

  @Test
  void whoShowsAnotherTokenIsSentAway() throws IOException {
    try (Reception reception = Reception.open()) {
      Socket stranger = connect(reception);
      stranger.getOutputStream().write(new byte[Reception.TOKEN_BYTES]);
      for (int i = 0; i < 20; i++) {
        assertThat(reception.look(10)).isEmpty();
      }
      assertThat(stranger.getInputStream().read()).isNegative();
    }
  }
}
