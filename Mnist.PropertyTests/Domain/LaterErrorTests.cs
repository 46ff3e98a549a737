using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Analysis;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Xunit;
using Layers = Mnist.Domain.Values.ValueList<Mnist.Domain.Networks.Layer>;

namespace Mnist.PropertyTests.Domain;

/// <summary>Errors behind a layer that does not fit.</summary>
public sealed class LaterErrorTests
{
    private static readonly Layer Wide = new Layer.MaxPool2d(99);

    [Fact]
    public void Errors_of_layers_behind_one_whose_output_is_known_are_told_too()
    {
        Layers net = [Conv(15, 4), Conv(12, 5), new Layer.Linear(20), Wide, Conv(10, 7)];
        var report = Examine(net);
        Assert.Equal(
            [
                new PlanError.Network(new NetworkError.GroupsMismatch(new("0", net[0]), 1, 15, 4)),
                new PlanError.Network(new NetworkError.GroupsMismatch(new("1", net[1]), 15, 12, 5)),
                new PlanError.Network(new NetworkError.NotFlat(new("2", net[2]), new(12, 24, 24))),
                new PlanError.Network(new NetworkError.DoesNotFit(new("3", net[3]), 99, new(20, 1, 1))),
            ],
            report.Errors);
        Assert.Equal("3", report.Hiding);
    }

    [Fact]
    public void A_convolution_can_have_wrong_groups_and_a_kernel_too_large()
    {
        var both = new Layer.Conv2d(10, 29) { Groups = 3 };
        var report = Examine([both, new Layer.Relu()]);
        Assert.Equal(
            [
                new PlanError.Network(new NetworkError.GroupsMismatch(new("0", both), 1, 10, 3)),
                new PlanError.Network(new NetworkError.DoesNotFit(new("0", both), 29, Shape.MnistImage)),
            ],
            report.Errors);
        Assert.Equal("0", report.Hiding);
    }

    /// <summary>In a legal network any set of convolutions gets groups that divide nothing; each is told, and nothing else.</summary>
    [Property(MaxTest = 200)]
    public Property Every_layer_with_wrong_groups_is_told_once(int chosen) =>
        Prop.ForAll(Architectures.Classifiers(Shape.MnistImage, 10).ToArbitrary(), net =>
        {
            var place = 0;
            var broken = net.Replace(at => at.Layer is Layer.Conv2d c && ((chosen >> (place++ % 31)) & 1) == 1
                ? c with { Groups = 1_000_003 }
                : at.Layer);
            var expected = broken.AllLayers
                .Where(at => at.Layer is Layer.Conv2d { Groups: 1_000_003 })
                .Select(at => at.Path)
                .ToHashSet(StringComparer.Ordinal);
            return Summarizer.Summarize(broken).Match(
                    valid: _ => expected.Count == 0,
                    invalid: errors => errors.Count == expected.Count
                        && expected.SetEquals(errors.Cast<NetworkError.GroupsMismatch>().Select(error => error.Layer.Path)))
                .Classify(expected.Count > 1, "several");
        });

    [Fact]
    public void Nothing_is_left_unchecked_behind_the_last_layer_nor_where_all_outputs_are_known()
    {
        Assert.Null(Examine([new Layer.Relu(), Wide]).Hiding);
        Assert.Null(Examine([new Layer.Residual([new Layer.Conv2d(2, 3)]) { Projection = [new Layer.Conv2d(3, 3)] }]).Hiding);
        Assert.Null(Examine([new Layer.Linear(10)]).Hiding);
        Assert.Equal("0", Examine([new Layer.Residual([new Layer.Conv2d(2, 3)]), new Layer.Relu()]).Hiding);
    }

    [Fact]
    public void The_command_says_that_layers_behind_are_not_checked()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "plan.json");
        File.WriteAllText(file, Mnist.Domain.PlanFiles.PlanText.Write(Plan([Conv(15, 4), Wide, new Layer.Relu()])));
        var seen = Command.Run("check", file);
        Assert.Contains("Layers behind layers.1 are not checked until it fits.", seen.Output, StringComparison.Ordinal);
        Assert.Contains("4 groups do not divide", seen.Output, StringComparison.Ordinal);
        Assert.Contains("\"uncheckedBehind\": \"1\"", Command.Run("check", file, "--json").Output, StringComparison.Ordinal);
    }

    private static Layer.Conv2d Conv(int filters, int groups) => new(filters, 3) { Groups = groups };

    private static PlanReport Examine(Layers layers) => PlanChecker.Examine(Plan(layers), DataSpec.Mnist);

    private static Plan Plan(Layers layers) =>
        Corruptions.Sound with { Architecture = new(Shape.MnistImage, layers), Target = new() };
}
