package org.nas4j.internal.spaces;

import org.nas4j.arch.Shape;

/**
 * The sizes of networks that are made of stages.
 *
 * @param input shape of an image
 * @param classes number of classes
 * @param stages from one resolution to the next
 * @param filters of the first stage, which double from stage to stage
 */
public record Stages(Shape.Image input, int classes, int stages, int filters) {}
