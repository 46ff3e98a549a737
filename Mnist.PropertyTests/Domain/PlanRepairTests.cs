using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Analysis;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Deployment;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Repairs;
using Xunit;
using Layers = Mnist.Domain.Values.ValueList<Mnist.Domain.Networks.Layer>;

namespace Mnist.PropertyTests.Domain;

/// <summary>The fewest layers to be edited, against every edit of small networks written out.</summary>
public sealed class PlanRepairTests
{
    [Property(MaxTest = 60, Arbitrary = [typeof(Plans)])]
    public Property Every_repair_passes_the_check_and_changes_as_many_layers_as_it_says(Plan plan, byte share)
    {
        var broken = OverBudget(plan, share);
        var found = PlanRepairer.Find(broken, DataSpec.Mnist);
        return found.Repairs.All(repair =>
                PlanChecker.Examine(repair.Plan, DataSpec.Mnist) is { Errors.Count: 0 } report
                && report.Summary!.Equals(repair.Summary)
                && repair.Edits.Select(edit => edit.Layer.Path).Distinct(StringComparer.Ordinal).Count() == repair.Edits.Count
                && repair.Edits.Count == found.Repairs[0].Edits.Count
                && repair.Plan with { Architecture = broken.Architecture } == broken)
            .Classify(found.Repairs.Count > 0, "repaired")
            .Classify(found.Repairs.Any(r => r.Edits.Count == 2), "two layers");
    }

    [Property(MaxTest = 15, Arbitrary = [typeof(Plans)])]
    public Property Every_repair_fits_into_a_device_and_tells_its_memory(Plan plan, byte share, byte limits)
    {
        if (RepairTests.Limited(plan, share, (byte)(limits | 12)) is not { } broken)
            return true.Classify(true, "beyond devices");
        var found = PlanRepairer.Find(broken, DataSpec.Mnist).Repairs;
        return found.All(repair =>
                PlanChecker.Examine(repair.Plan, DataSpec.Mnist).Errors.Count == 0
                && DeploymentCalculator.Of(repair.Plan.Architecture, repair.Summary, NumberFormat.Int8) is { } network
                && repair.Memory.SequenceEqual([(Quantity.Flash, network.FlashBytes), (Quantity.Ram, network.RamBytes)]))
            .Classify(found.Count > 0, "repaired");
    }

    /// <summary>
    /// Chains of two convolutions and a pooling with windows that often do not fit, under a budget, or blind to most of the image. Brute
    /// force writes the edited layers out and takes the first network that passes.
    /// </summary>
    [Property(MaxTest = 60)]
    public Property Brute_force_finds_no_smaller_repair(byte a, byte b, byte c, byte d, byte limit)
    {
        Layers net =
        [
            new Layer.Conv2d(2 + (a % 3), 1 + (b % 5)) { Stride = 1 + (c % 4) },
            new Layer.MaxPool2d(1 + (d % 8)),
            new Layer.Conv2d(10, 1 + (b % 7)) { Padding = a % 2 },
            new Layer.GlobalAvgPool(),
        ];
        var target = (limit % 6) switch
        {
            0 => new Target { LastEpochs = 1, MaxMacs = 500 + (400 * limit) },
            1 => new Target { LastEpochs = 1, MaxParameters = 20 + limit },
            2 => new Target { LastEpochs = 1, MinReceptiveField = 20 + (limit % 9) },
            3 => new Target { LastEpochs = 1, MaxFlashBytes = 60 + (2 * limit) },
            4 => new Target { LastEpochs = 1, MaxRamBytes = 50 + (2 * limit) },
            _ => new Target { LastEpochs = 1 },
        };
        var plan = Corruptions.Sound with { Architecture = new(Shape.MnistImage, net), Target = target };
        var before = PlanChecker.Examine(plan, DataSpec.Mnist);
        var found = PlanRepairer.Find(plan, DataSpec.Mnist).Repairs;
        if (before.Errors.Count == 0)
            return (found.Count == 0).Classify(true, "nothing to repair");
        var macs = before.Summary?.Macs ?? 0;
        var expected = Enumerable.Range(0, net.Count)
            .SelectMany(i => Edits(net[i]).Select(layer => Passing(plan, net.With(i, layer))))
            .OfType<Summary>()
            .Select(summary => Math.Abs(summary.Macs - macs))
            .ToList();
        return (expected.Count > 0
                ? found.Count > 0 && found[0].Edits.Count == 1 && Math.Abs(found[0].Summary.Macs - macs) == expected.Min()
                : found.All(repair => repair.Edits.Count == 2))
            .Label($"{net}, {target}: {expected.Count} expected, {found.Count} found")
            .Classify(expected.Count > 0, "one layer")
            .Classify(expected.Count == 0 && found.Count > 0, "two layers");
    }

