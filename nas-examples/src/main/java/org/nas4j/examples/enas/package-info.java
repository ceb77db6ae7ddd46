/**
 * Weight sharing as in ENAS, on images and on text. Parameters and results are never null unless a
 * method says so.
 */
package org.nas4j.examples.enas;
