/**
 * Networks on LibTorch, the native half of PyTorch: a forward pass of its functions, its automatic
 * derivatives, and our own optimizers. Not for users, who choose it by
 * {@code org.nas4j.images.Engine}; uses {@code org.nas4j.arch} and the interfaces of
 * {@code org.nas4j.dl4j.internal} that it implements.
 */
package org.nas4j.torch.internal;
