/**
 * Runnable examples, one class for each claim of the README. Nothing else depends on this package.
 */
package org.nas4j.examples;
