using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Statistics;
using Mnist.Domain.Values;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public sealed class HolmCorrectionTests
{
    /// <summary>Small ones are common, and so are equal ones.</summary>
    private static readonly Arbitrary<double[]> Probabilities = Gen.Choose(0, 8)
        .SelectMany(count => Gen.Choose(0, 40).Select(root => root * root / 1600.0).ArrayOf(count))
        .ToArbitrary();

    /// <summary>0.005 x 4, 0.01 x 3, 0.03 x 2, and 0.04 may not be less than the one before it; as R's p.adjust gives them.</summary>
    [Fact]
    public void An_example_is_what_a_hand_calculates() => Assert.All(
        HolmCorrection.Of([0.01, 0.04, 0.03, 0.005]).Zip([0.03, 0.06, 0.06, 0.02]),
        pair => Assert.Equal(pair.Second, pair.First, 12));

    [Property]
    public Property Each_is_at_least_the_raw_one_and_at_most_as_many_times_it() => Prop.ForAll(Probabilities, raw =>
        Assert.All(Corrected(raw).Zip(raw), pair => Assert.InRange(pair.First, pair.Second, Math.Min(1, raw.Length * pair.Second))));

    [Property]
    public Property What_was_less_probable_stays_so() => Prop.ForAll(Probabilities, raw =>
    {
        var corrected = Corrected(raw);
        for (var i = 0; i < raw.Length; i++)
            for (var j = 0; j < raw.Length; j++)
                Assert.True(raw[i] > raw[j] || corrected[i] <= corrected[j]);
    });

    [Property]
    public Property The_order_of_the_tests_does_not_count() => Prop.ForAll(
        Probabilities, Gen.Choose(0, int.MaxValue).ToArbitrary(), (raw, seed) =>
        {
            int[] order = [.. Enumerable.Range(0, raw.Length)];
            new Random(seed).Shuffle(order);
            Assert.Equal(order.Select(i => Corrected(raw)[i]), Corrected([.. order.Select(i => raw[i])]));
        });

    [Property]
    public Property One_test_alone_needs_no_correction() => Prop.ForAll(
        Gen.Choose(0, 1_000).Select(p => p / 1_000.0).ToArbitrary(), p => Assert.Equal(p, HolmCorrection.Of([p]).Single()));

    /// <summary>
    /// The closed test of Bonferroni's (Marcus, Peritz and Gabriel 1976): a hypothesis falls where every set that holds it does. It is
    /// what Holm's steps shorten.
    /// </summary>
    [Property]
    public Property The_steps_are_the_closed_test() => Prop.ForAll(Probabilities, raw =>
    {
        var sets = Enumerable.Range(1, (1 << raw.Length) - 1).Select(set => (
            Set: set,
            P: Math.Min(1, int.PopCount(set) * raw.Where((_, i) => (set >> i & 1) == 1).Min()))).ToList();
        Assert.All(Corrected(raw).Index(), test =>
            Assert.Equal(sets.Where(set => (set.Set >> test.Index & 1) == 1).Max(set => set.P), test.Item, 12));
    });

    private static ValueList<double> Corrected(double[] raw) => HolmCorrection.Of(raw.ToValueList());
}
