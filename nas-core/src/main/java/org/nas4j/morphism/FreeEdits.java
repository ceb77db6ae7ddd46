package org.nas4j.morphism;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.space.Decision;

/**
 * The steps of RENA (zhou2018rena): insert a layer behind one, remove one, or scale one, which
 * makes it wider or narrower, or its kernel larger or smaller. A layer that is alone in its block
 * stays.
 */
record FreeEdits(EditSettings settings, int places) implements EditRules {

  /** What scaling changes. */
  enum Scale {
    /** To the next width. */
    WIDER,
    /** To the width before. */
    NARROWER,
    /** By two rows and columns. */
    LARGER_KERNEL,
    /** By two rows and columns. */
    SMALLER_KERNEL
  }

  private static final Decision<Scale> SCALE = Decision.of("scale", Scale.values());
  private static final int GREATEST_KERNEL = 7;

  @Override
  public List<EditSpace.Kind> kinds() {
    return List.of(
        EditSpace.Kind.END, EditSpace.Kind.INSERT, EditSpace.Kind.REMOVE, EditSpace.Kind.SCALE);
  }

  @Override
  public Offer at(Architecture current) {
    return new FreeOffer(current);
  }

  private final class FreeOffer implements Offer {

    private final Architecture current;
    private final List<LayerUnit> units;
    private final Set<String> free = new HashSet<>();

    FreeOffer(Architecture current) {
      this.current = current;
      this.units = LayerUnit.of(current);
      ChannelGroups groups = new ChannelGroups(current);
      units.stream().map(LayerUnit::node).filter(groups::isWidenable).forEach(free::add);
    }

    @Override
    public List<LayerToken> layers() {
      return units.stream().map(LayerUnit::token).toList();
    }

    @Override
    public boolean allows(EditSpace.Kind kind) {
      return IntStream.range(0, Math.min(places, units.size())).anyMatch(legal(kind));
    }

    private IntPredicate legal(EditSpace.Kind kind) {
      return switch (kind) {
        case INSERT -> place -> isLayer(place) && !kernels(place).isEmpty();
        case REMOVE -> place -> isLayer(place) && canRemove(units.get(place));
        case SCALE -> place -> isLayer(place) && !scales(place).isEmpty();
        default -> place -> false;
      };
    }

    private boolean isLayer(int place) {
      return place < units.size() && units.get(place).isInBlock();
    }

    private List<Integer> kernels(int place) {
      LayerUnit unit = units.get(place);
      if (!Deepen.canFollow(current, unit.last())) {
        return List.of();
      }
      return settings.kernels().stream()
          .filter(kernel -> settings.allowance().covers(behind(unit, kernel), current))
          .toList();
    }

    private Morphism behind(LayerUnit unit, int kernel) {
      return new Deepen(unit.last(), kernel, settings.normalized(), settings.deeperNoise());
    }

    private boolean canRemove(LayerUnit unit) {
      boolean alone =
          units.stream().filter(each -> each.block() == unit.block()).count() == 1;
      return !alone && settings.allowance().allows(new Remove(unit.node()), current);
    }

    private List<Scale> scales(int place) {
      return Arrays.stream(Scale.values()).filter(each -> canScale(place, each)).toList();
    }

    private boolean canScale(int place, Scale scale) {
      LayerUnit unit = units.get(place);
      LayerToken token = unit.token();
      return switch (scale) {
        case WIDER ->
          free.contains(unit.node())
              && levels(unit).above(token.width()) > 0
              && settings.allowance().covers(scaled(unit, scale), current);
        case NARROWER -> free.contains(unit.node()) && levels(unit).below(token.width()) > 0;
        case LARGER_KERNEL ->
          token.kernel() < GREATEST_KERNEL
              && settings.allowance().allows(scaled(unit, scale), current);
        case SMALLER_KERNEL -> settings.allowance().allows(scaled(unit, scale), current);
      };
    }

    private Levels levels(LayerUnit unit) {
      return settings.levels(current.shape(unit.node()) instanceof Shape.Vector);
    }

    private Morphism scaled(LayerUnit unit, Scale scale) {
      int width = unit.token().width();
      return switch (scale) {
        case WIDER -> new Widen(unit.node(), levels(unit).above(width), settings.widerNoise());
        case NARROWER -> new Narrow(unit.node(), levels(unit).below(width));
        case LARGER_KERNEL -> new EnlargeKernel(unit.node());
        case SMALLER_KERNEL -> new ShrinkKernel(unit.node());
      };
    }

    @Override
    public List<Morphism> ask(EditSpace.Kind kind, Questions questions) {
      IntPredicate legal = legal(kind);
      int place = questions.pick(LayerEdits.numbered("where", places), legal::test);
      LayerUnit unit = units.get(place);
      return List.of(
          switch (kind) {
            case INSERT -> insert(place, questions);
            case REMOVE -> new Remove(unit.node());
            default -> scaled(unit, questions.pick(SCALE, each -> canScale(place, each)));
          });
    }

    private Morphism insert(int place, Questions questions) {
      LayerUnit unit = units.get(place);
      if (current.shape(unit.node()) instanceof Shape.Vector) {
        return behind(unit, settings.kernels().get(0));
      }
      List<Integer> legal = kernels(place);
      return behind(
          unit, questions.pick(new Decision<>("kernel", settings.kernels()), legal::contains));
    }
  }
}
