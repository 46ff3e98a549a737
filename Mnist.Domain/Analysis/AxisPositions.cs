namespace Mnist.Domain.Analysis;

/// <summary>Neighbouring positions along one axis.</summary>
/// <param name="First">From 0.</param>
/// <param name="Last">At least the first.</param>
internal readonly record struct Stretch(long First, long Last)
{
    /// <summary>Number of positions.</summary>
    public long Count => Last - First + 1;
}

/// <summary>A set of positions along one axis of an activation.</summary>
/// <remarks>More than <see cref="MostStretches"/> stretches become the one around them; images of a few dozen pixels have fewer.</remarks>
/// <param name="Stretches">In order, with a gap between any two.</param>
internal sealed record AxisPositions(ValueList<Stretch> Stretches)
{
    private const int MostStretches = 1024;

    public static AxisPositions All(long size) => new([new(0, size - 1)]);

    public long Count => Stretches.Sum(s => s.Count);

    public bool Contains(long position) => Stretches.Any(s => s.First <= position && position <= s.Last);

    public bool Contains(AxisPositions other) => Union([this, other]) == this;

    public static AxisPositions Union(IEnumerable<AxisPositions> sets) => Of(sets.SelectMany(set => set.Stretches));

    /// <summary>The positions of its input, of so many, that a window reads where it stands at one of these positions.</summary>
    public AxisPositions Read(int kernel, int stride, int padding, int dilation, long size)
    {
        var pieces = Stretches.Sum(s =>
            Joins(s, kernel, stride, dilation) ? 1
            : stride == 1 ? kernel
            : dilation == 1 ? s.Count
            : s.Count * kernel);
        return Of((pieces > MostStretches ? [Around(Stretches)] : Stretches)
            .SelectMany(s => pieces > MostStretches || Joins(s, kernel, stride, dilation) ? [Hull(s)]
                : stride == 1 ? Each(kernel).Select(tap => new Stretch(s.First + (tap * dilation), s.Last + (tap * dilation)))
                : from window in Each(s.Count)
                  from part in dilation == 1
                      ? [new Stretch(0, kernel - 1)]
                      : Each(kernel).Select(tap => new Stretch(tap * dilation, tap * dilation))
                  let first = (s.First + window) * stride
                  select new Stretch(first + part.First, first + part.Last))
            .Select(s => new Stretch(Math.Max(0, s.First - padding), Math.Min(size - 1, s.Last - padding)))
            .Where(s => s.Count > 0));

        Stretch Hull(Stretch s) => new(s.First * stride, (s.Last * stride) + ((kernel - 1L) * dilation));
    }

    /// <summary>Whether windows at neighbouring positions leave no gap in what they read.</summary>
    private static bool Joins(Stretch at, int kernel, int stride, int dilation) =>
        stride == 1 ? kernel == 1 || dilation <= at.Count
        : dilation == 1 || kernel == 1 ? stride <= kernel || at.Count == 1
        : false;

    private static IEnumerable<long> Each(long count)
    {
        for (var i = 0L; i < count; i++)
            yield return i;
    }

    private static Stretch Around(ValueList<Stretch> stretches) => new(stretches[0].First, stretches[^1].Last);

    private static AxisPositions Of(IEnumerable<Stretch> stretches)
    {
        var merged = new List<Stretch>();
        foreach (var next in stretches.OrderBy(s => s.First))
        {
            if (merged.Count > 0 && next.First <= merged[^1].Last + 1)
                merged[^1] = merged[^1] with { Last = Math.Max(merged[^1].Last, next.Last) };
            else
                merged.Add(next);
        }

        var all = merged.ToValueList();
        return new(all.Count > MostStretches ? [Around(all)] : all);
    }
}
