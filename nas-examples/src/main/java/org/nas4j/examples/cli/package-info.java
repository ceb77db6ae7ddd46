/**
 * What the examples' command lines share: data, downloads, options, the seal on test data.
 * Parameters and results are never null unless a method says so.
 */
package org.nas4j.examples.cli;
