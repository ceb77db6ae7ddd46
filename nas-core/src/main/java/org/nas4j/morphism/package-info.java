/**
 * Edits of a network that keep the function it computes, with the weights that go along: wider and
 * deeper layers, larger kernels, new skips; and the mutation of a genotype. For strategies that
 * grow or vary networks, and for the backends that train on from a parent's weights. Parameters and
 * results are never null unless a method says so.
 */
package org.nas4j.morphism;
