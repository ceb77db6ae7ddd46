package org.nas4j.isolation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How two that know a run's key prove it to each other, before either reads a message: each answers
 * the other's fresh number with a code made of both numbers and the key, which itself never
 * travels.
 */
final class Handshake {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;
  private static final int MILLIS = 10_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Handshake() {}

  /** A key that nobody can guess; nothing of a search depends on it. */
  static String newKey() {
    return HexFormat.of().formatHex(fresh());
  }

  /** From the side that was called; throws if the other does not know the key. */
  static void asHost(Socket socket, String key) throws IOException {
    socket.setSoTimeout(MILLIS);
    socket.setTcpNoDelay(true); // or else what is written second waits for an answer to the first
    OutputStream out = socket.getOutputStream();
    InputStream in = socket.getInputStream();
    byte[] mine = fresh();
    out.write(mine);
    byte[] theirs = in.readNBytes(BYTES);
    require(in, code(key, "guest", mine, theirs));
    out.write(code(key, "host", mine, theirs));
  }

  /** From the side that calls; throws if the other does not know the key. */
  static void asGuest(Socket socket, String key) throws IOException {
    socket.setSoTimeout(MILLIS);
    socket.setTcpNoDelay(true); // or else what is written second waits for an answer to the first
    OutputStream out = socket.getOutputStream();
    InputStream in = socket.getInputStream();
    byte[] theirs = in.readNBytes(BYTES);
    byte[] mine = fresh();
    out.write(mine);
    out.write(code(key, "guest", theirs, mine));
    require(in, code(key, "host", theirs, mine));
  }

  private static void require(InputStream in, byte[] expected) throws IOException {
    if (!MessageDigest.isEqual(in.readNBytes(BYTES), expected)) {
      throw new IOException("The other side does not know the key of the run.");
    }
  }

  private static byte[] code(String key, String side, byte[] host, byte[] guest) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), ALGORITHM));
      mac.update(side.getBytes(StandardCharsets.US_ASCII));
      mac.update(host);
      return mac.doFinal(guest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has [" + ALGORITHM + "].", e);
    }
  }

  private static byte[] fresh() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
