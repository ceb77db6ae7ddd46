/**
 * Edits of a network that keep the function it computes, with the weights that go along: wider and deeper layers, larger
 * kernels, new skips. For strategies that grow networks, and for the backends that train on from a parent's weights. No
 * value is null.
 */
package org.nas4j.morphism;
