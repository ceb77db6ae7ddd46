package org.nas4j.spaces.parts;

import java.util.List;
import org.nas4j.arch.Add;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.arch.ZeroPad;

/** Adds a place's input to what a part made of it, fitted to one shape. */
final class Shortcut {

  private Shortcut() {}

  static String around(Position place, String body) {
    if (body.equals(place.input())) {
      return body;
    }
    String input = place.input();
    String output = body;
    if (place.shape(input) instanceof Shape.Image from
        && place.shape(output) instanceof Shape.Image to) {
      int height = Math.max(from.height(), to.height());
      int width = Math.max(from.width(), to.width());
      input = pad(place.after(input), "shortcut pad", height, width);
      output = pad(place.after(output), "body pad", height, width);
      if (from.channels() != to.channels()) {
        input = place.after(input).add("shortcut", Convolution.of(to.channels(), Window.square(1)));
      }
    } else {
      input = flat(place.after(input), "shortcut flatten");
      output = flat(place.after(output), "body flatten");
      int units = Math.toIntExact(place.shape(output).elements());
      if (place.shape(input).elements() != units) {
        input = place.after(input).add("shortcut", new Dense(units, false));
      }
    }
    return place.add("sum", new Add(), List.of(input, output));
  }

  private static String pad(Position place, String name, int height, int width) {
    Shape.Image image = (Shape.Image) place.shape();
    int rows = height - image.height();
    int columns = width - image.width();
    ZeroPad padding = new ZeroPad(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
    return rows + columns == 0 ? place.input() : place.add(name, padding);
  }

  private static String flat(Position place, String name) {
    return place.shape() instanceof Shape.Vector ? place.input() : place.add(name, new Flatten());
  }
}
