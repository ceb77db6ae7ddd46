/**
 * The page that any run's journal becomes. Parameters and results are never null unless a method
 * says so.
 */
package org.nas4j.examples.report;
