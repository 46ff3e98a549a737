using Mnist.Domain.Analysis;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Schema;
using Mnist.Domain.Training;
using Mnist.Domain.Values;

namespace Mnist.Domain.Checking;

/// <summary>Everything that pure calculation can say of a plan.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Data">The data it was checked for.</param>
/// <param name="Errors">Everything that is wrong, at once.</param>
/// <param name="Warnings">What runs but may not be meant.</param>
/// <param name="Summary">The network; null where its layers do not fit together.</param>
public sealed record PlanReport(
    Plan Plan, DataSpec Data, ValueList<PlanError> Errors, ValueList<PlanWarning> Warnings, Summary? Summary)
{
    /// <summary>Whether the plan could be executed, whatever its target.</summary>
    public bool Runs => Errors.All(e => e.ConcernsTarget);

    /// <summary>Whether nothing that is known before a run stands against the target.</summary>
    public bool MayMeetTarget => !Errors.Any(e => e.ConcernsTarget);
}

/// <summary>A plan that passed every check, with what the calculators say of it; only <see cref="PlanChecker"/> makes one.</summary>
public sealed record CheckedPlan
{
    internal CheckedPlan(Plan plan, DataSpec data, Summary summary, ValueList<PlanWarning> warnings)
    {
        Plan = plan;
        Data = data;
        Summary = summary;
        Warnings = warnings;
    }

    /// <summary>The plan.</summary>
    public Plan Plan { get; }

    /// <summary>The data it was checked for.</summary>
    public DataSpec Data { get; }

    /// <summary>Shapes, parameters and costs of its network.</summary>
    public Summary Summary { get; }

    /// <summary>What runs but may not be meant.</summary>
    public ValueList<PlanWarning> Warnings { get; }

    /// <summary>Optimiser steps in one epoch; the last may be on a smaller batch.</summary>
    public int StepsPerEpoch => Data.StepsPerEpoch(Plan.Training.BatchSize);

    /// <summary>Memory of a run.</summary>
    public MemoryCost Memory => CostCalculator.Memory(Summary, Plan.Training);
}

/// <summary>The gate between plans as data and plans that the engine executes.</summary>
public static class PlanChecker
{
    private const int MaxNameLength = 64;

    /// <summary>A plan that can be executed and may meet its target, or everything that is wrong with it.</summary>
    /// <param name="plan">Any plan.</param>
    /// <param name="data">The data it is meant for.</param>
    public static Validation<CheckedPlan, PlanError> Check(Plan plan, DataSpec data)
    {
        var report = Examine(plan, data);
        return report is { Errors.Count: 0, Summary: { } summary }
            ? Validation.Valid<CheckedPlan, PlanError>(new(plan, data, summary, report.Warnings))
            : Validation.Invalid<CheckedPlan, PlanError>(report.Errors);
    }

    /// <summary>Everything that can be said of a plan, good or bad.</summary>
    /// <param name="plan">Any plan.</param>
    /// <param name="data">The data it is meant for.</param>
    public static PlanReport Examine(Plan plan, DataSpec data)
    {
        ValueList<PlanError> fields =
        [
            .. IsName(plan.Name) ? [] : new PlanError[] { new PlanError.BadName(plan.Name) },
            .. Input(plan.Architecture.Input, data),
            .. FieldRules.Check("", PlanFields.Layers(plan)),
        ];
        ValueList<PlanError> rest =
        [
            .. FieldRules.Check("training", TrainingFields.Type, plan.Training),
            .. TrainingRules.Check(plan.Training, data),
            .. FieldRules.Check("target", PlanFields.Target, plan.Target),
            .. TargetRules.Check(plan.Target, plan.Training),
        ];

        // Layers whose own fields are wrong have no shape, so the network is only put together where all of them are right.
        return fields.Count > 0
            ? new(plan, data, [.. fields, .. rest], [], null)
            : Summarizer.Summarize(plan.Architecture).Match<PlanReport>(
                valid: summary => new(
                    plan,
                    data,
                    [.. Network(summary, plan.Training, data), .. rest, .. TargetRules.Check(plan.Target, summary)],
                    Warnings(summary, data),
                    summary),
                invalid: errors => new(plan, data, [.. errors, .. rest], [], null));
    }

