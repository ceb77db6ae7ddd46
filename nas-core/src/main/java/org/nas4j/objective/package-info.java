/**
 * Ready-made reward functions. Uses {@code eval} only. Parameters and results are never null unless
 * a method says so.
 */
package org.nas4j.objective;
