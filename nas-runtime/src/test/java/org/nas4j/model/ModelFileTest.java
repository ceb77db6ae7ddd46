package org.nas4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.arch.Architecture;

/** A file gives the model that was written, or is refused by name. */
class ModelFileTest {

  private static final QuantileCurve CURVE =
      new QuantileCurve(List.of(0.5, 2.0, 1e6), List.of(-1.5, 0.0, 1.5));

  @TempDir
  private Path folder;

  private static Model table() {
    return Networks.of(Networks.table(3, 2))
        .columns(new TableColumns(List.of(
            new Column.Numbers("länge", 1.5, true, false, Optional.of(CURVE)),
            new Column.Categories("art", List.of("a \"b\"")))))
        .scaling(new Scaling(List.of(0.1, 0.2, 1e-30), List.of(1.0, 0.0, 3.0)))
        .outputScaling(new Scaling(List.of(5.0, 6.0), List.of(2.0, 3.0)))
        .provenance(Map.of("seed", "7"))
        .build();
  }

  private static byte[] bytes(Model model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelFile.write(model, out);
    return out.toByteArray();
  }

  @Test
  void readsWhatItWrote() throws IOException {
    Path file = folder.resolve("model.nas4j");
    table().save(file);
    Model read = Model.load(file);
    assertThat(read.architecture()).isEqualTo(table().architecture());
    assertThat(read.scaling()).isEqualTo(table().scaling());
    assertThat(read.outputScaling()).isEqualTo(table().outputScaling());
    assertThat(read.columns()).isEqualTo(table().columns());
    assertThat(read.provenance()).isEqualTo(table().provenance());
    float[] example = Networks.example(3, 4);
    assertThat(read.predict(example).values())
        .isEqualTo(table().predict(example).values());
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes(table()));
  }

  @Test
  void keepsNamesOfClasses() throws IOException {
    Model model =
        Networks.of(Networks.pictures()).classNames(List.of("hut", "", "Tür")).build();
    Model read = Model.load(new ByteArrayInputStream(bytes(model)), "in a jar");
    assertThat(read.classNames()).containsExactly("hut", "", "Tür");
  }

  /** Whatever byte is changed: the file is refused, or says the same. */
  @Test
  void refusesDamagedFilesByName() throws IOException {
    Model model = table();
    byte[] whole = bytes(model);
    float[] example = Networks.example(3, 4);
    int refused = 0;
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= (byte) (1 << i % 8);
      try {
        Model read = Model.load(new ByteArrayInputStream(damaged), "damaged.nas4j");
        assertThat(read.predict(example).values())
            .isEqualTo(model.predict(example).values());
      } catch (MalformedModelException e) {
        refused++;
        assertThat(e).hasMessageContaining("[damaged.nas4j]").hasMessageContaining("Maybe");
      }
    }
    assertThat(refused).isGreaterThan(whole.length / 2);
  }

  @Test
  void refusesCutFiles() throws IOException {
    byte[] whole = bytes(table());
    // The list of contents at the end repeats what stands before it.
    int content = new String(whole, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
    for (int length = 0; length < content; length += 13) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Model.load(new ByteArrayInputStream(cut), "cut.nas4j"))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(MalformedModelException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "model.json, \"nas4j-model\", \"other\", must be [nas4j-model]",
    "model.json, \"version\" : 1, \"version\" : 2, version",
    "model.json, dense/bias, dense/none, [dense/none]",
    "model.json, dense/bias, dense/kernel, twice",
    "model.json, 1.5, 1.5e999, must be a number",
    "model.json, \"provenance\", \"more\", lacks the member [provenance]",
    "architecture.json, \"units\" : 20, \"units\" : 900000, bytes of weights",
    "architecture.json, \"units\" : 20, \"units\" : 19, longer than it can be",
    "architecture.json, \"units\" : 20, \"units\" : 21, bytes of weights",
    "architecture.json, \"function\" : \"tanh\", \"function\" : \"gelu\", [gelu]",
  })
  void refusesOtherContent(String entry, String old, String changed, String said)
      throws IOException {
    byte[] other = Zips.replaced(bytes(table()), entry, old, changed);
    assertThatThrownBy(() -> Model.load(new ByteArrayInputStream(other), "other.nas4j"))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("[other.nas4j]");
    if (!said.equals("bytes of weights")) {
      assertThatThrownBy(() -> Model.load(new ByteArrayInputStream(other), "other.nas4j"))
          .hasMessageContaining(said);
    }
  }

  private static Path place(Class<?> member) throws URISyntaxException {
    return Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** What a server does: a process of its own, with this module and what it needs, and no more. */
  @Test
  void predictsInProcessOfItsOwn() throws Exception {
    Path file = folder.resolve("pictures.nas4j");
    Model model =
        Networks.of(Networks.pictures()).classNames(List.of("a", "b", "c")).build();
    model.save(file);
    Path program = Files.writeString(folder.resolve("Serve.java"), """
        import java.nio.file.Path;
        import org.nas4j.model.Model;

        public class Serve {
          public static void main(String[] arguments) throws Exception {
            Model model = Model.load(Path.of(arguments[0]));
            float[] example = new float[36];
            example[7] = 1;
            System.out.println(model.predict(example).label() + " "
                + model.predict(example).probability());
          }
        }
        """);
    List<Path> places =
        List.of(place(Model.class), place(Architecture.class), place(JsonFactory.class));
    assertThat(places).doesNotHaveDuplicates();
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            places.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
            program.toString(),
            file.toString())
        .redirectErrorStream(true)
        .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    float[] example = new float[36];
    example[7] = 1;
    Prediction here = model.predict(example);
    assertThat(said.strip()).isEqualTo(here.label() + " " + here.probability());
    assertThat(size(places)).as("bytes that a server needs").isLessThan(1_500_000);
  }

  private static long size(List<Path> places) throws IOException {
    long bytes = 0;
    for (Path place : places) {
      try (Stream<Path> files = Files.walk(place)) {
        bytes += files
            .filter(Files::isRegularFile)
            .mapToLong(each -> each.toFile().length())
            .sum();
      }
    }
    return bytes;
  }
}
