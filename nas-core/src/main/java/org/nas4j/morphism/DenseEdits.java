package org.nas4j.morphism;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Node;

/**
 * The steps of EAS on densely connected networks (cai2018eas, code): each mini-block to the next
 * growth rate or not, its bottleneck to four times that; or a copy of a mini-block behind it. Once
 * the steps are done, transitions and the first convolution grow with what goes in.
 */
record DenseEdits(EditSettings settings, int blocks) implements EditRules {

  /** Channels of a bottleneck for each one that its mini-block makes. */
  private static final int BOTTLENECK = 4;

  /** Channels that transitions make of each one that goes in. */
  private static final double REDUCTION = 0.5;

  /** Channels of the first convolution, in mean growth rates. */
  private static final double FIRST = 2;

  @Override
  public List<EditSpace.Kind> kinds() {
    return List.of(
        EditSpace.Kind.END,
        EditSpace.Kind.WIDEN,
        EditSpace.Kind.DEEPEN,
        EditSpace.Kind.WIDEN_TRANSITIONS);
  }

  @Override
  public Offer at(Architecture current) {
    return new DenseOffer(current);
  }

  private static boolean isConvolution(Node node) {
    return node.layer() instanceof Convolution;
  }

  private final class DenseOffer implements Offer {

    private final Architecture current;
    private final List<List<MiniBlock>> dense;

    /** Mini-blocks by the node that makes their channels; null for transitions. */
    private final List<MiniBlock> parts = new ArrayList<>();

    DenseOffer(Architecture current) {
      this.current = current;
      this.dense = MiniBlock.blocks(current);
      Map<Node, MiniBlock> within = new HashMap<>();
      dense.forEach(block ->
          block.forEach(mini -> mini.nodes().forEach(node -> within.put(node, mini))));
      for (Node node : current.nodes()) {
        MiniBlock mini = within.get(node);
        boolean transition =
            mini == null && (isConvolution(node) || node.layer().traits().isOutput());
        if (transition || mini != null && node.equals(mini.growth())) {
          parts.add(mini);
        }
      }
    }

    @Override
    public List<LayerToken> layers() {
      return parts.stream()
          .map(mini -> mini == null ? LayerToken.of("t") : new LayerToken("g", growth(mini), 0))
          .toList();
    }

    private int growth(MiniBlock mini) {
      return current.shape(mini.growth().name()).channels();
    }

    @Override
    public boolean allows(EditSpace.Kind kind) {
      return switch (kind) {
        case WIDEN -> parts.stream().anyMatch(mini -> canWiden(mini, current));
        case DEEPEN -> dense.stream().anyMatch(block -> placeIn(block, 0) >= 0);
        case WIDEN_TRANSITIONS -> !transitions().isEmpty();
        default -> false;
      };
    }

    private boolean canWiden(MiniBlock mini, Architecture network) {
      return mini != null
          && settings.levels(false).above(growth(mini)) > 0
          && settings.allowance().covers(widened(mini), network);
    }

    /** The first place from one on behind which a copy may come, −1 if there is none. */
    private int placeIn(List<MiniBlock> block, int from) {
      for (int i = from; i < Math.min(block.size(), settings.positions()); i++) {
        if (settings.allowance().covers(copyOf(block.get(i)), current)) {
          return i;
        }
      }
      return -1;
    }

    private Morphism copyOf(MiniBlock mini) {
      return new InsertMiniBlock(mini.concat(), settings.deeperNoise());
    }

    @Override
    public List<Morphism> ask(EditSpace.Kind kind, Questions questions) {
      return switch (kind) {
        case WIDEN -> askWiden(questions);
        case DEEPEN -> List.of(askDeepen(questions));
        default -> transitions();
      };
    }

    private List<Morphism> askWiden(Questions questions) {
      List<Morphism> edits = new ArrayList<>();
      Architecture running = current;
      for (MiniBlock mini : parts) {
        boolean can = canWiden(mini, running);
        if (questions.pick(LayerEdits.WIDER, wanted -> !wanted || can)) {
          for (Morphism edit : widened(mini)) {
            edits.add(edit);
            running = edit.edit(running);
          }
        }
      }
      return edits;
    }

    private List<Morphism> widened(MiniBlock mini) {
      int growth = settings.levels(false).above(growth(mini));
      String bottleneck = mini.bottleneck().name();
      List<Morphism> edits = new ArrayList<>();
      if (BOTTLENECK * growth > current.shape(bottleneck).channels()) {
        edits.add(new Widen(bottleneck, BOTTLENECK * growth, settings.widerNoise()));
      }
      edits.add(new Widen(mini.growth().name(), growth, settings.widerNoise()));
      return edits;
    }

    private Morphism askDeepen(Questions questions) {
      int block = questions.pick(
          LayerEdits.numbered("block", blocks), each -> placeIn(dense.get(each), 0) >= 0);
      List<MiniBlock> minis = dense.get(block);
      int place = questions.pick(
          LayerEdits.numbered("position", settings.positions()),
          each -> placeIn(minis, each) == each);
      return copyOf(minis.get(place));
    }

    /** First to last, since each changes what goes into the next. */
    private List<Morphism> transitions() {
      List<Morphism> edits = new ArrayList<>();
      Architecture running = current;
      for (Node node : current.nodes()) {
        int target = target(node, running);
        if (target > running.shape(node.name()).channels()) {
          Morphism wider = new Widen(node.name(), target, settings.widerNoise());
          if (settings.allowance().covers(wider, running)) {
            edits.add(wider);
            running = wider.edit(running);
          }
        }
      }
      return edits;
    }

    /** How many channels a convolution between the blocks shall make; 0 for all other nodes. */
    private int target(Node node, Architecture running) {
      boolean between = isConvolution(node)
          && dense.stream().flatMap(List::stream).noneMatch(mini -> mini.nodes().contains(node));
      if (!between) {
        return 0;
      }
      if (node.inputs().get(0).equals(Architecture.INPUT)) {
        return (int) (FIRST * meanGrowth());
      }
      return (int) (REDUCTION * running.inputShapes(node).get(0).channels());
    }

    private double meanGrowth() {
      return dense.stream()
          .flatMap(List::stream)
          .mapToInt(this::growth)
          .average()
          .orElse(0);
    }
  }
}
