using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>A correlation of many channels on a small image, position by position, each with the taps that read inside the image.</summary>
/// <remarks>
/// The way back from 3 x 3 outputs to 5 x 5 inputs has 81 pairs of an output and a tap on each pair of channels; tiles of six positions,
/// which leave out whole kernel rows only, take 198. Terms are added in the same order, and those left out are zero: the bits are the
/// same. Taps go outside, a part of them at a time: its inputs stay in the second-level cache while the weights of all channels come by.
/// </remarks>
internal sealed unsafe class PointTiles : IDisposable
{
    // How much more work tiles of six positions have to be: here a multiply-add takes a load of its own.
    private const double LeastGain = 1.25;

    // Taps of a part.
    private const int PartTaps = 1024;

    // Of each position and part: places in the input and in the output, first tap in the list, number of taps, whether sums start, end.
    private const int StepSize = 6;

    private readonly CorrelationLayout layout;
    private readonly NativeBuffer<int> taps;
    private readonly NativeBuffer<int> steps;
    private readonly int parts;

    private PointTiles(CorrelationLayout layout)
    {
        this.layout = layout;
        parts = (layout.Taps.Length + PartTaps - 1) / PartTaps;
        var lists = layout.ColumnTaps.Distinct().ToDictionary(inside => inside, TapsInside);
        var (starts, all) = (new Dictionary<(int First, int End), int>(), new List<int>());
        foreach (var (inside, list) in lists)
        {
            starts[inside] = all.Count / 2;
            all.AddRange(list.SelectMany(tap => (int[])[layout.Taps[tap].Offset, tap * TileSizes.PointChannels]));
        }

        taps = new([.. all]);
        steps = new([.. Enumerable.Range(0, layout.Positions.Length).SelectMany(p => StepsOf(p, lists, starts))]);
    }

    /// <summary>Such tiles for a correlation; null where others take less time, or where the processor has too few registers.</summary>
    /// <param name="layout">Any correlation.</param>
    public static PointTiles? Of(CorrelationLayout layout)
    {
        if (!Vector512.IsHardwareAccelerated || layout.Outputs < TileSizes.PointChannels || layout.Taps.Length == 0)
            return null;
        var bands = layout.Positions.Chunk(TileSizes.Positions).Sum(tile => tile.Max(p => p.EndBand) - tile.Min(p => p.FirstBand));
        var exact = layout.Positions.Select((p, i) => (p.EndBand - p.FirstBand) * (double)Inside(layout, i)).Sum();
        return (double)TileSizes.Positions * bands * layout.RowTaps >= LeastGain * exact ? new(layout) : null;
    }

    /// <summary>Channels that go so; a few of the last are left over.</summary>
    public int Channels => layout.Outputs / TileSizes.PointChannels * TileSizes.PointChannels;

    /// <summary>Runs <see cref="Channels"/> of a group of channels for sixteen images.</summary>
    /// <param name="input">Origin of the input's channels.</param>
    /// <param name="output">Origin of the output's channels.</param>
    /// <param name="weights">(channels / 24, taps, 24).</param>
    /// <param name="bias">One for each channel.</param>
    /// <param name="floor">0 for ReLU, negative infinity for none.</param>
    /// <param name="range">Which rows of positions.</param>
    public void Run(float* input, float* output, float* weights, float* bias, float floor, Rows range)
    {
        var (first, end) = (range.First * layout.Columns, range.End * layout.Columns);
        for (var part = 0; part < parts; part++)
        {
            for (var o = 0; o < Channels; o += TileSizes.PointChannels)
            {
                float* block = weights + ((long)o * layout.Taps.Length), to = output + ((long)o * layout.OutputChannel);
                for (var p = first; p < end; p++)
                {
                    var step = steps.Pointer + (((p * parts) + part) * StepSize);
                    var (count, starts, ends) = (step[3], step[4] != 0, step[5] != 0);
                    if (count > 0 || starts)
                        PointTile.Run(
                            input + step[0], taps.Pointer + (2 * step[2]), count, block, to + step[1], layout.OutputChannel,
                            starts ? bias + o : null, ends ? floor : float.NegativeInfinity);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        taps.Dispose();
        steps.Dispose();
    }

    private static int Inside(CorrelationLayout layout, int position)
    {
        var (first, end) = layout.ColumnTaps[position % layout.Columns];
        return end - first;
    }

    // Of all kernel rows.
    private int[] TapsInside((int First, int End) columns) =>
        [.. Enumerable.Range(0, layout.Taps.Length).Where(tap => tap % layout.RowTaps is var x && x >= columns.First && x < columns.End)];

    private IEnumerable<int> StepsOf(
        int position, Dictionary<(int First, int End), int[]> lists, Dictionary<(int First, int End), int> starts)
    {
        var (place, columns) = (layout.Positions[position], layout.ColumnTaps[position % layout.Columns]);
        var own = Enumerable.Range(0, lists[columns].Length)
            .Where(i => lists[columns][i] / layout.BandSize is var band && band >= place.FirstBand && band < place.EndBand)
            .ToLookup(i => lists[columns][i] / PartTaps);
        var (first, last) = (own.Select(part => part.Key).DefaultIfEmpty(0).Min(), own.Select(part => part.Key).DefaultIfEmpty(0).Max());
        return Enumerable.Range(0, parts).SelectMany(part => (int[])
        [
            place.Input, place.Output, starts[columns] + own[part].FirstOrDefault(), own[part].Count(),
            part == first ? 1 : 0, part == last ? 1 : 0,
        ]);
    }
}
