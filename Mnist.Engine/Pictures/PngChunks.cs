using System.Buffers.Binary;
using System.Text;

namespace Mnist.Engine.Pictures;

/// <summary>The parts of a PNG file that its pixels depend on.</summary>
/// <param name="Header">Size and kind.</param>
/// <param name="Palette">Red, green, blue for each colour; empty for none.</param>
/// <param name="Transparency">Content of tRNS; null for none.</param>
/// <param name="Data">Contents of the IDAT chunks in order: one packed stream.</param>
internal sealed record PngParts(
    PngHeader Header, ReadOnlyMemory<byte> Palette, ReadOnlyMemory<byte>? Transparency, List<ReadOnlyMemory<byte>> Data);

/// <summary>Takes a PNG file apart and checks every checksum.</summary>
internal static class PngChunks
{
    /// <summary>Bytes of a chunk besides its content: length, name and checksum.</summary>
    private const int Frame = 12;

    private const int MostColours = 256;

    /// <summary>The first bytes of every PNG file.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>Reads all chunks up to IEND; what follows it is no part of the picture.</summary>
    /// <param name="file">A whole file that begins with <see cref="Signature"/>.</param>
    public static Validation<PngParts, ImageError> Read(ReadOnlyMemory<byte> file)
    {
        var rest = file[Signature.Length..];
        if (Next(ref rest, out var first) is { } broken)
            return broken;
        return first.Name.Span.SequenceEqual("IHDR"u8)
            ? PngHeader.Of(first.Content.Span).Bind(header => Read(new PngParts(header, default, null, []), rest))
            : new ImageError.Damaged(ImageFault.Header);
    }

    private static Validation<PngParts, ImageError> Read(PngParts parts, ReadOnlyMemory<byte> rest)
    {
        var dataEnded = false;
        while (true)
        {
            if (Next(ref rest, out var chunk) is { } broken)
                return broken;
            var name = chunk.Name.Span;
            if (name.SequenceEqual("IEND"u8))
                return Whole(parts);
            dataEnded |= parts.Data.Count > 0 && !name.SequenceEqual("IDAT"u8);
            (parts, var fault) = Add(parts, name, chunk.Content, dataEnded);
            if (fault is { } found)
                return new ImageError.Damaged(found);
        }
    }

    /// <summary>Takes the next chunk off; an error where the file ends before the chunk does, or its checksum does not hold.</summary>
    private static ImageError? Next(ref ReadOnlyMemory<byte> rest, out Chunk chunk)
    {
        chunk = default;
        if (rest.Length < Frame || BinaryPrimitives.ReadUInt32BigEndian(rest.Span) is var size && size > rest.Length - Frame)
            return new ImageError.Damaged(ImageFault.CutOff);

        var length = (int)size;
        chunk = new(rest.Slice(4, 4), rest.Slice(8, length));
        if (Crc32.Of(rest.Slice(4, 4 + length).Span) != BinaryPrimitives.ReadUInt32BigEndian(rest.Slice(8 + length, 4).Span))
            return new ImageError.WrongChecksum(Name(chunk.Name.Span));
        rest = rest[(length + Frame)..];
        return null;
    }

    private static (PngParts Parts, ImageFault? Fault) Add(
        PngParts parts, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> content, bool dataEnded)
    {
        if (name.SequenceEqual("IDAT"u8))
        {
            if (dataEnded)
                return (parts, ImageFault.Order);
            parts.Data.Add(content);
            return (parts, null);
        }

        if (name.SequenceEqual("PLTE"u8))
        {
            return parts.Palette.Length > 0 || parts.Data.Count > 0 ? (parts, ImageFault.Order)
                : content.Length % 3 != 0 || content.Length is 0 or > 3 * MostColours ? (parts, ImageFault.Palette)
                : (parts with { Palette = content }, null);
        }

        if (name.SequenceEqual("tRNS"u8))
        {
            return parts.Transparency is not null || parts.Data.Count > 0 ? (parts, ImageFault.Order)
                : Fits(parts, content.Length) ? (parts with { Transparency = content }, null)
                : (parts, ImageFault.Transparency);
        }

        // The fifth bit of the first letter is not set in a chunk that must be understood (chapter 5.4 of the standard).
        return (parts, (name[0] & 0x20) == 0 ? ImageFault.UnknownPart : null);
    }

    private static bool Fits(PngParts parts, int length) => parts.Header.Colour switch
    {
        PngColour.Grey => length == sizeof(ushort),
        PngColour.Rgb => length == 3 * sizeof(ushort),
        PngColour.Palette => length <= parts.Palette.Length / 3,
        PngColour.GreyAlpha or PngColour.Rgba => false,
    };

    private static Validation<PngParts, ImageError> Whole(PngParts parts) =>
        parts.Data.Count == 0 ? new ImageError.Damaged(ImageFault.NoPixels)
        : parts.Header.Colour == PngColour.Palette && parts.Palette.Length == 0 ? new ImageError.Damaged(ImageFault.Palette)
        : parts;

    private static string Name(ReadOnlySpan<byte> name) =>
        name.IndexOfAnyExceptInRange((byte)'A', (byte)'z') < 0 ? Encoding.ASCII.GetString(name) : Convert.ToHexStringLower(name);

    private readonly record struct Chunk(ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Content);
}
