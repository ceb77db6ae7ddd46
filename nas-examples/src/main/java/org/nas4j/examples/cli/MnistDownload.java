package org.nas4j.examples.cli;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.nas4j.internal.checks.Texts;
import org.nas4j.internal.files.AtomicFile;

/**
 * Fetches the four files of MNIST into a folder, unless they are there already, and checks what
 * they hold. A file comes into the folder whole and checked, or not at all.
 */
final class MnistDownload {

  /** Where MNIST's files can be had, since their first home asks for a password. */
  static final URI DEFAULT_SOURCE =
      URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/");

  private static final String BY_HAND =
      "Maybe fetch MNIST's four .gz files by hand and name their folder with --data.";

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** The largest of the files has a sixth of it. */
  private static final int MOST_BYTES = 64 << 20;

  /** SHA-256 of each file's content after decompression: mirrors compress differently. */
  private static final Map<String, String> CHECKSUMS = new TreeMap<>(Map.of(
      "train-images-idx3-ubyte.gz",
          "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
      "train-labels-idx1-ubyte.gz",
          "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
      "t10k-images-idx3-ubyte.gz",
          "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
      "t10k-labels-idx1-ubyte.gz",
          "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"));

  private final URI source;

  /**
   * A download.
   *
   * @param source address of a folder, ending in a slash
   */
  MnistDownload(URI source) {
    this.source = source;
  }

  /**
   * Makes sure that the files are there.
   *
   * @param directory where to; created if it is missing
   * @throws IOException if a file cannot be fetched or is not what it should be
   */
  void into(Path directory) throws IOException {
    Files.createDirectories(directory);
    HttpClient client =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    for (Map.Entry<String, String> file : CHECKSUMS.entrySet()) {
      Path target = directory.resolve(file.getKey());
      if (Files.exists(target) && checksum(target).equals(file.getValue())) {
        continue;
      }
      fetch(client, source.resolve(file.getKey()), file.getValue(), target);
    }
  }

  private static void fetch(HttpClient client, URI address, String checksum, Path target)
      throws IOException {
    byte[] bytes = fetch(client, address);
    String actual = checksum(new ByteArrayInputStream(bytes));
    if (!actual.equals(checksum)) {
      throw new IOException("[" + address + "] holds content with SHA-256 [" + actual
          + "] instead of [" + checksum + "].\nMaybe a proxy answered in its place.");
    }
    AtomicFile.write(target, out -> out.write(bytes));
  }

  private static byte[] fetch(HttpClient client, URI address) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    int status;
    byte[] bytes;
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream content = response.body()) {
        status = response.statusCode();
        bytes = content.readNBytes(MOST_BYTES);
      }
    } catch (IOException e) {
      // The client's own exceptions often say nothing but their class.
      throw new IOException(
          "[" + address + "] cannot be fetched: " + Texts.wordsOf(e) + ".\n" + BY_HAND, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The download of [" + address + "] was interrupted.", e);
    }
    if (status != 200) {
      throw new IOException("[" + address + "] answered with status [" + status + "].\n" + BY_HAND);
    }
    return bytes;
  }

  private static String checksum(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      return checksum(content);
    }
  }

  private static String checksum(InputStream file) throws IOException {
    try (DigestInputStream content =
        new DigestInputStream(new GZIPInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      content.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(content.getMessageDigest().digest());
    } catch (ZipException | EOFException e) {
      return "no gzip file: " + Texts.wordsOf(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256, but this one does not.", e);
    }
  }
}
