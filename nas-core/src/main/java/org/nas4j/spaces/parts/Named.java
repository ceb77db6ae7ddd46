package org.nas4j.spaces.parts;

/** A part that its surroundings call by a name, not by a number. */
record Named(String name, Part part) implements Part {

  static String of(Part part, String otherwise) {
    return part instanceof Named named ? named.name : otherwise;
  }

  /**
   * Its name is the place's already where a combination put it there; alone, it makes a place of
   * that name.
   */
  @Override
  public String addTo(Position place) {
    return place.isCalled(name) ? part.addTo(place) : part.addTo(place.at(name));
  }
}
