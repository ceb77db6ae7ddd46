/**
 * The factorized hierarchical space of MnasNet (tan2019mnasnet): blocks of equal layers. Uses
 * {@code space} and {@code arch}; for users. Parameters and results are never null unless a method
 * says so.
 */
package org.nas4j.spaces.mnasnet;
