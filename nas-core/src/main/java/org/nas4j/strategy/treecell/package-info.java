/**
 * Search for cells that grow as trees: {@link org.nas4j.strategy.treecell.TreeCell}, and its policy
 * alone, {@link org.nas4j.strategy.treecell.CellPolicy}. For applications, by way of the builder of
 * a search, and for programs that let a cell grow while they train. No value is null.
 */
package org.nas4j.strategy.treecell;
