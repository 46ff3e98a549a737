using System.Buffers.Binary;

namespace Mnist.Engine.Pictures;

/// <summary>Makes grey and opacity of the samples of a row.</summary>
/// <param name="parts">Of the file.</param>
internal sealed class PngSamples(PngParts parts)
{
    private readonly PngHeader header = parts.Header;

    /// <summary>Whether some pixel may be transparent.</summary>
    public bool HasAlpha => parts.Transparency is not null || header.Colour is PngColour.GreyAlpha or PngColour.Rgba;

    /// <summary>One pixel, each of its two values in [0, 255].</summary>
    /// <param name="row">Restored bytes of its row.</param>
    /// <param name="column">Its place in the row.</param>
    /// <returns>Null where the palette does not have its colour.</returns>
    public (byte Level, byte Alpha)? Read(ReadOnlySpan<byte> row, int column)
    {
        var first = column * header.Channels;
        var sample = Sample(row, first);
        return header.Colour switch
        {
            PngColour.Grey => (Byte(sample), Opaque(IsKey(0, sample))),
            PngColour.GreyAlpha => (Byte(sample), Byte(Sample(row, first + 1))),
            PngColour.Palette => Indexed(sample),
            PngColour.Rgb => (
                Grey(Byte(sample), Byte(Sample(row, first + 1)), Byte(Sample(row, first + 2))),
                Opaque(IsKey(0, sample) && IsKey(1, Sample(row, first + 1)) && IsKey(2, Sample(row, first + 2)))),
            PngColour.Rgba => (
                Grey(Byte(sample), Byte(Sample(row, first + 1)), Byte(Sample(row, first + 2))),
                Byte(Sample(row, first + 3))),
        };
    }

    /// <summary>Luma of ITU-R BT.601, in thousandths and rounded; a grey colour keeps its level.</summary>
    private static byte Grey(int red, int green, int blue) => (byte)(((299 * red) + (587 * green) + (114 * blue) + 500) / 1000);

    private static byte Opaque(bool isKey) => isKey ? byte.MinValue : byte.MaxValue;

    private (byte Level, byte Alpha)? Indexed(int index)
    {
        var palette = parts.Palette.Span;
        if (3 * index >= palette.Length)
            return null;
        var colour = palette.Slice(3 * index, 3);
        var alpha = parts.Transparency is { } alphas && index < alphas.Length ? alphas.Span[index] : byte.MaxValue;
        return (Grey(colour[0], colour[1], colour[2]), alpha);
    }

    private bool IsKey(int channel, int sample) =>
        parts.Transparency is { } key && BinaryPrimitives.ReadUInt16BigEndian(key.Span[(channel * sizeof(ushort))..]) == sample;

    /// <summary>A sample as it is stored; small ones lie from the highest bit of a byte to the lowest.</summary>
    private int Sample(ReadOnlySpan<byte> row, int index) => header.Depth switch
    {
        16 => BinaryPrimitives.ReadUInt16BigEndian(row[(2 * index)..]),
        8 => row[index],
        var depth => (row[index * depth / 8] >> (8 - depth - (index * depth % 8))) & ((1 << depth) - 1),
    };

    /// <summary>A sample on the scale from 0 to 255, rounded.</summary>
    private byte Byte(int sample)
    {
        var largest = (1 << header.Depth) - 1;
        return (byte)(((sample * 255L) + (largest / 2)) / largest);
    }
}
