/**
 * The search methods by name ({@link org.nas4j.strategy.Strategies}); each has a package of its own
 * below this one. For applications that let their users choose. No value is null.
 */
package org.nas4j.strategy;
