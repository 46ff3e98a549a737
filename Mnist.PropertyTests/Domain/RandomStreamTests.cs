using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MathNet.Numerics.Distributions;
using Mnist.Domain.Values;
using Xunit;

namespace Mnist.PropertyTests.Domain;

/// <summary>
/// Statistics are drawn from fixed keys, so they pass always or never; each bound is one that a fair stream crosses once in a million.
/// </summary>
public sealed class RandomStreamTests
{
    private const double FalseAlarm = 1e-6;

    /// <summary>The first outputs of the generator's published reference code, seeded with 0.</summary>
    [Fact]
    public void Key_0_gives_the_known_numbers_of_SplitMix64() => Assert.Equal(
        [0xE220A8397B1DCDAFUL, 0x6E789E6AA1B965F4UL, 0x06C45D188009454FUL],
        Enumerable.Range(0, 3).Select(i => new RandomStream(0).Bits(i)));

    /// <summary>Computed apart from this code: a run's record promises the same bits to every later version.</summary>
    [Theory]
    [InlineData(1, RandomPurpose.Shuffle, 2, 3, 0xAFC9A1C47E5B4032UL)]
    [InlineData(-7, RandomPurpose.Augment, 1L << 40, -1, 0x304411B91552C497UL)]
    public void The_stream_of_a_seed_never_changes(long seed, RandomPurpose purpose, long epoch, long index, ulong key) =>
        Assert.Equal(new RandomStream(key), RandomStream.Of(seed, purpose, epoch, index));

    [Property]
    public bool Number_i_and_one_more_is_number_i_of_the_stream_one_gamma_on(ulong key, NonNegativeInt i) =>
        new RandomStream(key).Bits(i.Get + 1L) == new RandomStream(unchecked(key + 0x9E3779B97F4A7C15UL)).Bits(i.Get);

