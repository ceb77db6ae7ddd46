/** Options that several benchmarks share. */
package org.nas4j.benchmarks.options;
