using Mnist.Domain.Analysis;
using Mnist.Domain.Deployment;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;

namespace Mnist.Domain.Checking;

/// <summary>What can be said of a target before anything runs; <see cref="FieldRules"/> has the ranges of its fields.</summary>
internal static class TargetRules
{
    /// <summary>Every limit that the length of the run already breaks.</summary>
    public static IEnumerable<PlanError> Check(Target target, TrainingPlan training) =>
    [
        .. target.MaxEpochs is { } limit && limit >= 1 && training.Epochs > limit
            ? [new PlanError.TooManyEpochs(training.Epochs, limit)]
            : Enumerable.Empty<PlanError>(),
        .. ValueList.If(
            target.Accuracy is not null && training.Epochs >= 1 && target.LastEpochs > training.Epochs,
            new PlanError.TooFewEpochs(training.Epochs, target.LastEpochs)),
    ];

    /// <summary>Every limit that the network breaks.</summary>
    public static IEnumerable<PlanError> Check(Target target, Architecture architecture, Summary summary) =>
    [
        .. Budget(Quantity.Parameters, target.MaxParameters, summary, layer => layer.Parameters.Trainable),
        .. Budget(Quantity.Macs, target.MaxMacs, summary, layer => layer.Macs),
        .. target.MinReceptiveField is { } minimum && summary.Coverage.Size < minimum
            ? [new PlanError.FieldTooSmall(summary.Coverage.Size, minimum)]
            : Enumerable.Empty<PlanError>(),
        .. target.MaxFlashBytes is null && target.MaxRamBytes is null ? [] : Device(target, architecture, summary),
    ];

    private static IEnumerable<PlanError> Device(Target target, Architecture architecture, Summary summary) =>
        DeploymentCalculator.Of(architecture, summary, NumberFormat.Int8) is not { } network
            ? [new PlanError.BeyondDevices(DeploymentCalculator.MostStages, DeploymentCalculator.MostSteps)]
            :
            [
                .. Budget(Quantity.Flash, target.MaxFlashBytes, network.FlashBytes, Costs(summary, l => network.FlashOf(l.Layer))),
                .. Budget(Quantity.Ram, target.MaxRamBytes, network.RamBytes, Costs(summary, l => network.RamOf(l.Layer))),
            ];

    private static IEnumerable<PlanError> Budget(Quantity quantity, long? limit, Summary summary, Func<LayerSummary, long> cost) =>
        Budget(quantity, limit, summary.Layers.Sum(cost), Costs(summary, cost));

    private static IEnumerable<Blame> Costs(Summary summary, Func<LayerSummary, long> cost) =>
        summary.Layers.Select(layer => new Blame(layer.Layer, cost(layer)));

    private static IEnumerable<PlanError> Budget(Quantity quantity, long? limit, long actual, IEnumerable<Blame> costs) =>
        limit is { } most && most >= 1 && actual > most
            ? [new PlanError.OverBudget(quantity, actual, most, Dearest(actual - most, costs))]
            : [];

    /// <summary>The dearest layers that together cost at least the excess: without them the rest would fit.</summary>
    private static ValueList<Blame> Dearest(long excess, IEnumerable<Blame> costs)
    {
        var before = 0L;
        return costs
            .Where(blame => blame.Amount > 0)
            .OrderByDescending(blame => blame.Amount)
            .ToValueList()
            .TakeWhile(blame => Advance(blame.Amount) < excess)
            .ToValueList();

        long Advance(long amount)
        {
            var reached = before;
            before += amount;
            return reached;
        }
    }
}
