using System.Buffers.Binary;
using System.IO.Compression;

namespace Mnist.Engine.Pictures;

/// <summary>Grey pictures as PNG files.</summary>
/// <remarks>Portable Network Graphics, third edition (W3C 2025): IHDR, one IDAT, IEND; 8 bits a pixel, no filter, no interlacing.</remarks>
public static class GreyPng
{
    /// <summary>The file's bytes.</summary>
    /// <param name="width">Pixels of a row, at least 1.</param>
    /// <param name="levels">Row by row, 0 black to 255 white; at least one whole row.</param>
    public static byte[] Write(int width, ReadOnlySpan<byte> levels)
    {
        using var file = new MemoryStream();
        file.Write(PngChunks.Signature);
        Chunk(file, "IHDR"u8, Header(width, levels.Length / width));
        Chunk(file, "IDAT"u8, Pixels(width, levels));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Header(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8; // bits a pixel; colour type 0 is grey
        return header;
    }

    /// <summary>Each row begins with the number of its filter, 0 for none.</summary>
    private static byte[] Pixels(int width, ReadOnlySpan<byte> levels)
    {
        using var packed = new MemoryStream();
        using (var pack = new ZLibStream(packed, CompressionLevel.SmallestSize))
        {
            for (var row = 0; row < levels.Length / width; row++)
            {
                pack.WriteByte(0);
                pack.Write(levels.Slice(row * width, width));
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(type, content));
        file.Write(number);
    }
}
