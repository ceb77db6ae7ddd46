package org.nas4j.internal.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private enum Colour {
    RED {
      @Override
      public String toString() {
        return "a colour";
      }
    }
  }

  private record Shape(
      @SettingName("size") int layers, @SettingName("size") int units) {}

  private record Point(double x, double y) {}

  private record Plain(double rate, int count, boolean on, Colour colour, Point at) {}

  private record Nested(
      @Spread Shape shape, @SettingName("given") long number) {}

  @SettingName("special")
  private record Variant(int extra) {}

  private record Chosen(@Spread Record kind) {}

  private record Open(Optional<Point> there, Optional<Colour> missing) {}

  private record Clash(@Spread Shape shape, int size) {}

  @Test
  void writesEachComponentUnderItsName() {
    assertThat(Settings.of(new Plain(1e-4, 3, true, Colour.RED, new Point(1, 2))))
        .containsExactlyEntriesOf(new TreeMap<>(Map.of(
            "at", "Point[x=1.0, y=2.0]",
            "colour", "RED",
            "count", "3",
            "on", "true",
            "rate", "1.0E-4")));
  }

  @Test
  void takesSpreadRecordsApartAndJoinsComponentsOfOneName() {
    assertThat(Settings.of(new Nested(new Shape(2, 35), 7)))
        .isEqualTo(Map.of("size", "2x35", "given", "7"));
  }

  private record Grown(
      int first,
      @ShownIfSet Optional<Integer> later,
      @ShownIfSet boolean on) {}

  /** What came later is not seen in what was described before. */
  @Test
  void describesAllThatIsSetAsRecordsDo() {
    Plain plain = new Plain(1e-4, 3, true, Colour.RED, new Point(1, 2));
    assertThat(Settings.describe("Plain", plain)).isEqualTo(plain.toString());
    assertThat(Settings.describe("Recipe", new Grown(1, Optional.empty(), false)))
        .isEqualTo("Recipe[first=1]");
    assertThat(Settings.describe("Recipe", new Grown(1, Optional.of(2), true)))
        .isEqualTo("Recipe[first=1, later=Optional[2], on=true]");
  }

  @Test
  void namesTheVariantThatIsSpread() {
    assertThat(Settings.of(new Chosen(new Variant(4))))
        .isEqualTo(Map.of("kind", "special", "extra", "4"));
  }

  @Test
  void writesEmptyAsNone() {
    assertThat(Settings.of(new Open(Optional.of(new Point(0, 1)), Optional.empty())))
        .isEqualTo(Map.of("there", "Point[x=0.0, y=1.0]", "missing", "none"));
  }

  @Test
  void refusesOneNameForTwoSettings() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Settings.of(new Clash(new Shape(1, 2), 3)))
        .withMessageContaining("[size]")
        .withMessageContaining("Maybe");
  }

  @Test
  void givesAMapThatCannotBeChanged() {
    Map<String, String> all = Settings.of(new Shape(1, 2));
    assertThatThrownBy(() -> all.put("size", "3"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
