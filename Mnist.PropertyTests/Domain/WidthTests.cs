using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Repairs;
using Mnist.Domain.Values;
using Xunit;
using Layers = Mnist.Domain.Values.ValueList<Mnist.Domain.Networks.Layer>;

namespace Mnist.PropertyTests.Domain;

/// <summary>Networks made narrower, each written out by hand; the budget is what it takes, so that one filter more is over it.</summary>
public sealed class WidthTests
{
    private static readonly Layer Relu = new Layer.Relu();
    private static readonly Layer Pool = new Layer.GlobalAvgPool();
    private static readonly Layer Logits = new Layer.Linear(10);

    /// <summary>The rectifier and the grouped convolution hand the channels on; behind the one that mixes them nothing follows.</summary>
    [Fact]
    public void Depthwise_convolutions_follow_as_far_as_the_channels_are_handed_on() => AssertNarrowed(
        "0",
        [Conv(8, 3), Relu, Conv(16, 3, groups: 8), Conv(8, 1), Relu, Conv(8, 3, groups: 8), Pool, Logits],
        [Conv(5, 3), Relu, Conv(10, 3, groups: 5), Conv(8, 1), Relu, Conv(8, 3, groups: 8), Pool, Logits]);

    [Fact]
    public void A_depthwise_convolution_before_the_narrowed_layer_stays() => AssertNarrowed(
        "2",
        [Conv(4, 3), Conv(4, 3, groups: 4), Conv(4, 1), Pool, Logits],
        [Conv(4, 3), Conv(4, 3, groups: 4), Conv(3, 1), Pool, Logits]);

    [Fact]
    public void A_depthwise_convolution_of_the_image_stays() => AssertNarrowed(
        "1",
        [Conv(4, 3, groups: 4), Conv(4, 1), Pool, Logits],
        [Conv(4, 3, groups: 4), Conv(3, 1), Pool, Logits],
        Shape.MnistImage with { Channels = 4 });

    [Fact]
    public void Groups_of_several_channels_do_not_follow() => AssertNarrowed(
        "0",
        [Conv(8, 3), Conv(8, 3, groups: 2), Pool, Logits],
        [Conv(6, 3), Conv(8, 3, groups: 2), Pool, Logits]);

    [Fact]
    public void A_depthwise_convolution_of_two_channels_follows() => AssertNarrowed(
        "0",
        [Conv(2, 3), Conv(6, 3, groups: 2), Pool, Logits],
        [Conv(1, 3), Conv(3, 3), Pool, Logits]);

    [Fact]
    public void A_hidden_linear_layer_is_narrowed_too() => AssertNarrowed(
        "1",
        [new Layer.Flatten(), new Layer.Linear(20), Relu, Logits],
        [new Layer.Flatten(), new Layer.Linear(3), Relu, Logits]);

    [Theory]
    [InlineData("1.body.0", 2, 6)]
    [InlineData("1.projection.0", 6, 2)]
    public void A_layer_inside_a_block_is_narrowed_in_its_own_branch(string path, int body, int projection)
    {
        AssertNarrowed(path, Net(6, 6), Net(body, projection));

        static Layers Net(int body, int projection) =>
        [
            Conv(4, 3),
            new Layer.Residual([Conv(body, 1), new Layer.Conv2d(4, 3) { Padding = 1 }]) { Projection = [Conv(projection, 1), Conv(4, 1)] },
            Pool,
            Logits,
        ];
    }

    /// <summary>Half of 5 is 2, half of 5 groups of two filters is 2 groups, half of 9 is 4; a single filter and the logits stay.</summary>
    [Fact]
    public void A_scale_takes_a_share_of_all_convolutions_but_the_last()
    {
        Layers half = [Conv(2, 3), Conv(4, 3, groups: 2), Block(4, 2), Conv(1, 1), Pool, Conv(10, 1)];
        var scale = Scaled([Conv(5, 3), Conv(10, 3, groups: 5), Block(9, 5), Conv(1, 1), Pool, Conv(10, 1)], half);
        Assert.Equal((3 + 6 + 5 + 5 + 3, half), (scale.Removed, scale.Architecture.Layers));
        Assert.InRange(scale.Percent, 50, 55);

        static Layer.Residual Block(int outside, int inside) =>
            new([Conv(inside, 1), Conv(outside, 1)]) { Projection = [Conv(outside, 1)] };
    }

