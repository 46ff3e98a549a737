using Mnist.Domain.Analysis;
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
    public static IEnumerable<PlanError> Check(Target target, Summary summary) =>
    [
        .. Budget(Quantity.Parameters, target.MaxParameters, summary, layer => layer.Parameters.Trainable),
        .. Budget(Quantity.Macs, target.MaxMacs, summary, layer => layer.Macs),
        .. target.MinReceptiveField is { } minimum && summary.Coverage.Size < minimum
            ? [new PlanError.FieldTooSmall(summary.Coverage.Size, minimum)]
            : Enumerable.Empty<PlanError>(),
    ];

    private static IEnumerable<PlanError> Budget(Quantity quantity, long? limit, Summary summary, Func<LayerSummary, long> cost)
    {
        var actual = summary.Layers.Sum(cost);
        return limit is { } most && most >= 1 && actual > most
            ? [new PlanError.OverBudget(quantity, actual, most, DearestLayers(actual - most, summary, cost))]
            : [];
    }

    /// <summary>The dearest layers that together cost at least the excess: without them the rest would fit.</summary>
    private static ValueList<Blame> DearestLayers(long excess, Summary summary, Func<LayerSummary, long> cost)
    {
        var dearest = summary.Layers.Select(l => new Blame(l.Layer, cost(l))).OrderByDescending(b => b.Amount).ToValueList();
        var before = 0L;
        return dearest.TakeWhile(blame => Advance(blame.Amount) < excess).ToValueList();

        long Advance(long amount)
        {
            var reached = before;
            before += amount;
            return reached;
        }
    }
}
