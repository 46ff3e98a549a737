using Mnist.Domain.Analysis;
using Mnist.Domain.Planning;
using Mnist.Domain.Schema;
using Mnist.Domain.Training;

namespace Mnist.Domain.Checking;

/// <summary>The gate between plans as data and plans that the engine executes.</summary>
public static class PlanChecker
{
    private const int MaxNameLength = 64;

    /// <summary>A plan that can be executed and may meet its target, or everything that is wrong with it.</summary>
    /// <remarks>
    /// The checked plan is the plan as it is trained: where the data has a normalisation of its own, see
    /// <see cref="DataSpec.Normalization"/>, and the plan asks for no other than MNIST's, it has the data's.
    /// </remarks>
    /// <param name="plan">Any plan.</param>
    /// <param name="data">The data it is meant for.</param>
    public static Validation<CheckedPlan, PlanError> Check(Plan plan, DataSpec data)
    {
        var report = Examine(plan, data);
        return report is { Errors.Count: 0, Summary: { } summary }
            ? new CheckedPlan(plan.NormalizedFor(data), data, summary, report.Warnings)
            : report.Errors;
    }

    /// <summary>The same for MNIST.</summary>
    /// <param name="plan">Any plan.</param>
    /// <example>
    /// <code>
    /// var mine = PlanCatalog.Find("eva6/5")!.WithEpochs(0);
    /// if (!PlanChecker.Check(mine).TryGet(out var plan, out var errors))
    ///     foreach (var error in errors)
    ///         Console.WriteLine(error); // training: epochs is 0; it must be at least 1 and at most 1,000,000.
    /// </code>
    /// </example>
    public static Validation<CheckedPlan, PlanError> Check(Plan plan) => Check(plan, DataSpec.Mnist);

    /// <summary>Everything that can be said of a plan, good or bad.</summary>
    /// <param name="plan">Any plan.</param>
    /// <param name="data">The data it is meant for.</param>
    public static PlanReport Examine(Plan plan, DataSpec data)
    {
        ValueList<PlanError> fields =
        [
            .. ValueList.If(!IsName(plan.Name), new PlanError.BadName(plan.Name)),
            .. ValueList.If(plan.Architecture.Input != data.Image, new PlanError.WrongInput(plan.Architecture.Input, data.Image)),
            .. FieldRules.Check("", PlanFields.Layers(plan)),
        ];
        ValueList<PlanError> rest =
        [
            .. FieldRules.Check("training", TrainingFields.Type, plan.Training),
            .. TrainingRules.Check(plan.Training, data),
            .. FieldRules.Check("target", PlanFields.Target, plan.Target),
            .. TargetRules.Check(plan.Target, plan.Training),
        ];

        var lints = LintRules.Of(plan, data);

        // Layers whose own fields are wrong have no shape, so the network is only put together where all of them are right.
        return fields.Count > 0
            ? new(plan, data, [.. fields, .. rest], lints, null)
            : Summarizer.Summarize(plan.Architecture).Match<PlanReport>(
                valid: summary => new(
                    plan,
                    data,
                    [.. Network(summary, plan.Training, data), .. rest, .. TargetRules.Check(plan.Target, plan.Architecture, summary)],
                    [.. WarningRules.Of(summary, data), .. LintRules.Of(summary, plan.Training), .. lints],
                    summary),
                invalid: errors => new(plan, data, [.. errors.Select(error => new PlanError.Network(error)), .. rest], lints, null));
    }

    private static bool IsName(string name) =>
        name.Length is >= 1 and <= MaxNameLength
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/')
        && name.Split('/').All(part => part.Length > 0 && part[0] != '.');

    /// <summary>Why a network whose layers fit together cannot be trained so on this data.</summary>
    internal static IEnumerable<PlanError> Network(Summary summary, TrainingPlan training, DataSpec data) =>
        [.. Output(summary, data), .. Normalised(summary, training, data), .. Memory(summary, training)];

    private static IEnumerable<PlanError> Output(Summary summary, DataSpec data) =>
        summary.Output.Positions != 1 ? [new PlanError.OutputNotFlat(summary.Output)]
        : summary.Output.Channels < data.Classes.Count ? [TooFew(summary, data.Classes.Count)]
        : [];

    /// <summary>Too few outputs, with what the command line has to set where the width of one layer is their number.</summary>
    private static PlanError.TooFewOutputs TooFew(Summary summary, int classes)
    {
        var last = summary.Layers.Select(row => row.Layer).LastOrDefault(at => at.ParentPath.Length == 0
            && at.Layer is Layer.Linear or Layer.Conv2d or Layer.Residual);
        var field = last?.Layer is Layer.Linear ? "units" : last?.Layer is Layer.Conv2d { Groups: 1 } ? "filters" : null;
        return new(summary.Output.Channels, classes) { Setting = field is null ? null : $"layers.{last!.Path}.{field}={classes}" };
    }

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
            : [new PlanError.Network(new NetworkError.TooLarge("training", Quantity.Memory, CostCalculator.MaxMemory))];
}
