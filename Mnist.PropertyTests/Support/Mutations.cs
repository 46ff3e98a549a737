using Mnist.Domain;
using Xunit;

namespace Mnist.PropertyTests;

/// <summary>Files changed at random, the same ones every time: what a reader must survive.</summary>
internal static class Mutations
{
    private const int CountByDefault = 20_000;

    /// <summary>More than any reader may take for one of the small inputs here, in bytes.</summary>
    private const long MostMemory = 64 << 20;

    /// <summary>Numbers at which readers go wrong, as big-endian bytes.</summary>
    private static readonly byte[][] Corners =
    [
        [0, 0, 0, 0], [0, 0, 0, 1], [0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0], [0, 0, 0xFF, 0xFF], [0, 1, 0, 0], [0, 0x0F, 0x42, 0x40],
    ];

    /// <summary>All inputs of a run of the tests; MNIST_FUZZ asks for another number.</summary>
    public static int Total => int.TryParse(Environment.GetEnvironmentVariable("MNIST_FUZZ"), out var total) ? total : CountByDefault;

    /// <summary>A share of <see cref="Total"/>, each input made of one of some good files.</summary>
    /// <param name="good">At least one, none empty.</param>
    /// <param name="percent">The share.</param>
    public static IEnumerable<byte[]> Of(IReadOnlyList<byte[]> good, int percent) => Enumerable.Range(0, (int)((long)Total * percent / 100))
        .Select(i => Changed(good, RandomStream.Of(percent, RandomPurpose.Synthetic, index: i)));

    /// <summary>Every input brings a value or sentences, whatever it is: no exception, no memory out of proportion.</summary>
    /// <param name="inputs">Of both kinds.</param>
    /// <param name="read">None, or what is wrong with an input.</param>
    public static void Try(IEnumerable<byte[]> inputs, Func<byte[], IEnumerable<string>> read)
    {
        var (answered, refused) = (0, 0);
        foreach (var input in inputs)
        {
            try
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var sentences = read(input).ToList();
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostMemory);
                Assert.All(sentences, sentence => Assert.True(sentence.Length > 0));
                (answered, refused) = sentences.Count == 0 ? (answered + 1, refused) : (answered, refused + 1);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Input {Convert.ToBase64String(input)}", failure);
            }
        }

        Assert.True(answered > 0 && refused > 0, $"{answered} answered, {refused} refused");
    }

    private static byte[] Changed(IReadOnlyList<byte[]> good, RandomStream random)
    {
        var draws = 0;
        var bytes = good[Below(good.Count)].ToList();
        for (var change = Below(4); change >= 0; change--)
            Change();
        return [.. bytes];

        int Below(int bound) => random.Below(draws++, bound);

        void Change()
        {
            var at = bytes.Count == 0 ? 0 : Below(Below(2) == 0 ? Math.Min(bytes.Count, 64) : bytes.Count);
            var length = Math.Min(bytes.Count - at, 1 + Below(16));
            switch (Below(7))
            {
                case 0 when length > 0:
                    bytes[at] ^= (byte)(1 << Below(8));
                    break;
                case 1 when length > 0:
                    bytes[at] = (byte)Below(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3:
                    bytes.RemoveRange(at, length);
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 5:
                    var corner = Corners[Below(Corners.Length)];
                    for (var i = 0; i < corner.Length && at + i < bytes.Count; i++)
                        bytes[at + i] = corner[i];
                    break;
                default:
                    var other = good[Below(good.Count)];
                    bytes.AddRange(other.Skip(Below(other.Length)));
                    break;
            }
        }
    }
}
