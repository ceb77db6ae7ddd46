/**
 * The space of NASNet (zoph2018nasnet): normal and reduction cells. Uses {@code space} and
 * {@code arch} only; for users. Parameters and results are never null unless a method says so.
 */
package org.nas4j.spaces.nasnet;
