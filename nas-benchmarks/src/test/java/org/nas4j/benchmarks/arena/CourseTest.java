package org.nas4j.benchmarks.arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CourseTest {

  @Test
  void evaluationThatOverrunsTheBudgetDoesNotCount() {
    Course course = new Course(new Budget(100, true));
    course.add(60, 1, 10);
    course.add(41, 2, 20);
    assertThat(course.end(0).report()).isEqualTo(10);
  }

  @Test
  void evaluationThatJustFitsCounts() {
    Course course = new Course(new Budget(100, true));
    course.add(60, 1, 10);
    course.add(40, 2, 20);
    assertThat(course.end(0).report()).isEqualTo(20);
    assertThat(course.end(0).course()).endsWith(10, 20);
  }

  @Test
  void reportsTheBestBySearchFigureAndTheEarliestAmongEquals() {
    Course course = new Course(new Budget(4, false));
    course.add(1, 5, 30);
    course.add(1, 7, 20);
    course.add(1, 7, 90);
    course.add(1, 6, 80);
    assertThat(course.end(0).course()).containsExactly(30, 20, 20, 20);
  }

  @Test
  void holdsNothingBeforeTheFirstEvaluationHasEnded() {
    Course course = new Course(new Budget(120, true));
    course.add(2.5, 1, 10);
    assertThat(course.end(0).course()).startsWith(Double.NaN, Double.NaN, 10);
    assertThat(new Course(new Budget(1, true)).end(0).report()).isNaN();
  }

  @Test
  void refusesEmptyBudget() {
    assertThatThrownBy(() -> new Budget(0, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0.0]");
  }
}
