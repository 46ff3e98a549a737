using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Values;
using Mnist.Engine.Data;
using Xunit;

namespace Mnist.PropertyTests;

public sealed class IdxReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Property(MaxTest = 30)]
    public Property What_is_written_is_read_again_packed_or_not(byte count, int seed, bool packed)
    {
        var content = IdxFiles.Images(count + 1, seed);
        var read = Read(packed ? IdxFiles.Gzip(content) : content, IdxLayout.Images).OrThrow();
        return (read.Items.AsSpan().SequenceEqual(content.AsSpan(16)) && read.Sha256 == Sha256(content)).Classify(packed, "packed");
    }

    [Fact]
    public void Labels_are_read_too()
    {
        var read = Read(IdxFiles.Labels(37), IdxLayout.Labels).OrThrow();
        Assert.Equal(IdxFiles.Labels(37)[8..], read.Items);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_change_of_a_header_byte_is_an_error(bool images)
    {
        var layout = images ? IdxLayout.Images : IdxLayout.Labels;
        var content = images ? IdxFiles.Images(3) : IdxFiles.Labels(3);
        for (var at = 0; at < layout.HeaderSize(); at++)
        {
            for (var change = 1; change < 256; change++)
            {
                var mutant = content.ToArray();
                mutant[at] ^= (byte)change;
                var error = Read(mutant, layout).OnlyError();
                Assert.True(Fits(error, at), $"byte {at} changed by {change}: {error}");
            }
        }

        static bool Fits(DataError error, int at) => at switch
        {
            < 4 => error is DataError.WrongMagic,
            < 8 => error is DataError.TooLarge or DataError.Truncated or DataError.TrailingBytes or DataError.Empty,
            _ => error is DataError.WrongImageSize,
        };
    }

    [Fact]
    public void Every_truncation_of_a_plain_file_says_what_is_there()
    {
        var content = IdxFiles.Labels(40);
        for (var length = 0; length < content.Length; length++)
        {
            var error = Assert.IsType<DataError.Truncated>(Read(content[..length], IdxLayout.Labels).OnlyError());
            Assert.Equal((length < 8 ? 8 : content.Length, length), (error.Expected, error.Actual));
        }
    }

    [Fact]
    public void Every_truncation_of_a_packed_file_is_an_error()
    {
        var first = IdxFiles.Gzip(IdxFiles.Images(2)[..1000]);
        byte[] packed = [.. first, .. IdxFiles.Gzip(IdxFiles.Images(2)[1000..])];
        for (var length = 0; length < packed.Length; length++)
        {
            var error = Read(packed[..length], IdxLayout.Images).OnlyError();
            Assert.True(error is DataError.Truncated or DataError.DamagedGzip, $"{length} of {packed.Length} bytes: {error}");
        }
    }

    [Fact]
    public void A_change_of_any_packed_byte_is_noticed_or_harmless()
    {
        var content = IdxFiles.Labels(200);
        var packed = IdxFiles.Gzip(content);
        for (var at = 0; at < packed.Length; at++)
        {
            var mutant = packed.ToArray();
            mutant[at] ^= 0x10;
            var isFine = Read(mutant, IdxLayout.Labels).Match(valid: read => read.Sha256 == Sha256(content), invalid: _ => true);
            Assert.True(isFine, $"byte {at}");
        }
    }

    [Fact]
    public void A_header_that_claims_billions_of_images_allocates_nothing()
    {
        var path = folder.Write("billions", [0, 0, 8, 3, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 28, 0, 0, 0, 28]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = IdxReader.Read(path, IdxLayout.Images).OnlyError();
        Assert.Equal(new DataError.TooLarge(path, uint.MaxValue, IdxReader.MaxCount), error);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    /// <summary>Found by reading for the mutation tests: the largest count that is admitted took 784 MB for a file of 16 bytes.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Memory_grows_with_what_is_there_and_not_with_what_a_header_claims(bool packed)
    {
        var header = IdxLayout.Images.Header(IdxReader.MaxCount);
        var path = folder.Write("million", packed ? IdxFiles.Gzip(header) : header);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(
            new DataError.Truncated(path, 16 + (784L * IdxReader.MaxCount), 16),
            IdxReader.Read(path, IdxLayout.Images).OnlyError());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
    }

    /// <summary>It took 784 MB to find out that the last image is missing.</summary>
    [Fact]
    public void A_gzip_bomb_that_does_not_hold_what_it_claims_takes_no_memory()
    {
        var path = folder.Write("bomb", IdxFiles.Gzip([.. IdxLayout.Images.Header(100_000), .. new byte[(100_000 * 784) - 1]]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = IdxReader.Read(path, IdxLayout.Images).OnlyError();
        Assert.Equal(new DataError.Truncated(path, 16 + (784L * 100_000), 15 + (784L * 100_000)), error);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void What_shrinks_beyond_all_proportion_is_read_all_the_same()
    {
        byte[] content = [.. IdxLayout.Labels.Header(500_000), .. new byte[500_000]];
        Assert.Equal(Sha256(content), Read(IdxFiles.Gzip(content), IdxLayout.Labels).OrThrow().Sha256);
    }

    /// <summary>What <c>gzip -t</c> calls good: parts after each other, as <c>cat</c> joins them, and zeros after the last.</summary>
    [Property(MaxTest = 50)]
    public Property Packed_in_parts_and_padded_it_is_the_same(byte count, byte cut, ushort padding)
    {
        var content = IdxFiles.Labels(count + 1);
        var at = cut % content.Length;
        var parts = Read([.. IdxFiles.Gzip(content[..at]), .. IdxFiles.Gzip(content[at..])], IdxLayout.Labels).OrThrow();
        var padded = Read([.. IdxFiles.Gzip(content), .. new byte[padding]], IdxLayout.Labels).OrThrow();
        return (parts.Sha256 == Sha256(content) && padded.Sha256 == Sha256(content)).Classify(padding > 1 << 13, "much padding");
    }

    [Fact]
    public void A_gzip_bomb_is_left_after_the_declared_size()
    {
        var path = folder.Write("bomb", IdxFiles.Gzip([.. IdxFiles.Images(2), .. new byte[50_000_000]]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(new DataError.TrailingBytes(path, IdxFiles.Images(2).Length), IdxReader.Read(path, IdxLayout.Images).OnlyError());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Other_faults_have_cases_of_their_own()
    {
        var missing = Path.Combine(folder.Path, "missing");
        Assert.IsType<DataError.Unreadable>(IdxReader.Read(missing, IdxLayout.Images).OnlyError());
        Assert.Equal(new DataError.IsDirectory(folder.Path), IdxReader.Read(folder.Path, IdxLayout.Images).OnlyError());
        Assert.IsType<DataError.Empty>(Read(IdxLayout.Images.Header(0), IdxLayout.Images).OnlyError());
        Assert.IsType<DataError.WrongMagic>(Read(IdxFiles.Labels(3), IdxLayout.Images).OnlyError());

        var labels = IdxFiles.WideLabels([3, 1, 256, 2]);
        Assert.Equal(new DataError.LabelOutOfRange("file", 2, 256, 0, 256), Read(labels, IdxLayout.Labels).OnlyError());
        Assert.Equal(
            new DataError.LabelOutOfRange("file", 1, -1, 0, 256),
            Read(IdxFiles.WideLabels([3, -1]), IdxLayout.Labels).OnlyError());
        Assert.Equal([3, 255], Read(IdxFiles.WideLabels([3, 255]), IdxLayout.Labels).OrThrow().Items);
        labels[8 + 3] = 65;
        Assert.Equal(new DataError.TooLarge("file", 65, 64), Read(labels, IdxLayout.Labels).OnlyError());
        Assert.IsType<DataError.Truncated>(Read(IdxFiles.WideLabels([3, 1])[..^1], IdxLayout.Labels).OnlyError());
        Assert.IsType<DataError.Truncated>(Read(labels[..10], IdxLayout.Labels).OnlyError());
    }

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));

    private static Validation<IdxContent, DataError> Read(byte[] content, IdxLayout layout)
    {
        using var file = new MemoryStream(content);
        return IdxReader.Read(file, "file", layout);
    }
}
