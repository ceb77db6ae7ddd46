/**
 * Contracts as test classes: who implements a part of the API extends the contract's class and gets
 * its tests. Toy spaces and statistical assertions to write further ones with. For test code,
 * users' included; uses the API only.
 */
package org.nas4j.testkit;
