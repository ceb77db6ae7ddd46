/**
 * A network that grows while it is trained. Parameters and results are never null unless a method
 * says so.
 */
package org.nas4j.examples.grow;