    /// <summary>They are means of the last convolution's outputs: it keeps one for each class, and no scale touches it.</summary>
    [Fact]
    public void Logits_made_by_a_convolution_before_a_pooling_keep_their_classes()
    {
        AssertNarrowed("1", [Conv(20, 3), Conv(12, 1), Pool], [Conv(20, 3), Conv(10, 1), Pool]);
        Scaled([Conv(20, 3), Conv(12, 1), Pool], [Conv(10, 3), Conv(12, 1), Pool]);
    }

    /// <summary>Eight outputs would be within the budget, and too few for ten classes.</summary>
    [Fact]
    public void A_depthwise_convolution_that_makes_the_logits_follows_only_as_far_as_there_are_classes()
    {
        Layers net = [Conv(20, 3), Conv(20, 26, groups: 20)], fewest = [Conv(10, 3), Conv(10, 26, groups: 10)];
        AssertNarrowed("0", net, fewest);
        Assert.Empty(Repairs(net, [Conv(8, 3), Conv(8, 26, groups: 8)], Shape.MnistImage));
    }

    [Theory]
    [InlineData(99, 198)]
    [InlineData(98, 196)]
    [InlineData(1, 2)]
    public void A_scale_leaves_from_1_to_99_percent(int percent, int filters)
    {
        var scale = Scaled([Conv(200, 3), Pool, Logits], [Conv(filters, 3), Pool, Logits]);
        Assert.Equal((percent, 200 - filters), (scale.Percent, scale.Removed));
    }

    [Fact]
    public void The_smallest_change_comes_first_and_of_equal_ones_that_which_keeps_more_parameters()
    {
        var repairs = Repairs([Conv(20, 3), Conv(20, 1), Pool, Logits], [Conv(20, 3), Conv(16, 1), Pool, Logits], Shape.MnistImage);
        Assert.Equal(repairs.Select(r => (r.Removed, -r.Parameters)).Order(), repairs.Select(r => (r.Removed, -r.Parameters)));
        Assert.Equal(3, repairs.Count);
    }

    [Fact]
    public void A_plan_that_cannot_run_is_not_repaired()
    {
        var plan = Corruptions.Sound with { Target = new() { MaxParameters = 1_000 } };
        Assert.NotEmpty(Repairs(plan, DataSpec.Mnist));
        Assert.Empty(Repairs(plan with { Training = plan.Training with { BatchSize = 0 } }, DataSpec.Mnist));
    }

    private static Layer.Conv2d Conv(int filters, int kernel, int groups = 1) => new(filters, kernel) { Groups = groups };

    private static void AssertNarrowed(string path, Layers net, Layers narrower, Shape? input = null)
    {
        var image = input ?? Shape.MnistImage;
        var repair = Assert.Single(Repairs(net, narrower, image).OfType<BudgetRepair.Narrow>(), r => r.Layer.Path == path);
        Assert.Equal((narrower, Parameters(narrower, image)), (repair.Architecture.Layers, repair.Parameters));
        Assert.Equal(repair.From - repair.To, repair.Removed);
    }

    private static BudgetRepair.Scale Scaled(Layers net, Layers narrower)
    {
        var scale = Assert.Single(Repairs(net, narrower, Shape.MnistImage).OfType<BudgetRepair.Scale>());
        Assert.Equal((narrower, Parameters(narrower, Shape.MnistImage)), (scale.Architecture.Layers, scale.Parameters));
        return scale;
    }

    private static long Parameters(Layers net, Shape image) => Summaries.Of(new(image, net)).Parameters.Trainable;

    /// <summary>What takes a network down to what a narrower one has.</summary>
    private static ValueList<BudgetRepair> Repairs(Layers net, Layers narrower, Shape image) => Repairs(
        Corruptions.Sound with { Architecture = new(image, net), Target = new() { MaxParameters = Parameters(narrower, image) } },
        DataSpec.Mnist with { Image = image });

    private static ValueList<BudgetRepair> Repairs(Plan plan, DataSpec data) => RepairFinder.Find(PlanChecker.Examine(plan, data)).Repairs;
}
