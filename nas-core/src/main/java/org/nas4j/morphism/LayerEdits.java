package org.nas4j.morphism;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.space.Decision;

/**
 * The steps of EAS on plain networks (cai2018eas, section 3 and code): each layer to the next width
 * or not, all at once; or one layer more, by block, place and kernel. Layers that an addition joins
 * are widened together, by the answer about the first of them.
 */
record LayerEdits(EditSettings settings, int blocks) implements EditRules {

  /** Whether a layer becomes wider; asked once for each layer. */
  static final Decision<Boolean> WIDER = Decision.flag("wider");

  @Override
  public List<EditSpace.Kind> kinds() {
    return List.of(EditSpace.Kind.END, EditSpace.Kind.WIDEN, EditSpace.Kind.DEEPEN);
  }

  @Override
  public Offer at(Architecture current) {
    return new LayerOffer(current);
  }

  /** How many blocks a network has that a layer can be put into. */
  static int blocks(Architecture architecture) {
    return 1
        + LayerUnit.of(architecture).stream().mapToInt(LayerUnit::block).max().orElse(-1);
  }

  static Decision<Integer> numbered(String name, int count) {
    return new Decision<>(name, IntStream.range(0, Math.max(1, count)).boxed().toList());
  }

  private final class LayerOffer implements Offer {

    private final Architecture current;
    private final List<LayerUnit> units;
    private final int[] widths;
    private final Set<LayerUnit> divisible = new HashSet<>();

    LayerOffer(Architecture current) {
      this.current = current;
      this.units = LayerUnit.of(current);
      this.widths = widths();
      for (LayerUnit unit : units) {
        boolean placed = unit.isInBlock() && unit.position() < settings.positions();
        if (placed && Deepen.canFollow(current, unit.last())) {
          divisible.add(unit);
        }
      }
    }

    /** For each layer the next width, 0 for those that stay. */
    private int[] widths() {
      ChannelGroups groups = new ChannelGroups(current);
      Set<Integer> taken = new HashSet<>();
      int[] next = new int[units.size()];
      for (int i = 0; i < next.length; i++) {
        LayerUnit unit = units.get(i);
        boolean free = unit.isInBlock() && groups.isWidenable(unit.node());
        if (free && taken.add(groups.widenable(unit.node()))) {
          next[i] = settings.levels(isVector(unit)).above(unit.token().width());
        }
      }
      return next;
    }

    private boolean isVector(LayerUnit unit) {
      return current.shape(unit.node()) instanceof Shape.Vector;
    }

    @Override
    public List<LayerToken> layers() {
      return units.stream().map(LayerUnit::token).toList();
    }

    @Override
    public boolean allows(EditSpace.Kind kind) {
      return switch (kind) {
        case WIDEN -> IntStream.range(0, widths.length).anyMatch(i -> canWiden(i, current));
        case DEEPEN -> units.stream().anyMatch(this::canDeepen);
        default -> false;
      };
    }

    private boolean canWiden(int i, Architecture network) {
      return widths[i] > 0 && settings.allowance().covers(wider(i), network);
    }

    private Morphism wider(int i) {
      return new Widen(units.get(i).node(), widths[i], settings.widerNoise());
    }

    private boolean canDeepen(LayerUnit unit) {
      return divisible.contains(unit)
          && settings.kernels().stream().anyMatch(kernel -> canDeepen(unit, kernel));
    }

    private boolean canDeepen(LayerUnit unit, int kernel) {
      return settings.allowance().covers(deeper(unit, kernel), current);
    }

    private Morphism deeper(LayerUnit unit, int kernel) {
      return new Deepen(unit.last(), kernel, settings.normalized(), settings.deeperNoise());
    }

    @Override
    public List<Morphism> ask(EditSpace.Kind kind, Questions questions) {
      return kind == EditSpace.Kind.WIDEN ? askWiden(questions) : List.of(askDeepen(questions));
    }

    private List<Morphism> askWiden(Questions questions) {
      List<Morphism> edits = new ArrayList<>();
      Architecture running = current;
      for (int i = 0; i < widths.length; i++) {
        boolean can = canWiden(i, running);
        if (questions.pick(WIDER, wanted -> !wanted || can)) {
          edits.add(wider(i));
          running = wider(i).edit(running);
        }
      }
      return edits;
    }

    private Morphism askDeepen(Questions questions) {
      int block = questions.pick(
          numbered("block", blocks),
          each -> units.stream().anyMatch(unit -> unit.block() == each && canDeepen(unit)));
      int position = questions.pick(
          numbered("position", settings.positions()),
          each -> units.stream().anyMatch(unit -> isAt(unit, block, each) && canDeepen(unit)));
      LayerUnit unit =
          units.stream().filter(each -> isAt(each, block, position)).findFirst().orElseThrow();
      if (isVector(unit)) {
        return deeper(unit, settings.kernels().get(0));
      }
      return deeper(
          unit,
          questions.pick(
              new Decision<>("kernel", settings.kernels()), each -> canDeepen(unit, each)));
    }

    private static boolean isAt(LayerUnit unit, int block, int position) {
      return unit.block() == block && unit.position() == position;
    }
  }
}