    /// <summary>Grids of small keys, the ones that runs use: 4 seeds, all purposes, 20 epochs, 100 indices.</summary>
    [Fact]
    public void Streams_of_unlike_keys_are_unlike()
    {
        var keys = (
            from seed in Enumerable.Range(-1, 4)
            from purpose in Enum.GetValues<RandomPurpose>()
            from epoch in Enumerable.Range(0, 20)
            from index in Enumerable.Range(0, 100)
            select RandomStream.Of(seed, purpose, epoch, index).Key).ToArray();
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    /// <summary>First numbers of neighbouring indices, the worst case of a counter as key.</summary>
    [Theory]
    [InlineData(RandomPurpose.Augment)]
    [InlineData(RandomPurpose.Dropout)]
    public void First_numbers_of_neighbouring_streams_fill_256_cells_evenly(RandomPurpose purpose) =>
        AssertEven(Enumerable.Range(0, 100_000).Select(index => RandomStream.Of(1, purpose, 3, index).Below(0, 256)), 256);

    [Fact]
    public void First_numbers_of_neighbouring_seeds_fill_256_cells_evenly() =>
        AssertEven(Enumerable.Range(0, 100_000).Select(seed => RandomStream.Of(seed, RandomPurpose.Shuffle).Below(0, 256)), 256);

    /// <summary>A pair from two streams falls into each of 16 x 16 cells equally often: the streams know nothing of each other.</summary>
    [Fact]
    public void Neighbouring_streams_are_independent() => AssertEven(
        Enumerable.Range(0, 100_000).Select(i =>
            (16 * RandomStream
                .Of(1, RandomPurpose.Dropout, 0, 0)
                .Below(i, 16)) + RandomStream.Of(1, RandomPurpose.Dropout, 0, 1).Below(i, 16)),
        256);

    [Fact]
    public void Successive_numbers_are_independent() => AssertEven(
        Enumerable.Range(0, 100_000).Select(i => (16 * new RandomStream(7).Below(2 * i, 16)) + new RandomStream(7).Below((2 * i) + 1, 16)),
        256);

    /// <summary>The mean of n uniform numbers is normal with variance 1 / 12n, that of their squares with variance 4 / 45n.</summary>
    [Fact]
    public void Units_have_the_mean_and_the_square_of_a_uniform_number()
    {
        const int Count = 1_000_000;
        var units = Enumerable.Range(0, Count).Select(i => new RandomStream(42).Unit(i)).ToArray();
        var bound = Normal.InvCDF(0, 1, 1 - (FalseAlarm / 2));
        Assert.InRange((units.Average() - 0.5) / Math.Sqrt(1.0 / 12 / Count), -bound, bound);
        Assert.InRange((units.Average(u => u * u) - (1.0 / 3)) / Math.Sqrt(4.0 / 45 / Count), -bound, bound);
    }

    [Property]
    public bool Units_lie_in_0_to_1_on_a_grid_of_2_to_the_minus_53(ulong key, NonNegativeInt i)
    {
        var unit = new RandomStream(key).Unit(i.Get);
        return unit is >= 0 and < 1 && Math.ScaleB(unit, 53) == Math.Floor(Math.ScaleB(unit, 53));
    }

    [Property]
    public bool Uniform_numbers_lie_between_their_ends(ulong key, NonNegativeInt i, NormalFloat low, PositiveInt width)
    {
        var value = new RandomStream(key).Uniform(i.Get, low.Get, low.Get + width.Get);
        return value >= low.Get && value <= low.Get + width.Get;
    }

    [Property]
    public bool Integers_lie_below_their_bound(ulong key, NonNegativeInt i, PositiveInt bound) =>
        new RandomStream(key).Below(i.Get, bound.Get) is var n && n >= 0 && n < bound.Get;

    /// <summary>The key whose first 64 bits are all ones, found by running the finaliser backwards.</summary>
    [Fact]
    public void The_largest_number_stays_below_every_end_but_one_reached_by_rounding()
    {
        var stream = new RandomStream(0x31628AF67B2131ABUL);
        Assert.Equal(ulong.MaxValue, stream.Bits(0));
        Assert.Equal(Math.BitDecrement(1), stream.Unit(0));
        Assert.Equal(int.MaxValue - 1, stream.Below(0, int.MaxValue));
        Assert.Equal(2, stream.Uniform(0, 1, 2));
    }

    [Fact]
    public void The_largest_bound_is_no_trouble() =>
        Assert.All(Enumerable.Range(0, 1_000), i => Assert.InRange(new RandomStream(5).Below(i, int.MaxValue), 0, int.MaxValue - 1));

    [Property]
    public bool A_permutation_holds_every_place_once(ulong key, NonNegativeInt count)
    {
        var order = new RandomStream(key).Permutation(count.Get);
        return order.Order().SequenceEqual(Enumerable.Range(0, count.Get));
    }

    /// <summary>All 24 orders of four, equally often over many keys.</summary>
    [Fact]
    public void Every_order_is_as_likely_as_another() => AssertEven(
        Enumerable.Range(0, 48_000)
            .Select(epoch => RandomStream.Of(9, RandomPurpose.Shuffle, epoch).Permutation(4))
            .Select(p => (p[0] * 6) + ((p[1] - (p[1] > p[0] ? 1 : 0)) * 2) + (p[2] > p[3] ? 1 : 0)),
        24);

    /// <summary>Pearson's chi-square against equal cells.</summary>
    private static void AssertEven(IEnumerable<int> cells, int count)
    {
        var tally = new long[count];
        foreach (var cell in cells)
            tally[cell]++;
        var expected = (double)tally.Sum() / count;
        var chiSquare = tally.Sum(n => (n - expected) * (n - expected) / expected);
        Assert.InRange(
            chiSquare, ChiSquared.InvCDF(count - 1, FalseAlarm / 2), ChiSquared.InvCDF(count - 1, 1 - (FalseAlarm / 2)));
    }
}
