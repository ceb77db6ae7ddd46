package org.nas4j.strategy.pnas;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nas4j.predict.CellBlock;
import org.nas4j.search.ControllerContext;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/**
 * How a space asks for a cell: its size, and the four questions of each block with the options that
 * are legal. Learned from one walk for each size.
 *
 * @param size the question of how many blocks there are
 * @param blocks the questions of each block, in order
 */
record CellQuestions(String size, List<List<Question>> blocks) {

  private static final int QUESTIONS = 4;

  /**
   * One question.
   *
   * @param name of the decision
   * @param options the numbers of those that are legal
   */
  record Question(String name, List<Integer> options) {

    static Question of(DecisionPoint point) {
      return new Question(
          point.decision().name(),
          IntStream.range(0, point.legalCount()).mapToObj(point::legalOption).toList());
    }
  }

  static CellQuestions of(ControllerContext context) {
    List<List<Question>> blocks = new ArrayList<>();
    Walk walk = walk(context, 0);
    DecisionPoint size = walk.points().get(0);
    for (int i = 0; i < size.decision().size(); i++) {
      walk = walk(context, i);
      List<DecisionPoint> points = walk.points();
      if (size.legalCount() != size.decision().size() || points.size() != 1 + QUESTIONS * (i + 1)) {
        throw new IllegalArgumentException(
            "This search is for spaces that ask for a number of blocks,"
                + " rising from 1, and then [" + QUESTIONS
                + "] questions for each; but after answer ["
                + size.decision().options().get(i) + "] to [" + size.decision().name()
                + "] this one asks ["
                + (points.size() - 1) + "].\nMaybe search PnasSpace, or use another strategy.");
      }
      blocks.add(points.subList(points.size() - QUESTIONS, points.size()).stream()
          .map(Question::of)
          .toList());
    }
    return new CellQuestions(size.decision().name(), blocks);
  }

  private static Walk walk(ControllerContext context, int size) {
    Walk walk = context.walk(
        point -> point.index() == 0 && point.isLegal(size) ? size : point.legalOption(0));
    if (walk.points().isEmpty()) {
      throw new IllegalArgumentException(
          "The space asks nothing, so that there is nothing to search.");
    }
    return walk;
  }

  int mostBlocks() {
    return blocks.size();
  }

  /** All blocks that may stand at a place; of two that differ in the order of halves, one. */
  List<CellBlock> options(int place) {
    List<Question> asked = blocks.get(place);
    List<CellBlock> all = new ArrayList<>();
    for (int firstInput : asked.get(0).options()) {
      for (int firstOperation : asked.get(1).options()) {
        for (int secondInput : asked.get(2).options()) {
          for (int secondOperation : asked.get(3).options()) {
            CellBlock block =
                new CellBlock(firstInput, firstOperation, secondInput, secondOperation);
            if (block.equals(CanonicalCell.sorted(block))) {
              all.add(block);
            }
          }
        }
      }
    }
    return all;
  }

  Genotype genotype(List<CellBlock> cell) {
    List<Gene> genes = new ArrayList<>();
    genes.add(new Gene(size, cell.size() - 1));
    for (int i = 0; i < cell.size(); i++) {
      CellBlock block = cell.get(i);
      List<Question> asked = blocks.get(i);
      genes.add(new Gene(asked.get(0).name(), block.firstInput()));
      genes.add(new Gene(asked.get(1).name(), block.firstOperation()));
      genes.add(new Gene(asked.get(2).name(), block.secondInput()));
      genes.add(new Gene(asked.get(3).name(), block.secondOperation()));
    }
    return new Genotype(genes);
  }

  /** Empty if it is no cell of this space. */
  Optional<List<CellBlock>> cell(Genotype genotype) {
    List<Gene> genes = genotype.genes();
    if (genes.isEmpty()
        || genes.get(0).option() >= mostBlocks()
        || genes.size() != 1 + QUESTIONS * (genes.get(0).option() + 1)) {
      return Optional.empty();
    }
    List<CellBlock> cell = new ArrayList<>();
    for (int i = 1; i < genes.size(); i += QUESTIONS) {
      cell.add(new CellBlock(
          genes.get(i).option(),
          genes.get(i + 1).option(),
          genes.get(i + 2).option(),
          genes.get(i + 3).option()));
    }
    return Optional.of(cell);
  }
}
