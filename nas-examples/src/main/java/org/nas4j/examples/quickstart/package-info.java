/**
 * From images to a searched, trained and saved network. Parameters and results are never null
 * unless a method says so.
 */
package org.nas4j.examples.quickstart;
