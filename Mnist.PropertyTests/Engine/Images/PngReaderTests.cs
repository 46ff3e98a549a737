using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Values;
using Mnist.Engine.Pictures;
using Xunit;

namespace Mnist.PropertyTests.Engine.Images;

/// <summary>Every kind of PNG is read; everything else is refused with its reason.</summary>
public sealed class PngReaderTests
{
    private static readonly (int Colour, int Depth)[] Kinds =
    [
        (0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8), (4, 8), (4, 16), (6, 8), (6, 16),
    ];

    public static TheoryData<int, int, bool, int> AllKinds()
    {
        var data = new TheoryData<int, int, bool, int>();
        foreach (var (colour, depth) in Kinds)
        {
            foreach (var (width, height) in new[] { (1, 1), (3, 2), (9, 11), (33, 17) })
            {
                data.Add(colour, depth, false, (width * 100) + height);
                data.Add(colour, depth, true, (width * 100) + height);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void Every_kind_is_read(int colour, int depth, bool interlaced, int size)
    {
        var picture = Picture(colour, depth, interlaced, size / 100, size % 100, seed: size);
        Assert.Equal(Expected(picture), Levels(picture.Encode()));
    }

    [Property(MaxTest = 200)]
    public Property Size_filters_and_pieces_do_not_matter(
        PositiveInt width, PositiveInt height, byte kind, bool interlaced, int seed, byte filter, PositiveInt piece)
    {
        var (colour, depth) = Kinds[kind % Kinds.Length];
        var picture = Picture(colour, depth, interlaced, 1 + (width.Get % 40), 1 + (height.Get % 40), seed) with
        {
            Filter = row => (filter + (row * (filter % 3))) % 5,
            DataLength = piece.Get,
        };
        return Expected(picture)
            .SequenceEqual(Levels(picture.Encode()))
            .Label($"{picture.Width}x{picture.Height}, colour {colour}, depth {depth}");
    }

    [Fact]
    public void Transparent_parts_are_paper()
    {
        var black = new PngPicture(3, 1, 8, 4, false, [0, 0, 0, 255, 200, 0]);
        Assert.Equal([255, 0, 255], Levels(black.Encode()));
        var white = new PngPicture(3, 1, 8, 4, false, [0, 0, 255, 255, 200, 0]);
        Assert.Equal([0, 255, 0], Levels(white.Encode()));
        var key = new PngPicture(3, 1, 8, 0, false, [7, 0, 8]) { Transparency = [0, 7] };
        Assert.Equal([255, 0, 8], Levels(key.Encode()));
        var palette = new PngPicture(3, 1, 2, 3, false, [0, 1, 2]) { Palette = [9, 9, 9, 0, 0, 0, 50, 50, 50], Transparency = [0] };
        Assert.Equal([255, 0, 50], Levels(palette.Encode()));
    }

    [Theory]
    [InlineData(0x40000000, 1, "WrongSize { Width = 1073741824, Height = 1 }")]
    [InlineData(65_536, 65_536, "WrongSize { Width = 65536, Height = 65536 }")]
    [InlineData(0, 5, "WrongSize { Width = 0, Height = 5 }")]
    [InlineData(8_192, 8_192, "Damaged { Fault = NoPixels }")]
    public void Sizes_are_refused_before_memory_is_taken(int width, int height, string error)
    {
        var file = (Picture(0, 8, false, 5, 5, 1) with { Width = width, Height = height, DataLength = 9 }).EncodeWith(Picture(
            0,
            8,
            false,
            5,
            5,
            1));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(error, Error(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        var file = Picture(3, 4, true, 9, 9, 3).Encode();
        for (var at = 0; at < file.Length; at++)
        {
            var mutant = file.ToArray();
            mutant[at] ^= 0x04;
            Assert.True(PngReader.Read(mutant).Match(valid: _ => false, invalid: _ => true), $"byte {at}");
        }
    }

    [Fact]
    public void Every_cut_is_noticed()
    {
        var file = Picture(6, 8, false, 4, 4, 3).Encode();
        for (var length = 8; length < file.Length; length++)
            Assert.Equal("Damaged { Fault = CutOff }", Error(file[..length]));
        Assert.Equal("UnknownFormat { }", Error(file[..7]));
    }

    /// <summary>The stream's own checksum, Adler-32, is its last four bytes: without all of them the picture is refused.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Pixels_without_their_checksum_are_refused(int missing)
    {
        var picture = Picture(0, 8, false, 4, 4, 3) with { DataLength = 1000 };
        var file = picture.Encode();
        var data = file.AsSpan().IndexOf("IDAT"u8);
        var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(data - 4));
        var pixels = PngPicture.Chunk("IDAT", file[(data + 4)..(data + 4 + length - missing)]);
        Assert.Equal("Damaged { Fault = Packing }", Error([.. file[..(data - 4)], .. pixels, .. PngPicture.Chunk("IEND", [])]));
    }

    /// <summary>
    /// Bit 5 of zlib's second byte asks for a dictionary that both sides know; the first byte times 256 and it are a multiple of 31.
    /// </summary>
    [Fact]
    public void Pixels_packed_with_a_preset_dictionary_are_refused()
    {
        var file = (Picture(0, 8, false, 4, 4, 3) with { DataLength = 1000 }).Encode();
        var data = file.AsSpan().IndexOf("IDAT"u8);
        var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(data - 4));
        var pixels = PngPicture.Chunk("IDAT", [0x78, 0x20, .. file[(data + 6)..(data + 4 + length)]]);
        Assert.Equal("Damaged { Fault = Packing }", Error([.. file[..(data - 4)], .. pixels, .. PngPicture.Chunk("IEND", [])]));
    }

    public static TheoryData<string, string[]> Arrangements => new()
    {
        { "Header", ["IDAT", "IEND"] },
        { "NoPixels", ["IHDR", "IEND"] },
        { "Order", ["IHDR", "PLTE", "PLTE", "IDAT", "IEND"] },
        { "Order", ["IHDR", "IDAT", "PLTE", "IEND"] },
        { "Order", ["IHDR", "IDAT", "tEXt", "IDAT", "IEND"] },
        { "UnknownPart", ["IHDR", "IHDR", "IDAT", "IEND"] },
        { "UnknownPart", ["IHDR", "ABCD", "IDAT", "IEND"] },
        { "Palette", ["IHDR", "IDAT", "IEND"] },
        { "Transparency", ["IHDR", "tRNS", "PLTE", "IDAT", "IEND"] },
    };

    [Theory]
    [MemberData(nameof(Arrangements))]
    public void Parts_out_of_order_are_refused(string fault, string[] order)
    {
        var picture = new PngPicture(2, 2, 8, 3, false, [0, 0, 0, 0]) { Palette = [1, 2, 3], Transparency = [9], DataLength = 1000 };
        Assert.Equal($"Damaged {{ Fault = {fault} }}", Error(picture.Arranged(order)));
    }

    [Fact]
    public void Pixels_must_be_right()
    {
        var picture = new PngPicture(2, 2, 8, 3, false, [0, 0, 1, 0]) { Palette = [1, 2, 3] };
        Assert.Equal("Damaged { Fault = Colour }", Error(picture.Encode()));
        Assert.Equal("Damaged { Fault = Filter }", Error((picture with { Filter = _ => 5 }).Encode()));
        var longer = picture with { Height = 3, Samples = new int[6] };
        Assert.Equal("Damaged { Fault = TooManyPixels }", Error((picture with { DataLength = 1000 }).EncodeWith(longer)));
        Assert.Equal(
            "Damaged { Fault = CutOff }",
            Error((longer with { DataLength = 1000 }).EncodeWith(picture with { Samples = new int[4] })));
    }

    internal static PngPicture Picture(int colour, int depth, bool interlaced, int width, int height, int seed)
    {
        var random = RandomStream.Of(seed, RandomPurpose.Synthetic);
        var colours = colour == 3 ? 1 << depth : 0;
        var channels = new PngPicture(1, 1, depth, colour, false, []).Channels;
        return new(
            width,
            height,
            depth,
            colour,
            interlaced,
            [.. Enumerable.Range(0, width * height * channels).Select(i => random.Below(i, 1 << depth))])
        {
            Palette = [.. Enumerable.Range(0, 3 * colours).Select(i => (byte)random.Below(100_000 + i, 256))],
        };
    }

    private static byte[] Expected(PngPicture picture)
    {
        double largest = (1 << picture.Depth) - 1;
        var pixels = picture.Samples
            .Chunk(picture.Channels)
            .Select(s => Array.ConvertAll(s, v => Math.Floor((v * 255 / largest) + 0.5)))
            .ToArray();
        var colours = picture.Samples.Chunk(picture.Channels).Select(s => s[0]).ToArray();
        var greys = pixels.Select((p, i) => picture.Colour switch
        {
            0 or 4 => p[0],
            3 => Luma(picture.Palette[3 * colours[i]], picture.Palette[(3 * colours[i]) + 1], picture.Palette[(3 * colours[i]) + 2]),
            _ => Luma(p[0], p[1], p[2]),
        }).ToArray();
        var alphas = pixels.Select(p => picture.Colour is 4 or 6 ? p[^1] : 255).ToArray();
        double[] onWhite = [.. greys.Zip(alphas, (g, a) => Math.Floor((((g * a) + (255 * (255 - a))) / 255) + 0.5))];
        return [.. (onWhite.Any(v => v <= 127)
            ? onWhite
            : greys.Zip(alphas, (g, a) => Math.Floor((g * a / 255) + 0.5))).Select(v => (byte)v)];
    }

    private static double Luma(double red, double green, double blue) =>
        Math.Floor((double)(((decimal)red * 0.299m) + ((decimal)green * 0.587m) + ((decimal)blue * 0.114m) + 0.5m));

    private static byte[] Levels(byte[] file) =>
        PngReader.Read(file).OrThrow().Levels.ToArray();

    private static string Error(byte[] file) => PngReader.Read(file).Match(valid: _ => "none", invalid: e => Structure.Of(e[0]));
}
