/**
 * Contract tests, toy spaces and statistical assertions for implementers of the API. JUnit runs
 * what users inherit, so the package is open to it.
 */
module org.nas4j.testkit {
  requires transitive org.nas4j.api;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;

  exports org.nas4j.testkit;

  opens org.nas4j.testkit to
      org.junit.platform.commons;
}
