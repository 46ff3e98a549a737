using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>
/// A correlation of one channel with one filter three taps wide, as rows: what a depthwise convolution is, forward and backward.
/// </summary>
/// <remarks>
/// Neighbouring outputs share two of their three inputs in each kernel row, so that a row of outputs is a walk along three rows of inputs.
/// </remarks>
/// <param name="Step">From a tap to the next, and from a position to the next: one pixel right, or left in the backward pass.</param>
/// <param name="Runs">Rows of neighbouring positions, each in the order of the step.</param>
/// <param name="Bands">Distance of the first tap of each kernel row from a position.</param>
internal sealed record CorrelationRows(int Step, CorrelationRun[] Runs, int[] Bands)
{
    /// <summary>
    /// The rows of a correlation; null if it has more channels, another width, strides, or rows of less than four positions, or if the
    /// processor has too few registers for tiles of rows.
    /// </summary>
    /// <param name="layout">Any correlation.</param>
    public static CorrelationRows? Of(CorrelationLayout layout)
    {
        if (!Vector512.IsHardwareAccelerated || layout.Outputs != 1 || layout.BandSize != TileSizes.RowTaps || layout.Taps.Length == 0)
            return null;

        var step = layout.Taps[1].Offset - layout.Taps[0].Offset;
        var bands = layout.Taps.Chunk(TileSizes.RowTaps).ToList();
        if (Math.Abs(step) != Lanes.Count || bands.Exists(band => !IsRow(band, step)))
            return null;

        var rows = layout.Positions.Chunk(layout.Columns);
        CorrelationRun[] runs = [.. rows.SelectMany(row => Split(step < 0 ? [.. row.Reverse()] : row, step))];
        var areRows = Array.TrueForAll(runs, run => run.Length == layout.Columns);
        return !areRows || layout.Columns < TileSizes.FewRowPositions ? null : new(step, runs, [.. bands.Select(band => band[0].Offset)]);
    }

    /// <summary>Two rows of positions as <see cref="PairTile"/> does them at once; null if it cannot.</summary>
    /// <param name="runs">Neighbouring rows, one or two.</param>
    public CorrelationPair? PairOf(CorrelationRun[] runs)
    {
        var readAll = Array.TrueForAll(runs, run => run.First is (_, _, 0, TileSizes.RowBands));
        if (Bands.Length != TileSizes.RowBands || runs.Length < RowTiles.Unit || !readAll)
            return null;

        var down = Bands[1] - Bands[0];
        var pair = down == runs[1].First.Input - runs[0].First.Input ? new CorrelationPair(runs[0], runs[1]) : new(runs[1], runs[0]);
        return Bands[2] - Bands[1] == down && pair.Down.Input == down ? pair : null;
    }

    private static bool IsRow((int Offset, int Weight)[] band, int step) =>
        band[1].Offset == band[0].Offset + step && band[2].Offset == band[1].Offset + step;

    private static CorrelationRun[] Split(CorrelationPosition[] positions, int step)
    {
        var runs = new List<CorrelationRun>();
        for (var (first, end) = (0, 1); first < positions.Length; first = end++)
        {
            while (end < positions.Length && positions[end] == Next(positions[end - 1], step))
                end++;
            runs.Add(new(positions[first], end - first));
        }

        return [.. runs];
    }

    private static CorrelationPosition Next(CorrelationPosition position, int step) =>
        position with { Input = position.Input + step, Output = position.Output + step };
}

/// <summary>Positions that follow one another.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Length">How many, at least 1.</param>
internal readonly record struct CorrelationRun(CorrelationPosition First, int Length);

/// <summary>Two rows of positions: the second one begins where the second kernel row of the first one reads.</summary>
/// <param name="First">The row whose inputs come first in the order of kernel rows.</param>
/// <param name="Second">The other, as long.</param>
internal sealed record CorrelationPair(CorrelationRun First, CorrelationRun Second)
{
    /// <summary>From the first row to the second, in the input and in the output.</summary>
    public (int Input, int Output) Down => (Second.First.Input - First.First.Input, Second.First.Output - First.First.Output);
}
