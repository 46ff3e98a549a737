namespace Mnist.Domain.Search;

/// <summary>What the rest of a design adds from some node on, at least and at most; each bound is met by some design that fits.</summary>
/// <param name="Least">Least of each sum.</param>
/// <param name="Most">Most of each sum.</param>
/// <param name="Rows">What comes along the height.</param>
/// <param name="Columns">The same along the width.</param>
/// <param name="KeepsMap">Whether the last map may lie behind.</param>
/// <param name="LeastSide">Least smaller side of a last map that is still to come; above every side where none can come.</param>
/// <param name="MostSide">Most of it; 0 where none can come.</param>
/// <param name="LeastRam">Bytes that no schedule on a device does without.</param>
internal readonly record struct Reach(
    Sums Least, Sums Most, AxisReach Rows, AxisReach Columns, bool KeepsMap, int LeastSide, int MostSide, long LeastRam)
{
    public static Reach AtEnd { get; } =
        new(default, default, AxisReach.AtEnd, AxisReach.AtEnd, KeepsMap: true, int.MaxValue, 0, LeastRam: 0);

    /// <summary>From the edges of a node.</summary>
    public static Reach Of(IReadOnlyList<(Effect Effect, Reach Next)> edges)
    {
        var (least, most) = (Sums.None, default(Sums));
        var (rows, columns) = (AxisReach.Nothing, AxisReach.Nothing);
        var (keeps, leastSide, mostSide, leastRam) = (false, int.MaxValue, 0, long.MaxValue);
        foreach (var (effect, next) in edges)
        {
            least = least.Least(effect.Adds + next.Least);
            leastRam = Math.Min(leastRam, Math.Max(effect.Ram, next.LeastRam));
            most = most.Most((effect.Adds + next.Most).Bounded());
            var last = next.KeepsMap && effect.Map.Height > 0;
            rows = rows.Or(next.Rows.Behind(effect.Rows, last ? effect.Map.Rows : null));
            columns = columns.Or(next.Columns.Behind(effect.Columns, last ? effect.Map.Columns : null));
            keeps |= next.KeepsMap && effect.Map.Height == 0;
            leastSide = Math.Min(leastSide, last ? Math.Min(effect.Map.Side, next.LeastSide) : next.LeastSide);
            mostSide = Math.Max(mostSide, last ? Math.Max(effect.Map.Side, next.MostSide) : next.MostSide);
        }

        return new(least, most, rows, columns, keeps, leastSide, mostSide, leastRam);
    }
}

/// <summary>What the rest of a design may do to a receptive field along one axis, in jumps.</summary>
/// <param name="Sees">How far the last pixel of position 0 may still move.</param>
/// <param name="LeastMap">By how much the field of the last map is larger, at least; where it is still to come.</param>
/// <param name="MostMap">By how much at most.</param>
internal readonly record struct AxisReach(long Sees, long LeastMap, long MostMap)
{
    public static AxisReach AtEnd { get; } = new(0, long.MaxValue, long.MinValue);

    public static AxisReach Nothing { get; } = new(long.MinValue, long.MaxValue, long.MinValue);

    public AxisReach Or(in AxisReach other) =>
        new(Math.Max(Sees, other.Sees), Math.Min(LeastMap, other.LeastMap), Math.Max(MostMap, other.MostMap));

    /// <summary>The same before a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="map">Growth of a map of the step that may be the last one; null for none.</param>
    public AxisReach Behind(in AxisStep step, long? map) => new(
        Bounded(step.Reaches + (step.Jumps * Sees)),
        Math.Min(map ?? long.MaxValue, LeastMap == long.MaxValue ? LeastMap : Bounded(step.Grows + (step.Jumps * LeastMap))),
        Math.Max(map ?? long.MinValue, MostMap == long.MinValue ? MostMap : Bounded(step.Grows + (step.Jumps * MostMap))));

    /// <summary>Cut off where no network can be.</summary>
    private static long Bounded(long factor) => Math.Clamp(factor, -AxisStep.TooFar, AxisStep.TooFar);
}
