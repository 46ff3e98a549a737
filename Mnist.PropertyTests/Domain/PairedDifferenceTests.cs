using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Statistics;
using Mnist.Domain.Values;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public sealed class PairedDifferenceTests
{
    /// <summary>Points in hundredths, as accuracies of 10,000 images differ.</summary>
    private static readonly Arbitrary<double[]> Pairs = Gen.Choose(2, 12)
        .SelectMany(count => Gen.Choose(-60, 60).Select(hundredths => hundredths / 100.0).ArrayOf(count))
        .ToArbitrary();

    /// <summary>Hours of sleep that one of two drugs gave more than the other to ten patients (Student 1908; R's data set sleep).</summary>
    [Fact]
    public void Students_own_example_has_the_published_figures()
    {
        var sleep = Of([1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]);
        Assert.Equal(1.58, sleep.Mean, 12);
        Assert.Equal(0.002833, sleep.PValue!.Value, 6);
        Assert.Equal(0.7001142, sleep.Interval()!.Value.Lower, 7);
        Assert.Equal(2.4598858, sleep.Interval()!.Value.Upper, 7);
    }

    [Property]
    public Property P_is_the_one_of_the_closed_form() => Prop.ForAll(Pairs, pairs =>
    {
        var (p, exact) = (Of(pairs).PValue!.Value, OneSampleP(pairs));
        return (Math.Abs(p - exact) < 1e-9).Label($"{p} <> {exact}").Classify(p < 0.05, "p < 0.05").Classify(p > 0.5, "p > 0.5");
    });

    [Property]
    public Property Swapping_the_two_turns_the_sign_and_nothing_else() => Prop.ForAll(Pairs, pairs =>
    {
        var (there, back) = (Of(pairs), Of([.. pairs.Select(d => -d)]));
        Assert.Equal(there.Mean, -back.Mean, 12);
        Assert.Equal(there.PValue!.Value, back.PValue!.Value, 12);
        Assert.Equal(there.Interval()!.Value.Lower, -back.Interval()!.Value.Upper, 9);
    });

    /// <summary>The test and the interval come to the same: 0 is outside just where p is below 0.05.</summary>
    [Property]
    public Property The_interval_leaves_0_out_where_p_is_small() => Prop.ForAll(Pairs, pairs =>
    {
        var difference = Of(pairs);
        var p = difference.PValue!.Value;
        return (Math.Abs(p - 0.05) < 1e-6 || difference.Interval()!.Value.Contains(0) == (p > 0.05))
            .Label($"p {p}, interval {difference.Interval()}")
            .Classify(p < 0.05, "p < 0.05");
    });

    /// <summary>A difference of all seeds alike does not look smaller where both plans are better by as much.</summary>
    [Property]
    public Property P_is_a_probability_and_scale_does_not_count() => Prop.ForAll(Pairs, pairs =>
    {
        var p = Of(pairs).PValue!.Value;
        Assert.InRange(p, 0, 1);
        Assert.Equal(p, Of([.. pairs.Select(d => 8 * d)]).PValue!.Value, 12);
    });

    /// <summary>Under the sign of each pair drawn anew (Fisher 1935) about as many means are as far off, where pairs are normal.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.8)]
    public void P_is_about_the_share_of_all_flips_of_signs(double mean)
    {
        var random = new Random(11);
        for (var trial = 0; trial < 20; trial++)
        {
            double[] pairs = [.. Enumerable.Range(0, 12).Select(_ => mean + RandomNumbers.Gaussian(random))];
            var reached = Math.Abs(pairs.Sum()) - 1e-12;
            var flips = Enumerable.Range(0, 1 << pairs.Length)
                .Count(signs => Math.Abs(pairs.Select((d, i) => (signs >> i & 1) == 0 ? d : -d).Sum()) >= reached);
            Assert.Equal(flips / (double)(1 << pairs.Length), Of(pairs).PValue!.Value, 0.04);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    public void No_true_difference_is_found_as_often_as_p_says(int seeds)
    {
        const int Trials = 4_000;
        var random = new Random(seeds);
        var found = Enumerable.Range(0, Trials)
            .Count(_ => Of([.. Enumerable.Range(0, seeds).Select(_ => 0.05 * RandomNumbers.Gaussian(random))]).PValue < 0.05);
        Assert.InRange(found / (double)Trials, 0.05 - 0.014, 0.05 + 0.014); // four standard errors of a share of 0.05
    }

    [Fact]
    public void One_pair_has_no_interval_and_no_p()
    {
        var one = Of([0.07]);
        Assert.Equal((1, 0.07), (one.Count, one.Mean));
        Assert.Null(one.Interval());
        Assert.Null(one.PValue);
    }

    [Property]
    public void Differences_that_are_all_the_same_decide(PositiveInt count, short hundredths)
    {
        var difference = Of([.. Enumerable.Repeat(hundredths / 100.0, count.Get + 1)]);
        Assert.Equal(hundredths == 0 ? 1 : 0, difference.PValue);
        Assert.Equal(hundredths / 100.0, difference.Mean, 9);
        Assert.Equal(difference.Mean, difference.Interval()!.Value.Lower, 9);
        Assert.Equal(difference.Mean, difference.Interval()!.Value.Upper, 9);
    }

    /// <summary>However small the spread: no figure is infinite or none.</summary>
    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-12)]
    [InlineData(1)]
    [InlineData(1e12)]
    public void All_figures_are_finite(double spread)
    {
        var difference = Of([1, 1 + spread, 1, 1 + (spread * (1 + 1e-9))]);
        Assert.True(double.IsFinite(difference.PValue!.Value));
        Assert.True(double.IsFinite(difference.Interval()!.Value.Lower) && double.IsFinite(difference.Interval()!.Value.Upper));
    }

    private static PairedDifference Of(double[] pairs) => new(new(pairs.ToValueList()));

    /// <summary>
    /// The t-test of one sample against 0 from its sums of squares, and Student's distribution as a finite sum (Abramowitz and Stegun
    /// 1964, 26.7.3 and 26.7.4).
    /// </summary>
    private static double OneSampleP(double[] values)
    {
        if (values.Distinct().Count() == 1)
            return values[0] == 0 ? 1 : 0;
        var (n, mean) = (values.Length, values.Average());
        var freedom = n - 1;
        var t = mean / Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / freedom / n);
        var angle = Math.Atan(Math.Abs(t) / Math.Sqrt(freedom));
        var (sine, cosine) = Math.SinCos(angle);
        var isOdd = freedom % 2 == 1;
        var (term, sum) = isOdd ? (cosine, cosine) : (1, 1);
        for (var k = isOdd ? 3 : 2; k <= freedom - 2; k += 2)
            sum += term *= cosine * cosine * (k - 1) / k;
        return 1 - (isOdd ? 2 / Math.PI * (angle + (freedom == 1 ? 0 : sine * sum)) : sine * sum);
    }
}
