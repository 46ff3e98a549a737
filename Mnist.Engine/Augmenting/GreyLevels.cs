using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Mnist.Engine.Data;

namespace Mnist.Engine.Augmenting;

/// <summary>Changes of grey levels that look at one pixel at a time, and the mean.</summary>
/// <remarks>Products and sums are rounded one by one, so that the bits do not depend on the width of the machine's vectors.</remarks>
internal static class GreyLevels
{
    private const int Lanes = 16;

    /// <summary>The mean grey level, rounded to the nearest.</summary>
    /// <param name="image">(28, 28).</param>
    public static byte Mean(ReadOnlySpan<byte> image)
    {
        var sum = 0;
        foreach (var pixel in image)
            sum += pixel;
        return (byte)(((2 * sum) + image.Length) / (2 * image.Length));
    }

    /// <summary>image = grey + factor (image - grey), clamped to [0, 255] and rounded to the nearest grey level.</summary>
    /// <param name="image">(28, 28); overwritten.</param>
    /// <param name="grey">The level that stays as it is.</param>
    /// <param name="factor">At least 0; 1 changes nothing.</param>
    public static void Blend(Span<byte> image, byte grey, float factor)
    {
        ref var at = ref MemoryMarshal.GetReference(image[..ImageSet.ImageSize]);
        var (pivot, scale) = (Vector512.Create((float)grey), Vector512.Create(factor));
        for (nuint i = 0; i < ImageSet.ImageSize; i += Lanes)
        {
            var level = pivot + (scale * (Load(ref at, i) - pivot));
            level = Vector512.MinNative(Vector512.MaxNative(level, Vector512<float>.Zero), Vector512.Create(255f));
            var rounded = Vector512.ConvertToInt32Native(level + Vector512.Create(0.5f));
            var words = Vector256.Narrow(rounded.GetLower(), rounded.GetUpper()).AsUInt16();
            Vector128.Narrow(words.GetLower(), words.GetUpper()).StoreUnsafe(ref at, i);
        }
    }

    /// <summary>inputs = (pixels / 255 - mean) / standard deviation, computed as pixels x scale + offset.</summary>
    /// <remarks>Four roundings: off the formula by at most 2^-22 (|pixels x scale| + |offset|).</remarks>
    /// <param name="pixels">(28, 28).</param>
    /// <param name="normalization">Mean and standard deviation.</param>
    /// <param name="inputs">(28, 28); overwritten.</param>
    public static void Normalize(ReadOnlySpan<byte> pixels, Normalization normalization, Span<float> inputs)
    {
        ref var from = ref MemoryMarshal.GetReference(pixels[..ImageSet.ImageSize]);
        ref var to = ref MemoryMarshal.GetReference(inputs[..ImageSet.ImageSize]);
        var scale = Vector512.Create((float)(1 / (255 * normalization.StandardDeviation)));
        var offset = Vector512.Create((float)(-normalization.Mean / normalization.StandardDeviation));
        for (nuint i = 0; i < ImageSet.ImageSize; i += Lanes)
            ((Load(ref from, i) * scale) + offset).StoreUnsafe(ref to, i);
    }

    private static Vector512<float> Load(ref byte from, nuint index)
    {
        var words = Vector256.WidenLower(Vector128.LoadUnsafe(ref from, index).ToVector256Unsafe());
        return Vector512.ConvertToSingle(Vector512.WidenLower(words.ToVector512Unsafe()).AsInt32());
    }
}
