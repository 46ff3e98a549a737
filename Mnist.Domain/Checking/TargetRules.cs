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
        .. OfNetwork(target, summary).Where(budget => budget.IsExceeded).Select(budget => budget.Error),
        .. target.MinReceptiveField is { } minimum && summary.Coverage.Size < minimum
            ? [new PlanError.FieldTooSmall(summary.Coverage.Size, minimum)]
            : Enumerable.Empty<PlanError>(),
        .. OnDevice(target, architecture, summary) is { } budgets
            ? budgets.Where(budget => budget.IsExceeded).Select(budget => budget.Error)
            : Enumerable.Repeat<PlanError>(
                new PlanError.BeyondDevices(DeploymentCalculator.MostStages, DeploymentCalculator.MostSteps), 1),
    ];

    /// <summary>The budgets that are told from the network's figures alone.</summary>
    public static IEnumerable<Budget> OfNetwork(Target target, Summary summary) =>
    [
        .. Limited(Quantity.Parameters, target.MaxParameters, summary.Parameters.Trainable, Costs(summary, l => l.Parameters.Trainable)),
        .. Limited(Quantity.Macs, target.MaxMacs, summary.Macs, Costs(summary, l => l.Macs)),
    ];

    /// <summary>The budgets of a device's memory, which takes thousands of times as long to calculate.</summary>
    /// <returns>Null where memory is limited and the network is beyond all devices.</returns>
    public static IEnumerable<Budget>? OnDevice(Target target, Architecture architecture, Summary summary) =>
        !LimitsDevice(target) ? []
        : DeploymentCalculator.Of(architecture, summary, NumberFormat.Int8) is not { } network ? null
        :
        [
            .. Limited(Quantity.Flash, target.MaxFlashBytes, network.FlashBytes, Costs(summary, l => network.FlashOf(l.Layer))),
            .. Limited(Quantity.Ram, target.MaxRamBytes, network.RamBytes, Costs(summary, l => network.RamOf(l.Layer))),
        ];

    /// <summary>Rows of a network's summary that take about as long to calculate as those budgets.</summary>
    public static long DeviceWork(Target target, Summary summary) =>
        LimitsDevice(target) ? 2L * summary.Layers.Count * summary.Layers.Count : 0;

    private static bool LimitsDevice(Target target) => target.MaxFlashBytes is not null || target.MaxRamBytes is not null;

    private static IEnumerable<Budget> Limited(Quantity quantity, long? limit, long actual, Func<ValueList<Blame>> costs) =>
        limit is { } most ? [new(quantity, most, actual, costs())] : [];

    private static Func<ValueList<Blame>> Costs(Summary summary, Func<LayerSummary, long> cost) =>
        () => summary.Layers.Select(layer => new Blame(layer.Layer, cost(layer))).ToValueList();
}
