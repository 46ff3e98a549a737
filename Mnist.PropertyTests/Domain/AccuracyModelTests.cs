using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Analysis;
using Mnist.Domain.Networks;
using Mnist.Domain.Ranking;
using Mnist.Domain.Values;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public sealed class AccuracyModelTests
{
    private static readonly ValueList<Summary> Networks =
    [
        .. from first in new[] { 4, 8, 12, 16 }
           from second in new[] { 8, 16, 32 }
           from deep in new[] { 1, 3 }
           select Chain(first, second, deep),
    ];

    [Fact]
    public void Too_few_networks_make_no_model()
    {
        Assert.Null(AccuracyModel.Fit([.. Law(Networks.Take(AccuracyModel.FewestNetworks - 1))]));
        Assert.NotNull(AccuracyModel.Fit([.. Law(Networks.Take(AccuracyModel.FewestNetworks))]));
    }

    /// <summary>An error that falls as a power of the parameters: networks left out are foretold.</summary>
    [Fact]
    public void A_law_in_the_figures_is_found()
    {
        var model = AccuracyModel.Fit([.. Law(Networks)])!;
        Assert.InRange(model.HeldOutError, 0, 0.05 * model.MeanError);
        var other = Law([Chain(10, 24, 2)]).Single();
        Assert.InRange(model.Predict(other.Network).Expected, other.Accuracy - 0.02, other.Accuracy + 0.02);
    }

    /// <summary>Accuracies that have nothing to do with the figures are told no better than by their mean.</summary>
    [Property(MaxTest = 20)]
    public bool Chance_is_not_taken_for_a_law(int seed)
    {
        var stream = RandomStream.Of(seed, RandomPurpose.Search);
        var model = AccuracyModel.Fit([.. Networks.Select((net, i) => new Measured(net, stream.Uniform(i, 98, 99)))])!;
        return model.HeldOutError > 0.5 * model.MeanError;
    }

    [Property(MaxTest = 50, Arbitrary = [typeof(Architectures)])]
    public bool An_interval_holds_its_middle_and_only_percentages(Architecture net)
    {
        var model = AccuracyModel.Fit([.. Networks.Select((n, i) => new Measured(n, 99 + (i % 5 / 10.0)))])!;
        var told = model.Predict(Summaries.Of(net));
        return told.Low <= told.Expected && told.Expected <= told.High && told.Low >= 0 && told.High <= 100;
    }

    private static IEnumerable<Measured> Law(IEnumerable<Summary> networks) =>
        networks.Select(net => new Measured(net, 100 - (20 / Math.Sqrt(net.Parameters.Trainable))));

    private static Summary Chain(int first, int second, int deep) => Summaries.Of(new(
        Shape.MnistImage,
        [
            new Layer.Conv2d(first, 3), new Layer.Relu(), new Layer.MaxPool2d(2),
            .. Enumerable.Repeat<Layer>(new Layer.Conv2d(second, 3), deep),
            new Layer.GlobalAvgPool(), new Layer.Linear(10),
        ]));
}
