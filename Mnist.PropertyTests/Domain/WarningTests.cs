using FsCheck.Xunit;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Values;
using Xunit;
using Layers = Mnist.Domain.Values.ValueList<Mnist.Domain.Networks.Layer>;

namespace Mnist.PropertyTests.Domain;

public sealed class WarningTests
{
    private static readonly Layer.Conv2d Biased = new(10, 1) { Bias = true };
    private static readonly Layer Norm = new Layer.BatchNorm2d();

    [Fact]
    public void More_outputs_than_classes_are_a_warning_of_eva6_2_alone() => Assert.Equal(
        ["eva6/2", "eva6/3", "eva6/4"],
        PlanCatalog.All.Where(plan => Warnings(plan).Contains(new PlanWarning.UnusedOutputs(16, 10))).Select(plan => plan.Name),
        StringComparer.Ordinal);

    [Fact]
    public void Seeing_less_than_the_image_is_a_warning_from_one_pixel_on()
    {
        Assert.Equal(
            [new PlanWarning.UnseenPixels(55, 27, new(27, 27, 729), Shape.MnistImage)],
            Warnings([new Layer.Conv2d(10, 27), new Layer.AvgPool2d(1) { Stride = 2 }]));
        Assert.Empty(Warnings([new Layer.Conv2d(10, 28)]));
    }

    [Fact]
    public void Rectified_logits_are_a_warning_of_eva7_1_alone() => Assert.Equal(
        ["eva7/1"],
        PlanCatalog.All.Where(plan => Warnings(plan).OfType<PlanWarning.RectifiedLogits>().Any()).Select(plan => plan.Name),
        StringComparer.Ordinal);

    [Fact]
    public void Neither_pooling_nor_dropout_behind_it_makes_a_rectifier_of_logits_better()
    {
        Layers net = [new Layer.Conv2d(10, 28), new Layer.Relu(), new Layer.GlobalAvgPool(), new Layer.Dropout(0.1), new Layer.Flatten()];
        Assert.Equal([new PlanWarning.RectifiedLogits(new("1", net[1]))], Warnings(net).OfType<PlanWarning.RectifiedLogits>());
    }

    [Fact]
    public void Nor_does_pooling_with_a_window()
    {
        Layers net = [new Layer.Conv2d(10, 25), new Layer.Relu(), new Layer.MaxPool2d(2), new Layer.AvgPool2d(2)];
        Assert.Equal([new PlanWarning.RectifiedLogits(new("1", net[1]))], Warnings(net).OfType<PlanWarning.RectifiedLogits>());
    }

    public static TheoryData<Layer> SignChangers => [Norm, new Layer.Linear(10), new Layer.Residual([new Layer.Conv2d(10, 1)])];

    [Theory]
    [MemberData(nameof(SignChangers))]
    public void A_layer_behind_the_rectifier_that_gives_back_negative_values_takes_the_warning_away(Layer last) =>
        Assert.Empty(Warnings([new Layer.Conv2d(10, 28), new Layer.Relu(), last]));

    [Fact]
    public void A_bias_that_no_normalisation_follows_is_none() =>
        Assert.Empty(Warnings([Biased, new Layer.GlobalAvgPool(), Norm, new Layer.Linear(10)]));

    /// <summary>It is refused for its height and width; how many channels the logits would have is not known.</summary>
    [Fact]
    public void An_output_with_a_height_and_a_width_has_no_unused_channels() =>
        Assert.Empty(Warnings([new Layer.Conv2d(11, 1)]).OfType<PlanWarning.UnusedOutputs>());

    [Theory]
    [InlineData("0")]
    [InlineData("1.body.0")]
    public void A_bias_just_before_a_normalisation_is_a_warning(string path)
    {
        Layers net = path == "0" ? [Biased, Norm] : [new Layer.Conv2d(10, 1), new Layer.Residual([Biased, Norm])];
        Assert.Equal([new PlanWarning.BiasBeforeBatchNorm(new(path, Biased), 10)], Warnings([.. net, new Layer.GlobalAvgPool()]));
    }

    [Fact]
    public void The_bias_of_a_linear_layer_is_no_better() => Assert.Equal(
        [new PlanWarning.BiasBeforeBatchNorm(new("1", new Layer.Linear(10)), 10)],
        Warnings([new Layer.Flatten(), new Layer.Linear(10), Norm]));

    /// <summary>The shortcut carries the bias past the normalisation.</summary>
    [Fact]
    public void A_bias_before_a_block_that_begins_with_a_normalisation_is_none() =>
        Assert.Empty(Warnings([Biased, new Layer.Residual([Norm]), new Layer.GlobalAvgPool()]));

    /// <summary>One branch does not follow the other.</summary>
    [Fact]
    public void A_bias_that_ends_a_body_is_none_where_the_projection_begins_with_a_normalisation() =>
        Assert.Empty(Warnings([new Layer.Residual([Biased]) { Projection = [Norm, new Layer.Conv2d(10, 1)] }, new Layer.GlobalAvgPool()]));

    [Property(Arbitrary = [typeof(Architectures)])]
    public bool A_warning_about_a_bias_blames_a_layer_that_has_one_and_saves_its_parameters(Architecture net)
    {
        var report =
            PlanChecker.Examine(Corruptions.Sound with { Architecture = net, Target = new() }, DataSpec.Mnist with { Image = net.Input });
        return report.Warnings.OfType<PlanWarning.BiasBeforeBatchNorm>().All(w =>
            report.Summary!.Tensors.Any(t => t.Name == $"{w.Layer.Path}.bias" && t.Count == w.Parameters));
    }

    private static ValueList<PlanWarning> Warnings(Layers layers) =>
        Warnings(Corruptions.Sound with { Architecture = new(Shape.MnistImage, layers), Target = new() });

    private static ValueList<PlanWarning> Warnings(Plan plan) => PlanChecker.Examine(plan, DataSpec.Mnist).Warnings;
}
