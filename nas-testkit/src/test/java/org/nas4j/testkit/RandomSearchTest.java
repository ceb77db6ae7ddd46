package org.nas4j.testkit;

import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;

class RandomSearchTest extends ControllerContract {

  @Override
  protected SearchStrategy strategy() {
    return new RandomSearch();
  }
}
