using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Analysis;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Xunit;
using Layers = Mnist.Domain.Values.ValueList<Mnist.Domain.Networks.Layer>;

namespace Mnist.PropertyTests.Domain;

public sealed class CoverageTests
{
    [Property(MaxTest = 500, Arbitrary = [typeof(Architectures)])]
    public Property The_outputs_depend_on_the_pixels_that_brute_force_finds(Architecture net)
    {
        var (coverage, seen) = (Summaries.Of(net).Coverage, Seen(net));
        return (coverage == seen)
            .Label($"{coverage}, not {seen}")
            .Classify(seen.Pixels < net.Input.Positions, "some unseen")
            .Classify(seen.Pixels < seen.Rows * seen.Columns, "no grid");
    }

    [Property(MaxTest = 300, Arbitrary = [typeof(Architectures)])]
    public bool A_warning_says_how_many_pixels_are_lost_and_is_given_where_some_are(Architecture net)
    {
        var report =
            PlanChecker.Examine(Corruptions.Sound with { Architecture = net, Target = new() }, DataSpec.Mnist with { Image = net.Input });
        return report.Warnings.OfType<PlanWarning.UnseenPixels>().Sum(w => w.Pixels) == net.Input.Positions - Seen(net).Pixels;
    }

    /// <summary>A receptive field of 28 pixels begins in the padding and ends one pixel before the image does.</summary>
    [Fact]
    public void A_field_as_large_as_the_image_may_miss_some_of_it()
    {
        Layers net = [new Layer.Conv2d(10, 4) { Stride = 3, Padding = 1 }, new Layer.GlobalAvgPool()];
        var plan = Corruptions.Sound with { Architecture = new(Shape.MnistImage, net), Target = new() { MinReceptiveField = 28 } };
        var report = PlanChecker.Examine(plan, DataSpec.Mnist);
        Assert.Equal(28, report.Summary!.Field.Size);
        Assert.Equal([new PlanWarning.UnseenPixels(55, 28, new(27, 27, 729), Shape.MnistImage)], report.Warnings);
        Assert.Equal([new PlanError.FieldTooSmall(27, 28)], report.Errors);
    }

    [Fact]
    public void Branches_that_see_a_row_and_a_column_see_a_cross()
    {
        Layers row = [new Layer.Conv2d(1, new(1, 5)), new Layer.Conv2d(1, new(1, 1)) { Stride = new(5, 1) }];
        Layers column = [new Layer.Conv2d(1, new(5, 1)), new Layer.Conv2d(1, new(1, 1)) { Stride = new(1, 5) }];
        var net = new Architecture(new(1, 5, 5), [new Layer.Residual(row) { Projection = column }]);
        Assert.Equal(new(5, 5, 9), Summaries.Of(net).Coverage);
    }

    [Fact]
    public void Logits_may_depend_on_nothing_but_padding() => Assert.Equal(
        new(0, 0, 0),
        Summaries.Of(
            new(new(1, 4, 4), [new Layer.Conv2d(3, 1) { Padding = 5, Stride = 100 }, new Layer.Flatten(), new Layer.Linear(10)])).Coverage);

    /// <summary>Half a million gaps along one axis: told as none rather than followed one by one.</summary>
    [Fact]
    public void Hostile_gaps_cost_no_time()
    {
        Layers net =
        [
            .. Enumerable.Repeat<Layer>(new Layer.Conv2d(1, 1) { Padding = new(4096, 0) }, 128),
            .. Enumerable.Repeat<Layer>(new Layer.Conv2d(1, 1), 1_000),
            new Layer.Conv2d(1, 1) { Stride = new(2, 1) },
        ];
        Assert.Equal(28, Summaries.Of(new(Shape.MnistImage, net)).Coverage.Rows);
    }

    /// <summary>1,024 pixels with a gap between any two are followed, one more is told as no gap at all.</summary>
    [Theory]
    [InlineData(2_048, 1_024)]
    [InlineData(2_050, 2_049)]
    public void Gaps_are_followed_up_to_a_thousand(int length, int seen)
    {
        Layer every = new Layer.MaxPool2d(1) { Stride = new(1, 2) };
        Assert.Equal(new(1, seen, seen), Summaries.Of(new(new(1, 1, length), [every])).Coverage);
        Assert.Equal(new(1, seen, seen), Summaries.Of(new(new(1, 1, length), [new Layer.Relu(), every, new Layer.AvgPool2d(1)])).Coverage);
    }

    [Fact]
    public void The_side_of_what_is_seen_is_the_shorter_one() =>
        Assert.Equal((2, 2), (new Coverage(2, 3, 6).Size, new Coverage(3, 2, 6).Size));

    [Fact]
    public void No_plan_of_the_catalogue_loses_a_pixel() => Assert.All(PlanCatalog.All, plan =>
        Assert.Empty(PlanChecker.Examine(plan, DataSpec.Mnist).Warnings.OfType<PlanWarning.UnseenPixels>()));

    private static Coverage Seen(Architecture net)
    {
        var pixels = ReferenceFields.Of(net).Cast<Sight>().Aggregate(BigInteger.Zero, (all, sight) => all | sight.Pixels);
        var seen = (
            from row in Enumerable.Range(0, net.Input.Height)
            from column in Enumerable.Range(0, net.Input.Width)
            where !((pixels >> ((row * net.Input.Width) + column)) & 1).IsZero
            select (row, column)).ToList();
        return new(seen.Select(p => p.row).Distinct().Count(), seen.Select(p => p.column).Distinct().Count(), seen.Count);
    }
}
