/**
 * What docs/guide shows, one class a page: the regions of these tests are its snippets. All of them
 * together run in seconds.
 */
package org.nas4j.guide;
