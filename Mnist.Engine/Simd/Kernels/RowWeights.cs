using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>The gradient of a filter of three by three taps on one channel, by rows.</summary>
internal sealed unsafe class RowWeights : IDisposable
{
    private readonly nint step;
    private readonly NativeBuffer<int> bands;
    private readonly NativeBuffer<int> runs;

    /// <summary>Builds the tables.</summary>
    /// <param name="rows">Of the correlation forward, with <see cref="TileSizes.RowBands"/> kernel rows.</param>
    /// <param name="toGradient">From each position's place in the output to its place in the output's gradient.</param>
    public RowWeights(CorrelationRows rows, IReadOnlyDictionary<int, int> toGradient)
    {
        step = rows.Step;
        bands = new(rows.Bands);
        runs = new([.. rows.Runs.SelectMany(run => (int[])[run.First.Input, toGradient[run.First.Output], run.Length])]);
    }

    /// <summary>Adds sixteen images.</summary>
    /// <typeparam name="TReading">What is made of the input.</typeparam>
    /// <param name="reading">The same.</param>
    /// <param name="input">Origin of the input's channel.</param>
    /// <param name="gradient">Origin of the channel of the output's gradient.</param>
    /// <param name="sums">(16), of which the first (3, 3) are meant.</param>
    /// <param name="carry">Of nine sums.</param>
    /// <param name="rows">Which rows of positions.</param>
    public void Add<TReading>(TReading reading, float* input, float* gradient, float* sums, Carry carry, Rows rows)
        where TReading : struct, IReading => RowTile.AddWeights(
        reading, input, gradient, runs.Pointer + (3 * rows.First), runs.Pointer + (3 * rows.End), bands.Pointer, step, sums, carry);

    /// <inheritdoc/>
    public void Dispose()
    {
        bands.Dispose();
        runs.Dispose();
    }
}
