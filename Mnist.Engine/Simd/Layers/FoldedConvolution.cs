using Mnist.Engine.Simd.Kernels;
using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Layers;

/// <summary>A convolution and the normalisation behind it as one convolution, for evaluation: both are linear there.</summary>
/// <remarks>factor (w * x + b) + offset = (factor w) * x + (factor b + offset).</remarks>
/// <param name="layout">The convolution forward, into the normalisation's output.</param>
/// <param name="normalization">What follows the convolution.</param>
/// <param name="filters">Output channels.</param>
/// <param name="filterSize">Weights of each.</param>
internal sealed unsafe class FoldedConvolution(
    CorrelationLayout layout, BatchNormalization normalization, int filters, int filterSize) : IDisposable
{
    private readonly Correlation correlation = new(layout);
    private readonly NativeBuffer<float> foldedWeights = new((long)filters * filterSize);
    private readonly NativeBuffer<float> foldedBias = new(filters);

    /// <summary>Folds the running statistics into the weights.</summary>
    /// <param name="values">All values of the network.</param>
    /// <param name="weights">The convolution's weights.</param>
    /// <param name="bias">Its bias; null for none.</param>
    public void Prepare(float* values, float* weights, float* bias)
    {
        for (var o = 0; o < filters; o++)
        {
            var map = normalization.RunningMap(values, o);
            foldedBias.Pointer[o] = ((bias == null ? 0 : bias[o]) * map.Factor) + map.Offset;
            for (var i = (long)o * filterSize; i < (o + 1L) * filterSize; i++)
                foldedWeights.Pointer[i] = weights[i] * map.Factor;
        }

        correlation.Pack(foldedWeights.Pointer, new(0, 1));
    }

    /// <summary>Runs it for sixteen images.</summary>
    /// <param name="input">Origin of the convolution's input.</param>
    /// <param name="output">Origin of the normalisation's output.</param>
    /// <param name="rows">Which rows of the output.</param>
    public void Run(float* input, float* output, Rows rows) =>
        correlation.Run(input, output, foldedBias.Pointer, normalization.Floor, rows);

    /// <summary>Rows that it does at a time.</summary>
    public int Unit => correlation.Unit;

    /// <inheritdoc/>
    public void Dispose()
    {
        correlation.Dispose();
        foldedWeights.Dispose();
        foldedBias.Dispose();
    }
}
