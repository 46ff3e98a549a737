using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Statistics;
using Mnist.Domain.Values;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public sealed class StatisticsTests
{
    private const int Trials = 4_000;

    // Four standard errors of a share of 0.95 in as many trials.
    private const double Tolerance = 0.014;

    [Fact]
    public void Students_interval_is_the_one_of_the_tables()
    {
        // t(0.975, 4) = 2.776445; mean 3, standard deviation sqrt(2.5).
        var interval = new SeedStatistics([1, 2, 3, 4, 5]).MeanInterval()!.Value;
        Assert.Equal(3 - (2.776445 * Math.Sqrt(2.5 / 5)), interval.Lower, 5);
        Assert.Equal(3 + (2.776445 * Math.Sqrt(2.5 / 5)), interval.Upper, 5);
    }

    /// <summary>t(0.95, 4) = 2.131847.</summary>
    [Fact]
    public void Less_confidence_takes_another_column_of_the_table() =>
        Assert.Equal(3 - (2.131847 * Math.Sqrt(2.5 / 5)), new SeedStatistics([1, 2, 3, 4, 5]).MeanInterval(0.9)!.Value.Lower, 5);

    /// <summary>Squares about the mean of 3: 16, 4, 1, 1 and 4.</summary>
    [Fact]
    public void Figures_of_seeds_are_what_a_hand_calculates()
    {
        var seeds = new SeedStatistics([7, 1, 2, 4, 1]);
        Assert.Equal((5, 3.0, 1.0, 7.0, 2.0), (seeds.Count, seeds.Mean, seeds.Min, seeds.Max, seeds.Median));
        Assert.Equal(Math.Sqrt(26.0 / 4), seeds.StandardDeviation!.Value, 12);
        Assert.Equal(1.5, new SeedStatistics([4, 1, 2, 1]).Median);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.5)]
    [InlineData(1.5)]
    public void No_interval_has_all_the_confidence_or_none(double confidence)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(new(1, 2), confidence));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeedStatistics([1, 2]).MeanInterval(confidence));
    }

    /// <summary>No accuracy is beyond 0 and 100, so that an end there leaves nothing out that the whole interval holds.</summary>
    [Property]
    public bool An_interval_of_percentages_stays_among_them(NonEmptyArray<byte> values)
    {
        var figure = new SeedStatistics(values.Get.Select(value => Math.Min(100.0, value / 2.0)).ToValueList());
        return (figure.MeanInterval(), figure.PercentInterval()) switch
        {
            (null, null) => figure.Count == 1,
            ({ } whole, { } cut) => cut.Lower == Math.Max(0, whole.Lower) && cut.Upper == Math.Min(100, whole.Upper)
                && cut.Contains(figure.Mean),
            _ => false,
        };
    }

    [Fact]
    public void Two_seeds_near_100_percent_reach_no_further() =>
        Assert.Equal(100, new SeedStatistics([99.5, 99.9]).PercentInterval()!.Value.Upper);

    [Fact]
    public void One_seed_says_nothing_about_spread()
    {
        var one = new SeedStatistics([99.4]);
        Assert.Null(one.StandardDeviation);
        Assert.Null(one.MeanInterval());
    }

    // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    [Theory]
    [InlineData(81, 263, 25.53, 36.62)]
    [InlineData(15, 148, 6.24, 16.05)]
    [InlineData(0, 20, 0, 16.11)]
    [InlineData(1, 29, 0.61, 17.18)]
    [InlineData(9_940, 10_000, 99.23, 99.53)]
    public void Wilsons_interval_is_the_published_one(int correct, int total, double lower, double upper)
    {
        var interval = WilsonInterval.Of(new(correct, total));
        Assert.Equal(lower, interval.Lower, 2);
        Assert.Equal(upper, interval.Upper, 2);
    }

    [Property]
    public void Wilsons_interval_holds_what_was_measured_and_mirrors(PositiveInt total, NonNegativeInt some)
    {
        var score = new Score(some.Get % (total.Get + 1), total.Get);
        var (interval, mirror) = (WilsonInterval.Of(score), WilsonInterval.Of(new(score.Total - score.Correct, score.Total)));
        Assert.True(interval.Contains(score.Percent), $"{score}: {interval}");
        Assert.InRange(interval.Lower, 0, 100);
        Assert.InRange(interval.Upper, 0, 100);
        Assert.Equal(100 - interval.Upper, mirror.Lower, 9);
    }

    [Fact]
    public void None_and_all_have_exact_ends() => Assert.All(Enumerable.Range(1, 2_000), total =>
        Assert.Equal((0.0, 100.0), (WilsonInterval.Of(new(0, total)).Lower, WilsonInterval.Of(new(total, total)).Upper)));

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(0.999, false)]
    [InlineData(2.001, false)]
    public void An_interval_holds_its_ends(double value, bool holds) => Assert.Equal(holds, new ConfidenceInterval(1, 2).Contains(value));

    [Property]
    public void More_confidence_needs_a_wider_interval(PositiveInt total, NonNegativeInt some)
    {
        var score = new Score(some.Get % (total.Get + 1), total.Get);
        var (narrow, wide) = (WilsonInterval.Of(score, 0.8), WilsonInterval.Of(score, 0.99));
        Assert.True(wide.Lower <= narrow.Lower && wide.Upper >= narrow.Upper);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    public void Students_interval_covers_the_mean_as_often_as_it_says(int seeds)
    {
        var random = new Random(seeds);
        var covered = Enumerable.Range(0, Trials)
            .Select(_ => Enumerable.Range(0, seeds).Select(_ => 99.4 + (0.05 * RandomNumbers.Gaussian(random))).ToValueList())
            .Count(values => new SeedStatistics(values)
                .MeanInterval()!.Value.Contains(99.4));
        Assert.InRange(covered / (double)Trials, 0.95 - Tolerance, 0.95 + Tolerance);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Wilsons_interval_covers_the_accuracy_about_as_often_as_it_says(double accuracy)
    {
        var random = new Random(7);
        var covered = Enumerable.Range(0, Trials)
            .Count(_ => WilsonInterval
                .Of(new(Enumerable.Range(0, 200).Count(_ => random.NextDouble() < accuracy), 200))
                .Contains(100 * accuracy));

        // A count is discrete: its coverage swings about the confidence (Brown, Cai and DasGupta 2001).
        Assert.InRange(covered / (double)Trials, 0.93, 0.975);
    }

    // Sums of binomial coefficients: 2 (1 + 10 + 45) / 2^10; 2 (1 + 5) / 2^5; 2 (1) / 2^6.
    [Theory]
    [InlineData(2, 8, 112 / 1024.0)]
    [InlineData(4, 1, 12 / 32.0)]
    [InlineData(0, 6, 2 / 64.0)]
    [InlineData(3, 3, 1)]
    [InlineData(0, 0, 1)]
    public void McNemars_test_is_the_binomial_sum(int onlyFirst, int onlySecond, double p) =>
        Assert.Equal(p, new McNemarTest(onlyFirst, onlySecond).PValue, 12);

    [Property]
    public void McNemars_test_does_not_care_who_is_first(NonNegativeInt first, NonNegativeInt second)
    {
        var p = new McNemarTest(first.Get, second.Get).PValue;
        Assert.Equal(p, new McNemarTest(second.Get, first.Get).PValue, 12);
        Assert.InRange(p, 0, 1);
    }

    [Property]
    public void A_larger_difference_is_less_likely_by_chance(PositiveInt discordant, NonNegativeInt some)
    {
        var fewer = some.Get % ((discordant.Get / 2) + 1);
        if (fewer > 0)
            Assert.True(
                new McNemarTest(fewer - 1, discordant.Get - fewer + 1).PValue <= new McNemarTest(fewer, discordant.Get - fewer).PValue);
    }

    [Property]
    public void Only_images_that_one_of_the_two_reads_are_counted(bool[] first)
    {
        var second = first.Select((read, i) => i % 3 == 0 ? !read : read).ToArray();
        var test = McNemarTest.Of(first, second);
        Assert.Equal(first.Zip(second).Count(p => p.First != p.Second), test.OnlyFirst + test.OnlySecond);
        Assert.Equal(first.Count(r => r) - second.Count(r => r), test.OnlyFirst - test.OnlySecond);
    }

    [Fact]
    public void The_test_is_for_the_same_images_only() => Assert.Throws<ArgumentException>(() => McNemarTest.Of([true, false], [true]));

    /// <summary>Counted image by image, from predictions of random seeds on random labels.</summary>
    [Property]
    public Property Images_are_lost_by_as_many_seeds_as_read_them_wrongly() => Prop.ForAll(
        Gen.Choose(1, 5).SelectMany(seeds => Gen.Choose(1, 6).SelectMany(images => Gen.Choose(0, 8).Select(value => value / 8.0)
            .ArrayOf(3).ArrayOf(images).ArrayOf(seeds)
            .Zip(Gen.Choose(0, 2).ArrayOf(images)))).ToArbitrary(),
        drawn =>
        {
            var (seeds, labels) = drawn;
            var errors = SeedErrors.Of(seeds, labels);
            bool Reads(double[] values, int label) => label == Enumerable.Range(0, 3).MaxBy(output => values[output]);
            for (var i = 0; i < labels.Length; i++)
                Assert.Equal(seeds.Count(seed => !Reads(seed[i], labels[i])), errors.LostBy[i]);
            Assert.Equal(seeds.Average(seed => labels.Index().Count(image => !Reads(seed[image.Index], image.Item))), errors.Mean, 1e-9);
            Assert.Equal(errors.LostBy.Count(lost => lost == seeds.Length), errors.Always.Count);
            Assert.All(errors.Always, image => Assert.Equal(seeds.Length, errors.LostBy[image]));
            Assert.True(errors.Always.Count <= errors.Mean && errors.Mean <= errors.Ever);
            return (seeds.Length > 1 || errors.Average.Correct == labels.Length - errors.Ever)
                .Classify(errors.Always.Count > 0, "some always lost").Classify(errors.Ever > errors.Always.Count, "some by chance");
        });

    /// <summary>Each seed is sure of another wrong class, and all think the true one likely.</summary>
    [Fact]
    public void The_mean_of_seeds_may_read_what_each_of_them_loses()
    {
        var errors = SeedErrors.Of([[[0.4, 0.6, 0]], [[0.4, 0, 0.6]]], [0]);
        Assert.Equal((0.0, 1), (errors.Average.Total - errors.Average.Correct, errors.Always.Count));
        Assert.Throws<ArgumentException>(() => SeedErrors.Of([[[1.0]]], [0, 0]));
    }
}
