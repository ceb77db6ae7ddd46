/** What weights of any network start from, whoever computes it. Not for users. */
package org.nas4j.internal.weights;
