using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Mnist.Engine.Pictures;
using Xunit;

namespace Mnist.PropertyTests.Host;

public sealed class GreyPngTests
{
    [Property]
    public void Every_pixel_can_be_read_back(PositiveInt width, NonEmptyArray<byte> row)
    {
        var levels = Enumerable
            .Range(0, 3)
            .SelectMany(_ => Enumerable.Range(0, width.Get).Select(x => row.Get[x % row.Get.Length]))
            .ToArray();
        var chunks = Chunks(GreyPng.Write(width.Get, levels)).ToArray();
        Assert.Equal(["IHDR", "IDAT", "IEND"], chunks.Select(c => c.Type), StringComparer.Ordinal);
        Assert.Equal([.. BigEndian(width.Get), .. BigEndian(3), 8, 0, 0, 0, 0], chunks[0].Content);

        using var unpack = new ZLibStream(new MemoryStream(chunks[1].Content), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        unpack.CopyTo(rows);
        Assert.Equal(levels.Chunk(width.Get).SelectMany(pixels => pixels.Prepend((byte)0)), rows.ToArray());
    }

    /// <summary>The last chunk is the same in every PNG file; its sum is in the specification's examples.</summary>
    [Fact]
    public void The_checksum_is_the_specifications() =>
        Assert.Equal([0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82], GreyPng.Write(1, [7])[^12..]);

    private static IEnumerable<(string Type, byte[] Content)> Chunks(byte[] file)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            yield return (Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]);
            at += 12 + length;
        }
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
