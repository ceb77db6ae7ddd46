/**
 * Small changes of genotypes, shared by the strategies that search near what they know: {@link
 * org.nas4j.variation.Mutation}. Uses {@code space} only; for strategies. No value is null.
 */
package org.nas4j.variation;
