using System.Runtime.CompilerServices;
using static System.Runtime.Intrinsics.Vector512;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>What a kernel makes of a place of its input; a structure, so that each one has a kernel of its own.</summary>
internal unsafe interface IReading
{
    /// <summary>The value of sixteen images.</summary>
    /// <param name="place">Where it is stored.</param>
    Vector At(float* place);
}

/// <summary>What is stored.</summary>
internal readonly unsafe struct AsStored : IReading
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector At(float* place) => Load(place);
}

/// <summary>max(floor, factor y + offset) of the y that is stored: with the bits of <see cref="NormalizationKernels.Apply"/>.</summary>
/// <param name="map">Of the channel.</param>
/// <param name="floor">0 for ReLU, negative infinity for none.</param>
internal readonly unsafe struct Normalizing(ChannelMap map, float floor) : IReading
{
    private readonly Vector factor = Create(map.Factor);
    private readonly Vector offset = Create(map.Offset);
    private readonly Vector least = Create(floor);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector At(float* place) => MaxNative(least, FusedMultiplyAdd(Load(place), factor, offset));
}

/// <summary>The normalisation, with the ReLU behind it, that a kernel does while it reads what goes in.</summary>
/// <param name="maps">(C).</param>
/// <param name="floor">0 for ReLU, negative infinity for none.</param>
internal unsafe readonly struct ReadThrough(ChannelMap* maps, float floor)
{
    /// <summary>That of one channel.</summary>
    /// <param name="channel">Which channel.</param>
    public Normalizing Of(int channel) => new(maps[channel], floor);
}
