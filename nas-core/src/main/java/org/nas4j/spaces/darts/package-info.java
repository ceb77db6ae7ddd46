/**
 * Cells and networks of DARTS: what a search by gradients chooses from, the network in which all of
 * it is mixed, and the published one. For everybody.
 */
package org.nas4j.spaces.darts;
