/**
 * Cells that grow as trees (cai2018pathlevel): the tree, the edits of it with what they do to a
 * network and its weights, the order in which a search asks for them, and the networks in which
 * such cells stand. For strategies that grow cells, and for programs that search by them.
 * Parameters and results are never null.
 */
package org.nas4j.morphism.cell;