    /// <summary>A shape error in each place where the layers of a network have to agree.</summary>
    [Theory]
    [InlineData("kernel")]
    [InlineData("groups")]
    [InlineData("filters")]
    [InlineData("stride")]
    [InlineData("padding")]
    public void Layers_that_do_not_fit_are_made_to_fit(string field)
    {
        Layer body = new Layer.Conv2d(8, 3) { Padding = 1 };
        Layers Block(Layer inside, Layer projection) =>
        [
            new Layer.Conv2d(8, 3),
            new Layer.Residual([inside]) { Projection = [projection] },
            new Layer.GlobalAvgPool(),
            new Layer.Linear(10),
        ];
        var net = field switch
        {
            "kernel" => [new Layer.MaxPool2d(4), new Layer.Conv2d(10, 9), new Layer.GlobalAvgPool()],
            "groups" => [new Layer.Conv2d(10, 3), new Layer.Conv2d(10, 3) { Groups = 4 }, new Layer.GlobalAvgPool()],
            "filters" => Block(body, new Layer.Conv2d(4, 1)),
            "stride" => Block(body, new Layer.Conv2d(8, 1) { Stride = 2 }),
            _ => Block(new Layer.Conv2d(8, 3), new Layer.Conv2d(8, 1)),
        };
        var plan = Corruptions.Sound with { Architecture = new(Shape.MnistImage, net), Target = new() { LastEpochs = 1 } };
        Assert.False(PlanChecker.Examine(plan, DataSpec.Mnist).Runs);
        var found = PlanRepairer.Find(plan, DataSpec.Mnist);
        Assert.Contains(found.Repairs, repair => repair.Edits is [{ } edit] && edit.Field == field);
        Assert.True(found.IsWhole);
    }

    [Fact]
    public void A_depthwise_convolution_follows_and_a_window_of_a_pooling_keeps_its_stride()
    {
        var net = new Architecture(
            Shape.MnistImage,
            [
                new Layer.Conv2d(12, 3), new Layer.MaxPool2d(2), new Layer.Conv2d(12, 3) { Groups = 12 }, new Layer.GlobalAvgPool(),
                new Layer.Linear(10),
            ]);
        var width = LayerEdit.Of(new("0", net.Layers[0])).Single(e => e is { Field: "filters", To: 7L }).Apply(net);
        Assert.Equal((new Layer.Conv2d(7, 3), new Layer.Conv2d(7, 3) { Groups = 7 }), (width.Layers[0], width.Layers[2]));
        var window = LayerEdit.Of(new("1", net.Layers[1])).Single(e => e.Field == "window" && e.To.Equals((Extent)3)).Apply(net);
        Assert.Equal(new Layer.MaxPool2d(3), window.Layers[1]);
        var stride = LayerEdit.Of(new("1", net.Layers[1])).Single(e => e.Field == "stride" && e.To.Equals((Extent)1)).Apply(net);
        Assert.Equal(new Layer.MaxPool2d(2) { Stride = 1 }, stride.Layers[1]);
    }

    [Theory]
    [InlineData(16, 15)]
    [InlineData(64, 63)]
    [InlineData(8, 9)]
    public void Groups_that_were_meant_to_be_depthwise_are_made_so(int filters, int groups)
    {
        var net = new Architecture(
            Shape.MnistImage,
            [
                new Layer.Conv2d(filters, 3), new Layer.Conv2d(filters, 3) { Groups = groups }, new Layer.GlobalAvgPool(),
                new Layer.Linear(10),
            ]);
        var plan = Corruptions.Sound with { Architecture = net, Target = new() { LastEpochs = 1 } };
        Assert.Contains(
            PlanRepairer.Find(plan, DataSpec.Mnist).Repairs,
            repair => repair.Edits is [{ Layer.Path: "1", Field: "groups", To: long to }] && to == filters);
    }

    [Fact]
    public void What_no_layer_can_mend_is_left_alone()
    {
        var plan = Eva6.Step2 with { Training = Eva6.Step2.Training with { BatchSize = 0 }, Target = new() { MaxParameters = 100 } };
        Assert.Equal(new([], IsWhole: true), PlanRepairer.Find(plan, DataSpec.Mnist));
        Assert.Equal(new([], IsWhole: true), PlanRepairer.Find(Eva6.Step2, DataSpec.Mnist));
    }

    /// <summary>Every layer with one field changed, by hand and not by the table of fields.</summary>
    private static IEnumerable<Layer> Edits(Layer layer) => layer switch
    {
        Layer.Conv2d c =>
        [
            .. Enumerable.Range(1, 2 * c.Filters).Select(n => c with { Filters = n }),
            .. Enumerable.Range(1, 7).Select(n => c with { Kernel = n }),
            .. Enumerable.Range(1, 3).Select(n => c with { Stride = n }),
            .. Enumerable.Range(0, 4).Select(n => c with { Padding = n }),
            .. Enumerable.Range(1, 3).Select(n => c with { Dilation = n }),
            .. Enumerable.Range(1, 7).Select(n => c with { Groups = n }),
        ],
        Layer.MaxPool2d p =>
        [
            .. Enumerable.Range(1, 7).Select(n => new Layer.MaxPool2d(n)), .. Enumerable.Range(1, 3).Select(n => p with { Stride = n }),
        ],
        _ => [],
    };

    private static Summary? Passing(Plan plan, Layers layers) =>
        PlanChecker.Examine(plan with { Architecture = plan.Architecture with { Layers = layers } }, DataSpec.Mnist) is
        { Errors.Count: 0, Summary: { } summary }
            ? summary
            : null;

    /// <summary>The plan with a budget of multiply-adds below what it has.</summary>
    private static Plan OverBudget(Plan plan, byte share)
    {
        var actual = Summaries.Of(plan.Architecture).Macs;
        return plan with { Target = new() { LastEpochs = 1, MaxMacs = Math.Max(1, Math.Min(actual - 1, actual * share / byte.MaxValue)) } };
    }
}
