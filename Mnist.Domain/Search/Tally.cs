namespace Mnist.Domain.Search;

/// <summary>Designs of a space, each counted once.</summary>
/// <param name="Judged">Those whose every figure was held against every limit, one by one.</param>
/// <param name="Fitting">Those of them that keep to all limits.</param>
/// <param name="Pruned">Those proved not to fit together or not to keep to the limits, together with others of the same beginning.</param>
/// <param name="Dominated">Those proved, in the same way, to be behind a design that was found.</param>
public readonly record struct Tally(UInt128 Judged, UInt128 Fitting, UInt128 Pruned, UInt128 Dominated)
{
    /// <summary>All of them.</summary>
    public UInt128 Considered => Judged + Pruned + Dominated;

    /// <summary>Sum of two counts of unlike designs.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public static Tally operator +(Tally a, Tally b) =>
        new(a.Judged + b.Judged, a.Fitting + b.Fitting, a.Pruned + b.Pruned, a.Dominated + b.Dominated);
}
