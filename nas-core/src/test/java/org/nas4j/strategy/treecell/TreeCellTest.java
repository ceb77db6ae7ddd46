package org.nas4j.strategy.treecell;

import org.nas4j.search.SearchStrategy;
import org.nas4j.testkit.ControllerContract;

/** The search for a cell keeps the contract, on spaces without trees, too. */
class TreeCellTest extends ControllerContract {

  @Override
  protected SearchStrategy strategy() {
    return TreeCell.small();
  }
}
