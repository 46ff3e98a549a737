using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mnist.Engine.Simd;

/// <summary>A running total of each lane in double precision; single precision sums of a row at most are added to it.</summary>
/// <remarks>
/// Single precision over a whole batch put errors of a per cent into gradients behind batch normalisation. A row of an image is
/// short enough, and one widening a row costs next to nothing.
/// </remarks>
internal struct LaneTotal
{
    private Vector512<double> lower;
    private Vector512<double> upper;

    /// <summary>Adds to each lane.</summary>
    /// <param name="row">Sums of one row of an image.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector512<float> row)
    {
        lower += Vector512.WidenLower(row);
        upper += Vector512.WidenUpper(row);
    }

    /// <summary>The total of one lane.</summary>
    /// <param name="lane">In [0, 16).</param>
    public readonly double this[int lane] => lane < 8 ? lower[lane] : upper[lane - 8];

    /// <summary>The total of the first lanes, added in order.</summary>
    /// <param name="active">How many lanes.</param>
    public readonly double Sum(int active)
    {
        var sum = 0.0;
        for (var lane = 0; lane < active; lane++)
            sum += this[lane];
        return sum;
    }
}
