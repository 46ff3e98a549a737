using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Mnist.Engine.Data;

namespace Mnist.Engine.Augmenting;

/// <summary>Reads an image through an affine map. The bits do not depend on which vector instructions the machine has.</summary>
/// <remarks>
/// The image lies in the middle of an endless plane of the fill's grey level. Coordinates are float32, products and sums rounded one by one
/// (no fused multiply-add), so that one lane of a vector computes exactly what the scalar code does.
/// </remarks>
internal static unsafe class Warp
{
    // The image is copied into the middle of 32 x 32 pixels. Coordinates are clamped to one pixel outside the image, where all is fill, so
    // that a pixel and its right and lower neighbours are always inside.
    private const int Border = 2;
    private const int Stride = ImageSet.Side + (2 * Border);
    private const float Lowest = Border - 1;
    private const float Highest = Border + ImageSet.Side;

    // A gather reads four bytes from the pixel on.
    private const int PaddedSize = (Stride * Stride) + sizeof(int);

    private const float Middle = (ImageSet.Side - 1) / 2f;

    // Columns and rows of all pixels, from the image's centre.
    private static readonly float[] X = [.. Enumerable.Range(0, ImageSet.ImageSize).Select(i => (i % ImageSet.Side) - Middle)];
    private static readonly float[] Y = [.. Enumerable.Range(0, ImageSet.ImageSize).Select(i => (i / ImageSet.Side) - Middle)];

    /// <summary>target[p] = source at map(p), rounded to the nearest grey level.</summary>
    /// <param name="source">(28, 28).</param>
    /// <param name="map">Where to read.</param>
    /// <param name="interpolation">How to read between pixels.</param>
    /// <param name="fill">Grey level outside the image.</param>
    /// <param name="target">(28, 28); overwritten, and not the source.</param>
    public static void Apply(ReadOnlySpan<byte> source, AffineMap map, Interpolation interpolation, byte fill, Span<byte> target) =>
        Apply(source, map, interpolation, fill, target, Avx2.IsSupported);

    /// <summary>The same, by vector or by scalar instructions.</summary>
    [SkipLocalsInit]
    internal static void Apply(
        ReadOnlySpan<byte> source, AffineMap map, Interpolation interpolation, byte fill, Span<byte> target, bool useGather)
    {
        var padded = stackalloc byte[PaddedSize];
        Pad(source, fill, new Span<byte>(padded, PaddedSize));
        map = map with { X0 = map.X0 + Middle + Border, Y0 = map.Y0 + Middle + Border };
        if (useGather)
            ApplyGather(padded, map, interpolation, target[..ImageSet.ImageSize]);
        else
            ApplyScalar(padded, map, interpolation, target[..ImageSet.ImageSize]);
    }

    private static void Pad(ReadOnlySpan<byte> source, byte fill, Span<byte> padded)
    {
        padded.Fill(fill);
        for (var row = 0; row < ImageSet.Side; row++)
            source.Slice(row * ImageSet.Side, ImageSet.Side).CopyTo(padded[(((row + Border) * Stride) + Border)..]);
    }

    private static void ApplyScalar(byte* padded, AffineMap map, Interpolation interpolation, Span<byte> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            var x = (map.XX * X[i]) + (map.XY * Y[i]) + map.X0;
            var y = (map.YX * X[i]) + (map.YY * Y[i]) + map.Y0;
            target[i] = interpolation switch
            {
                Interpolation.Nearest => Nearest(padded, x, y),
                Interpolation.Bilinear => Bilinear(padded, x, y),
            };
        }
    }

    private static byte Nearest(byte* padded, float x, float y)
    {
        var column = (int)Math.Clamp(MathF.Floor(x + 0.5f), Lowest, Highest);
        var row = (int)Math.Clamp(MathF.Floor(y + 0.5f), Lowest, Highest);
        return padded[(row * Stride) + column];
    }

    private static byte Bilinear(byte* padded, float x, float y)
    {
        x = Math.Clamp(x, Lowest, Highest);
        y = Math.Clamp(y, Lowest, Highest);
        var (column, row) = ((int)x, (int)y);
        var (right, down) = (x - column, y - row);
        var at = padded + (row * Stride) + column;
        var upper = at[0] + (right * (at[1] - at[0]));
        var lower = at[Stride] + (right * (at[Stride + 1] - at[Stride]));
        return (byte)(upper + (down * (lower - upper)) + 0.5f);
    }

    private static void ApplyGather(byte* padded, AffineMap map, Interpolation interpolation, Span<byte> target)
    {
        var (xx, xy, x0) = (Vector256.Create(map.XX), Vector256.Create(map.XY), Vector256.Create(map.X0));
        var (yx, yy, y0) = (Vector256.Create(map.YX), Vector256.Create(map.YY), Vector256.Create(map.Y0));
        ref var to = ref MemoryMarshal.GetReference(target);
        for (var i = 0; i < target.Length; i += Vector256<int>.Count)
        {
            var (column, row) = (Vector256.LoadUnsafe(ref X[0], (nuint)i), Vector256.LoadUnsafe(ref Y[0], (nuint)i));
            var x = (xx * column) + (xy * row) + x0;
            var y = (yx * column) + (yy * row) + y0;
            var levels = interpolation switch
            {
                Interpolation.Nearest => Nearest(padded, x, y),
                Interpolation.Bilinear => Bilinear(padded, x, y),
            };
            var words = Vector256.Narrow(levels, levels).AsUInt16().GetLower();
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, i), Vector128.Narrow(words, words).AsUInt64().ToScalar());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Nearest(byte* padded, Vector256<float> x, Vector256<float> y)
    {
        var half = Vector256.Create(0.5f);
        var column = Vector256.ConvertToInt32Native(Clamp(Vector256.Floor(x + half)));
        var row = Vector256.ConvertToInt32Native(Clamp(Vector256.Floor(y + half)));
        return Avx2.GatherVector256((int*)padded, (row * Stride) + column, scale: 1) & Vector256.Create(0xFF);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Bilinear(byte* padded, Vector256<float> x, Vector256<float> y)
    {
        (x, y) = (Clamp(x), Clamp(y));
        var (column, row) = (Vector256.ConvertToInt32Native(x), Vector256.ConvertToInt32Native(y));
        var (right, down) = (x - Vector256.ConvertToSingle(column), y - Vector256.ConvertToSingle(row));
        var at = (row * Stride) + column;
        var upper = Between(Avx2.GatherVector256((int*)padded, at, scale: 1), right);
        var lower = Between(Avx2.GatherVector256((int*)(padded + Stride), at, scale: 1), right);
        return Vector256.ConvertToInt32Native(upper + (down * (lower - upper)) + Vector256.Create(0.5f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Clamp(Vector256<float> value) =>
        Vector256.MinNative(Vector256.MaxNative(value, Vector256.Create(Lowest)), Vector256.Create(Highest));

    /// <summary>Between the lowest byte of each lane and the byte above it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Between(Vector256<int> pixels, Vector256<float> fraction)
    {
        var mask = Vector256.Create(0xFF);
        var left = pixels & mask;
        return Vector256.ConvertToSingle(left) + (fraction * Vector256.ConvertToSingle(((pixels >> 8) & mask) - left));
    }
}
