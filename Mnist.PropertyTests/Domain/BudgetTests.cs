using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Analysis;
using Mnist.Domain.Checking;
using Mnist.Domain.Deployment;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Values;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public sealed class BudgetTests
{
    [Property(MaxTest = 300)]
    public Property Without_the_layers_to_blame_the_rest_fits_and_no_fewer_layers_would_do() =>
        ForAllBudgets((summary, quantity, limit, over) =>
        {
            var costs = summary.Layers.Select(l => Cost(l, quantity)).OrderDescending().ToArray();
            var blamed = over.Blame.Select(b => b.Amount).ToArray();
            return (over.Actual == costs.Sum() && over.Limit == limit).Label("says what it costs")
                .And((over.Actual - blamed.Sum() <= limit).Label("the rest fits"))
                .And((over.Actual - costs.Take(blamed.Length - 1).Sum() > limit).Label("no fewer would do"))
                .And(blamed.SequenceEqual(costs.Take(blamed.Length)).Label("the dearest, dearest first"))
                .Classify(blamed.Length > 1, "several to blame");
        });

    [Property(MaxTest = 300)]
    public Property A_layer_to_blame_stands_where_it_says_and_costs_what_it_says() =>
        ForAllBudgets((summary, quantity, _, over) => over.Blame
            .All(blame => summary.Layers.Any(l => l.Layer == blame.Layer && Cost(l, quantity) == blame.Amount))
            .ToProperty());

    [Property(MaxTest = 300)]
    public Property A_limit_is_met_by_what_it_allows_and_missed_by_one_less() =>
        Prop.ForAll(Networks.Where(SeesSomething).ToArbitrary(), net =>
    {
        var summary = Summaries.Of(net);
        var exact = new Target
        {
            MaxParameters = summary.Parameters.Trainable,
            MaxMacs = summary.Macs,
            MinReceptiveField = (int)summary.Coverage.Size,
        };
        var less = new Target
        {
            MaxParameters = exact.MaxParameters - 1,
            MaxMacs = exact.MaxMacs - 1,
            MinReceptiveField = exact.MinReceptiveField + 1,
        };
        return (Errors(net, exact).Count == 0).Label("met")
            .And((Errors(net, less)
                .Select(e => e.GetType().Name)
                .ToArray() is ["OverBudget", "OverBudget", "FieldTooSmall"]).Label("missed"));
    });

    [Property(MaxTest = 50)]
    public Property A_devices_memory_is_enough_and_a_byte_less_is_not() => Prop.ForAll(Networks.ToArbitrary(), net =>
    {
        var network = DeploymentCalculator.Of(net, Summaries.Of(net), NumberFormat.Int8)!;
        var exact = new Target { MaxFlashBytes = network.FlashBytes, MaxRamBytes = network.RamBytes };
        var less = new Target { MaxFlashBytes = exact.MaxFlashBytes - 1, MaxRamBytes = exact.MaxRamBytes - 1 };
        return (Errors(net, exact).Count == 0).Label("enough").And((
            Errors(net, less).OfType<PlanError.OverBudget>().Select(e => (e.Quantity, e.Actual - e.Limit, e.Blame.Count > 0)).ToArray()
                is [(Quantity.Flash, 1, true), (Quantity.Ram, 1, true)]).Label("less"));
    });

    [Fact]
    public void Memory_of_a_chain_beyond_all_devices_is_not_within_any_limit()
    {
        var layers = Enumerable.Repeat<Layer>(new Layer.Conv2d(1, 3) { Padding = 1 }, DeploymentCalculator.MostStages);
        var net = new Architecture(Shape.MnistImage, [.. layers, new Layer.GlobalAvgPool(), new Layer.Linear(10)]);
        Assert.Equal(
            [new PlanError.BeyondDevices(DeploymentCalculator.MostStages, DeploymentCalculator.MostSteps)],
            Errors(net, new() { MaxRamBytes = 1_000_000 }));
        Assert.Empty(Errors(net, new()));
    }

    private static Gen<Architecture> Networks { get; } = Architectures.Classifiers(Shape.MnistImage, 10);

    /// <summary>A window whose taps all fall on padding makes logits that depend on nothing.</summary>
    private static bool SeesSomething(Architecture net) => Summaries.Of(net).Coverage.Size > 0;

    private static Property ForAllBudgets(Func<Summary, Quantity, long, PlanError.OverBudget, Property> law) => Prop.ForAll(
        Networks.ToArbitrary(),
        Gen.Elements(Quantity.Parameters, Quantity.Macs).ToArbitrary(),
        Gen.Choose(1, 999).ToArbitrary(),
        (net, quantity, perMille) =>
        {
            var summary = Summaries.Of(net);
            var limit = Math.Max(1, summary.Layers.Sum(l => Cost(l, quantity)) * perMille / 1_000);
            var target = quantity is Quantity.Parameters ? new Target { MaxParameters = limit } : new Target { MaxMacs = limit };
            return law(summary, quantity, limit, (PlanError.OverBudget)Errors(net, target).Single());
        });

    private static long Cost(LayerSummary layer, Quantity quantity) => quantity is Quantity.Parameters
        ? layer.Parameters.Trainable
        : layer.Macs;

    private static ValueList<PlanError> Errors(Architecture net, Target target) =>
        PlanChecker.Examine(Corruptions.Sound with { Architecture = net, Target = target }, DataSpec.Mnist).Errors;
}
