package org.nas4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.arch.Shape;

/**
 * Tables as people have them are read with the values that stand in them, or refused with file,
 * line and what to do: none is read with other values.
 */
class CsvTest {

  private static final Csv TWO_VALUES = Csv.of(Shape.vector(2), 3);
  private static final Csv WITH_HEADER = TWO_VALUES.toBuilder().header(true).build();

  @TempDir
  private Path folder;

  private Path text(String text) throws IOException {
    return bytes(text, StandardCharsets.UTF_8);
  }

  private Path bytes(String text, Charset charset) throws IOException {
    return Files.write(folder.resolve("t.csv"), text.getBytes(charset));
  }

  private static void isTheUsualTable(Dataset data) {
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.values(0)).containsExactly(1, 2.5f);
    assertThat(data.values(1)).containsExactly(3, 4);
    assertThat(data.label(0)).isZero();
    assertThat(data.label(1)).isEqualTo(2);
  }

  private AbstractThrowableAssert<?, ?> refuses(Csv form, String text) {
    return assertThatThrownBy(() -> form.read(text(text)))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("t.csv]")
        .hasMessageContaining("Maybe");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2.5,0\n3,4,2\n",
        "1,2.5,0\r\n3,4,2\r\n",
        "1,2.5,0\r3,4,2\r",
        "1,2.5,0\n3,4,2",
        "\n1,2.5,0\n\n3, 4 ,2\n\n\n",
        "\uFEFF1,2.5,0\n3,4,2\n",
        "\uFEFF\"1\",2.5,0\n3,4,2\n",
        "+1,.25e1,0.0\n3.,40e-1,2.0\n"
      })
  void readsTables(String text) throws IOException {
    isTheUsualTable(TWO_VALUES.read(text(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b,label\n1,2.5,0\n3,4,2\n",
        "\na,b,label\n1,2.5,0\n3,4,2\n",
        "\uFEFFa,b,label\n1,2.5,0\n3,4,2\n",
        "\"a, in m\",b,label\n1,2.5,0\n3,4,2\n",
        "\"a\nin m\",b,label\n1,2.5,0\n3,4,2\n",
        "\uFEFF\"a\r\nin \"\"m\"\"\",b,label\r\n1,2.5,0\r\n3,4,2\r\n"
      })
  void readsHeadersOfAnyForm(String text) throws IOException {
    isTheUsualTable(WITH_HEADER.read(text(text)));
  }

  @Test
  void readsUtf16ByItsMark() throws IOException {
    isTheUsualTable(TWO_VALUES.read(bytes("1,2.5,0\n3,4,2\n", StandardCharsets.UTF_16)));
    isTheUsualTable(TWO_VALUES.read(bytes("\uFEFF1,2.5,0\n3,4,2\n", StandardCharsets.UTF_16LE)));
  }

  @Test
  void refusesBytesThatAreNoText() throws IOException {
    Path latin = bytes("1,2,é\n", StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> TWO_VALUES.read(latin))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("t.csv]")
        .hasMessageContaining("Maybe it is in an older encoding");
  }

  @Test
  void readsColumnsInTheOrderGiven() throws IOException {
    Dataset data = WITH_HEADER.toBuilder()
        .labelColumn(0)
        .divisor(2)
        .build()
        .read(text("label,a,b\n1,\"2\",4\n"));
    assertThat(data.values(0)).containsExactly(1, 2);
    assertThat(data.label(0)).isEqualTo(1);
  }

  @Test
  void readsSemicolonsAndDecimalCommasWhenAskedTo() throws IOException {
    Csv form = TWO_VALUES.toBuilder().delimiter(';').decimalComma(true).build();
    isTheUsualTable(form.read(text("1,0;2,5;0\n3;4,0;2\n")));
  }

  @ParameterizedTest
  @CsvSource({
    "7d",
    "4f",
    "0x1p3",
    "NaN",
    "Infinity",
    "-Infinity",
    "1_000",
    "''",
    "?",
    "١",
    "1e",
    "e5",
    "--1",
    "1 2"
  })
  void refusesWhatIsNoNumber(String cell) {
    refuses(TWO_VALUES, "1,2,0\n1," + cell + ",0\n")
        .hasMessageContaining("has [" + cell + "] in column [1] of line [2], which is no number");
  }

  @Test
  void refusesNumbersThatNoFloatHolds() {
    refuses(TWO_VALUES, "1,2,0\n\n3,1e300,1\n")
        .hasMessageContaining("has [1e300] in column [1] of line [3]")
        .hasMessageContaining("more than a float can hold");
  }

  @Test
  void saysWhatToDoAboutOtherDialects() {
    refuses(TWO_VALUES, "1,5;2,5;0\n")
        .hasMessageContaining("of line [1]")
        .hasMessageContaining("decimalComma(true)");
    refuses(TWO_VALUES, "1.5;2.5;0\n").hasMessageContaining("separated by ';'");
    refuses(TWO_VALUES, "1.5\t2.5\t0\n").hasMessageContaining("separated by a tab");
    refuses(TWO_VALUES, "\"65,536\",2,0\n")
        .hasMessageContaining("[65,536]")
        .hasMessageContaining("separates thousands");
    refuses(TWO_VALUES, "a,b,c\n1,2,0\n")
        .hasMessageContaining("line [1] is a header: Csv.builder(shape).header(true)");
    refuses(TWO_VALUES, "1,,0\n").hasMessageContaining("a value is missing");
  }

  @Test
  void refusesLinesOfAnotherWidth() {
    refuses(TWO_VALUES, "1,2,0\n1,2\n").hasMessageContaining("has [2] columns in line [2]");
    refuses(TWO_VALUES, "1,2,0,\n").hasMessageContaining("has [4] columns in line [1]");
    refuses(TWO_VALUES, "").hasMessageContaining("[0] examples");
    refuses(WITH_HEADER, "a,b,label\n").hasMessageContaining("[0] examples");
    refuses(TWO_VALUES, "1,2,0\n\"3,4,1\n5,6,1\n");
  }

  @ParameterizedTest
  @CsvSource({"3", "0.5", "-1", "4294967297", "1e10", "cat"})
  void refusesClassesThatAreNotThere(String label) {
    refuses(TWO_VALUES, "1,2,0\n1,2," + label + "\n")
        .hasMessageContaining("the class [" + label + "] in line [2]")
        .hasMessageContaining("none of [3]");
  }

  @Test
  void findsClassesByTheirNames() throws IOException {
    Dataset training = Csv.of(Shape.vector(1)).read(text("1,dog\n2,cat\n3,dog\n4,ant\n"));
    assertThat(training.classNames()).containsExactly("ant", "cat", "dog");
    assertThat(training.label(0)).isEqualTo(2);
    assertThat(training.label(3)).isZero();
  }

  @Test
  void ordersNumbersByTheirValue() throws IOException {
    Dataset data = Csv.of(Shape.vector(1)).read(text("1,10\n2,9\n3,1\n"));
    assertThat(data.classNames()).containsExactly("1", "9", "10");
  }

  @Test
  void testDataTakeTheClassesOfTheTrainingData() throws IOException {
    Csv form = Csv.of(Shape.vector(1));
    Dataset training = form.read(text("1,a\n2,b\n3,c\n"));
    Csv same = form.toBuilder().classes(training.classNames()).build();
    Dataset test = same.read(text("1,c\n2,a\n"));
    assertThat(test.label(0)).isEqualTo(2);
    assertThat(test.label(1)).isZero();
    assertThat(test.notes()).singleElement().asString().contains("is of the classes [b]");
    refuses(same, "1,a\n2,d\n")
        .hasMessageContaining("[d] in line [2]")
        .hasMessageContaining("the training data lack it");
  }

  @Test
  void refusesOneClassAlone() {
    refuses(Csv.of(Shape.vector(1)), "1,a\n2,a\n").hasMessageContaining("[1] class only: [a]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Csv.of(Shape.vector(1), 1))
        .withMessageContaining("[1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Csv.builder(Shape.vector(2)).labelColumn(3))
        .withMessageContaining("[3]");
  }

  @Test
  void divides255thsAsTheOtherLoadersDo() throws IOException {
    Csv form = Csv.builder(Shape.vector(1)).classes(2).divisor(255).build();
    for (int grey = 0; grey < 256; grey++) {
      Dataset data = form.read(text(grey + ",0\n"));
      assertThat(data.values(0)[0]).isEqualTo(Records.grey(new byte[] {(byte) grey}, 0, 1)[0]);
    }
  }

  @Test
  void keepsTheNamesThroughSubsets() throws IOException {
    Dataset data = Csv.of(Shape.vector(1)).read(text("1,dog\n2,cat\n3,dog\n4,cat\n"));
    assertThat(data.subset(1, 2).classNames()).isEqualTo(List.of("cat", "dog"));
  }
}
