/**
 * First examples, each short enough to be read at once. Parameters and results are never null
 * unless a method says so.
 */
package org.nas4j.examples.first;
