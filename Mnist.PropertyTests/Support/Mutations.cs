using System.Runtime.InteropServices;
using Mnist.Domain.Values;

namespace Mnist.PropertyTests;

/// <summary>Files changed at random, the same ones every time: what a reader must survive.</summary>
internal static class Mutations
{
    private const int MostChanges = 4;

    /// <summary>Numbers at which readers go wrong, as big-endian bytes.</summary>
    private static readonly byte[][] Corners =
    [
        [0, 0, 0, 0], [
            0,
            0,
            0,
            1,
        ], [0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0], [0, 0, 0xFF, 0xFF], [0, 1, 0, 0], [0, 0x0F, 0x42, 0x40],
    ];

    /// <summary>Values at which readers of JSON go wrong.</summary>
    private static readonly byte[][] Values =
    [
        .. new[]
        {
            "null", "true", "0", "-1", "-0.0", "2147483647", "2147483648", "99999999999999999999", "1e-400", "1e400", "0.5",
            "\"\"", "\"null\"", "\"\\ud800\"", "\"\\u0000\"", "\"\u001b\"", "[]", "[null]", "{}", "[[[[]]]]",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    /// <summary>One of some good files, changed in one to four places.</summary>
    /// <param name="good">At least one, none empty.</param>
    /// <param name="index">Which of the endless row of inputs.</param>
    public static byte[] Of(IReadOnlyList<byte[]> good, long index)
    {
        var (random, draws) = (RandomStream.Of(good.Count, RandomPurpose.Synthetic, index: index), 0);
        var bytes = new List<byte>(good[Below(good.Count)]);
        for (var change = Below(MostChanges); change >= 0; change--)
            Change();
        return [.. bytes];

        int Below(int bound) => random.Below(draws++, bound);

        void Change()
        {
            var at = bytes.Count == 0 ? 0 : Below(Below(2) == 0 ? Math.Min(bytes.Count, 64) : bytes.Count);
            var length = Math.Min(bytes.Count - at, 1 + Below(16));
            switch (Below(8))
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
                case 6:
                    PutValue(bytes, at, Values[Below(Values.Length)]);
                    break;
                default:
                    var other = good[Below(good.Count)];
                    bytes.AddRange(other.AsSpan(Below(other.Length)));
                    break;
            }
        }
    }

    /// <summary>Puts a value of JSON in the place of the next one, or where no JSON is found, of the bytes up to the end.</summary>
    private static void PutValue(List<byte> bytes, int at, byte[] value)
    {
        var rest = CollectionsMarshal.AsSpan(bytes)[at..];
        var start = rest.IndexOfAny(":[,"u8) + 1;
        var length = rest[start..].IndexOfAny(",]}\n"u8);
        bytes.RemoveRange(at + start, length < 0 ? bytes.Count - at - start : length);
        bytes.InsertRange(at + start, value);
    }
}