    private static bool IsName(string name) =>
        name.Length is >= 1 and <= MaxNameLength
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/')
        && name.Split('/').All(part => part.Length > 0 && part[0] != '.');

    private static IEnumerable<PlanError> Input(Shape input, DataSpec data) =>
        input == data.Image ? [] : [new PlanError.WrongInput(input, data.Image)];

    /// <summary>Why a network whose layers fit together cannot be trained so on this data.</summary>
    internal static IEnumerable<PlanError> Network(Summary summary, TrainingPlan training, DataSpec data) =>
        [.. Output(summary, data), .. Normalised(summary, training, data), .. Memory(summary, training)];

    private static IEnumerable<PlanError> Output(Summary summary, DataSpec data) =>
        summary.Output.Positions != 1 ? [new PlanError.OutputNotFlat(summary.Output)]
        : summary.Output.Channels < data.Classes ? [new PlanError.TooFewOutputs(summary.Output.Channels, data.Classes)]
        : [];

    private static IEnumerable<PlanError> Normalised(Summary summary, TrainingPlan training, DataSpec data)
    {
        var smallest = training.BatchSize < 1 ? 0
            : data.TrainingImages % training.BatchSize is var rest && rest > 0 ? rest
            : training.BatchSize;
        return smallest != 1
            ? []
            : from layer in summary.Layers
              where layer.Layer.Layer is Layer.BatchNorm2d && layer.Input.Positions == 1
              select new PlanError.OneValuePerChannel(layer.Layer, smallest);
    }

    private static IEnumerable<PlanError> Memory(Summary summary, TrainingPlan training) =>
        CostCalculator.Memory(summary, training).PeakBytes < CostCalculator.MaxMemory
            ? []
            : [new PlanError.TooLarge("training", Quantity.Memory, CostCalculator.MaxMemory)];

    private static ValueList<PlanWarning> Warnings(Summary summary, DataSpec data) =>
    [
        .. summary.Output.Channels > data.Classes && summary.Output.Positions == 1
            ? [new PlanWarning.UnusedOutputs(summary.Output.Channels, data.Classes)]
            : Enumerable.Empty<PlanWarning>(),
        .. from pair in summary.Layers.Zip(summary.Layers.Skip(1))
           where pair.First.Layer.Layer is Layer.Conv2d { Bias: true } or Layer.Linear { Bias: true }
               && pair.Second.Layer.Layer is Layer.BatchNorm2d
               && pair.First.Layer.ParentPath == pair.Second.Layer.ParentPath
           select new PlanWarning.BiasBeforeBatchNorm(pair.First.Layer, pair.First.Output.Channels),
        .. summary.UnseenPixels > 0
            ? [new PlanWarning.UnseenPixels(summary.UnseenPixels, summary.Field.Size, summary.Coverage, summary.Input)]
            : Enumerable.Empty<PlanWarning>(),
        .. RectifiedLogits(summary),
    ];

    // Behind a normalisation a rectifier lets half of the values through, so that none of them is lost.
    private static IEnumerable<PlanWarning> RectifiedLogits(Summary summary)
    {
        var last = summary.Layers.Select(row => row.Layer).Reverse()
            .SkipWhile(layer => layer.Layer is Layer.Flatten or Layer.Dropout or Layer.GlobalAvgPool or Layer.AvgPool2d or Layer.MaxPool2d).Take(2).ToList();
        return last is [{ Layer: Layer.Relu } rectifier, { Layer: Layer.Conv2d or Layer.Linear }] ? [new PlanWarning.RectifiedLogits(rectifier)] : [];
    }
}
