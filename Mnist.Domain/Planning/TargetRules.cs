namespace Mnist.Domain;

/// <summary>What can be said of a target before anything runs.</summary>
internal static class TargetRules
{
    /// <summary>Every field out of range, and every limit that the length of the run already breaks.</summary>
    public static IEnumerable<PlanError> Check(Target target, TrainingPlan training) =>
    [
        .. Optional("accuracy", target.Accuracy, new(0, 100)),
        .. Ranges.Check("target", "lastEpochs", target.LastEpochs, Ranges.AtLeast(1)),
        .. Optional("maxParameters", target.MaxParameters, Ranges.AtLeast(1)),
        .. Optional("maxMacs", target.MaxMacs, Ranges.AtLeast(1)),
        .. Optional("minReceptiveField", target.MinReceptiveField, Ranges.AtLeast(1)),
        .. Optional("maxEpochs", target.MaxEpochs, Ranges.AtLeast(1)),
        .. target.MaxEpochs is { } limit && limit >= 1 && training.Epochs > limit
            ? [new PlanError.TooManyEpochs(training.Epochs, limit)]
            : Enumerable.Empty<PlanError>(),
        .. target.Accuracy is not null && training.Epochs >= 1 && target.LastEpochs > training.Epochs
            ? [new PlanError.TooFewEpochs(training.Epochs, target.LastEpochs)]
            : Enumerable.Empty<PlanError>(),
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

    private static IEnumerable<PlanError> Optional(string field, double? value, Interval allowed) =>
        value is { } given ? Ranges.Check("target", field, given, allowed) : [];
}
