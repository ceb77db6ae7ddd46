package org.nas4j.spaces.parts;

import static java.util.Objects.requireNonNull;

import org.nas4j.arch.Architecture;
import org.nas4j.arch.Identity;
import org.nas4j.arch.Shape;
import org.nas4j.space.SearchSpace;

/**
 * A part of a network with open questions: adds layers behind an input, and asks as it goes. It
 * stands for all the networks that the answers can make of it, as a module does in the language of
 * DeepArchitect (negrinho2017deeparchitect). {@link Parts} has the basic ones and the ways to
 * combine them; a part of one's own is a lambda:
 *
 * <pre>{@code
 * Part block = place -> {
 *   int filters = place.pick("filters", 16, 32, 64);
 *   return place.add("conv", Convolution.of(filters, Window.square(3)));
 * };
 * }</pre>
 *
 * <p>A part is a pure function, as a space is: it may be used at many places, with answers of its
 * own at each.
 */
@FunctionalInterface
public interface Part {

  /**
   * Adds the part to a network.
   *
   * @param place where it goes
   * @return what it yields: name of a node, or the place's input if it adds nothing
   * @throws org.nas4j.space.InfeasibleException if the answers describe nothing that can be built
   */
  String addTo(Position place);

  /**
   * This part, then another behind it.
   *
   * @param next the other
   * @return both
   */
  default Part then(Part next) {
    return Parts.sequence(this, next);
  }

  /**
   * This part under a name of its own, instead of its number: decisions are then called
   * "name/filters" and nodes "name/conv".
   *
   * @param name not blank, unique beside its neighbours
   * @return the same part
   */
  default Part named(String name) {
    if (requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("A part's name must not be blank, but is [" + name + "].");
    }
    return new Named(name, this);
  }

  /**
   * The space of all networks of this part.
   *
   * @param input shape of one example
   * @return the space; its networks end where the part does, so the part should end in an output
   *     layer
   */
  default SearchSpace<Architecture> over(Shape input) {
    requireNonNull(input, "input");
    return choices -> {
      Architecture.Builder network = Architecture.builder(input);
      String output = addTo(new Position(choices, network));
      return network.build(
          output.equals(Architecture.INPUT)
              ? network.add("nothing", new Identity(), output)
              : output);
    };
  }
}
