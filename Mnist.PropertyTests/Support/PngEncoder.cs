using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Mnist.Engine.Pictures;

namespace Mnist.PropertyTests;

/// <summary>A PNG file to be, in all its kinds.</summary>
/// <param name="Width">At least 1.</param>
/// <param name="Height">At least 1.</param>
/// <param name="Depth">Bits of a sample.</param>
/// <param name="Colour">The format's number.</param>
/// <param name="Interlaced">Adam7 or none.</param>
/// <param name="Samples">(Height, Width, channels).</param>
internal sealed record PngPicture(int Width, int Height, int Depth, int Colour, bool Interlaced, int[] Samples)
{
    public byte[] Palette { get; init; } = [];

    public byte[]? Transparency { get; init; }

    /// <summary>The filter of a row, 0 to 4.</summary>
    public Func<int, int> Filter { get; init; } = row => row % 5;

    /// <summary>Bytes of an IDAT chunk.</summary>
    public int DataLength { get; init; } = 50;

    public int Channels => Colour switch { 0 or 3 => 1, 4 => 2, 2 => 3, _ => 4 };

    public byte[] Encode() => EncodeWith(this);

    /// <summary>A file of this header and another picture's pixels.</summary>
    public byte[] EncodeWith(PngPicture pixels)
    {
        List<byte> file = [.. PngChunks.Signature, .. Part("IHDR"), .. Part("tEXt")];
        if (Palette.Length > 0)
            file.AddRange(Part("PLTE"));
        if (Transparency is not null)
            file.AddRange(Part("tRNS"));
        file.AddRange(pixels.Packed().Chunk(DataLength).SelectMany(piece => Chunk("IDAT", piece)));
        return [.. file, .. Part("IEND")];
    }

    /// <summary>A file of these parts in this order.</summary>
    public byte[] Arranged(string[] names) => [.. PngChunks.Signature, .. names.SelectMany(Part)];

    private byte[] Part(string name) => Chunk(name, name switch
    {
        "IHDR" => [.. BigEndian(Width), .. BigEndian(Height), (byte)Depth, (byte)Colour, 0, 0, (byte)(Interlaced ? 1 : 0)],
        "PLTE" => Palette,
        "tRNS" => Transparency ?? [],
        "IDAT" => Packed(),
        "tEXt" => Encoding.ASCII.GetBytes("Title\0test"),
        _ => [],
    });

    public static byte[] Chunk(string name, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. content];
        return [.. BigEndian(content.Length), .. body, .. BigEndian((int)Sum(body))];
    }

    /// <summary>The same file with checksums that hold, so that changes get past them.</summary>
    public static byte[] Repaired(byte[] file)
    {
        var copy = file.ToArray();
        for (var at = 8L; at + 12 <= copy.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(copy.AsSpan((int)at));
            if (at + 12 + length > copy.Length)
                break;
            BigEndian((int)Sum(copy.AsSpan((int)at + 4, (int)length + 4))).CopyTo(copy, at + 8 + length);
            at += 12 + length;
        }

        return copy;
    }

    /// <summary>CRC-32 bit by bit, from the definition.</summary>
    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }

    private byte[] Packed()
    {
        using var packed = new MemoryStream();
        using (var pack = new ZLibStream(packed, CompressionLevel.Fastest))
            pack.Write(Rows().ToArray());
        return packed.ToArray();
    }

    private IEnumerable<byte> Rows()
    {
        // The order of Adam7 as the standard draws it: for every pixel of 8 x 8 the pass that it belongs to.
        string[] passes = ["16462646", "77777777", "56565656", "77777777", "36463646", "77777777", "56565656", "77777777"];
        foreach (var pass in Interlaced ? "1234567" : "0")
        {
            var above = Array.Empty<byte>();
            var row = 0;
            for (var y = 0; y < Height; y++)
            {
                var columns = Enumerable.Range(0, Width).Where(x => !Interlaced || passes[y % 8][x % 8] == pass).ToArray();
                if (columns.Length == 0)
                    continue;
                var bytes = Bytes(
                    [.. columns.SelectMany(x => Enumerable.Range(0, Channels).Select(c => Samples[(((y * Width) + x) * Channels) + c]))]);
                above = above.Length == 0 ? new byte[bytes.Length] : above;
                var filter = Filter(row++);
                yield return (byte)filter;
                foreach (var value in Filtered(filter, bytes, above))
                    yield return value;
                above = bytes;
            }
        }
    }

    private byte[] Bytes(int[] samples)
    {
        if (Depth == 16)
            return [.. samples.SelectMany(s => new[] { (byte)(s >> 8), (byte)s })];
        var bits = string.Concat(samples.Select(s => Convert.ToString(s, 2).PadLeft(Depth, '0')));
        return [.. bits.PadRight((bits.Length + 7) / 8 * 8, '0').Chunk(8).Select(b => Convert.ToByte(new string(b), 2))];
    }

    private IEnumerable<byte> Filtered(int filter, byte[] row, byte[] above)
    {
        var step = Math.Max(1, Channels * Depth / 8);
        return row.Select((value, i) =>
        {
            int left = i < step ? 0 : row[i - step], up = above[i], corner = i < step ? 0 : above[i - step];
            var predicted = filter switch
            {
                0 => 0,
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                _ => Nearest(left + up - corner, left, up, corner),
            };
            return (byte)((value - predicted) & 255);
        });
    }

    private static int Nearest(int estimate, params int[] candidates) => candidates.MinBy(c => Math.Abs(estimate - c));

    private static byte[] BigEndian(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
