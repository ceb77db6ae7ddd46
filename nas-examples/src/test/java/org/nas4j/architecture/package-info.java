/**
 * Rules on the packages of all modules. They are tested here since this module sees every published
 * one.
 */
package org.nas4j.architecture;
