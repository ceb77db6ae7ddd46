/** What growing a cell of a trained network is worth. Nothing else depends on this package. */
package org.nas4j.benchmarks.treecell;
