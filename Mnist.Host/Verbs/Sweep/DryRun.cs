using System.Text.Json.Serialization;
using Mnist.Engine.Simd.Estimates;
using Mnist.Host.Commands;
using Mnist.Host.Runs;
using Mnist.Host.Sweeps;
using Mnist.Host.Variations;

namespace Mnist.Host.Verbs.Sweep;

/// <summary>What a sweep would execute: every run with its cost, plans that break their limits left out, nothing launched.</summary>
internal static class DryRun
{
    private static readonly ValueList<Column> Columns =
    [
        new("plan"),
        new("seeds", RightAligned: true),
        new("parameters", RightAligned: true),
        new("multiply-adds", RightAligned: true),
        new("minutes a run", RightAligned: true),
    ];

    public static Reply Of(SweepRequest request, HostEnvironment around) => DataSource.Spec(request.Common.Data, around).Match(
        valid: data => Of(request, data, around),
        invalid: errors => Reply.Refuse(ExitCode.NoData, errors.Select(ErrorMessage.Of)));

    private static Reply Of(SweepRequest request, DataSpec data, HostEnvironment around)
    {
        var read = request.Variants.Select(plan => (Name: plan.Variant ?? plan.Plan, Plan: AskedPlan.Read(plan, data))).ToList();
        var refused = read
            .SelectMany(plan => plan.Plan.Match(valid: _ => [], invalid: errors => errors.Select(error => (plan.Name, Error: error))))
            .ToValueList();
        var kept = read
            .Select(plan => plan.Plan.Match<CheckedPlan?>(valid: asked => asked.Checked, invalid: _ => null))
            .OfType<CheckedPlan>();
        return refused.Any(plan => RunExit.Of([plan.Error]) != ExitCode.OverBudget)
            ? Reply.Refuse(refused.Select(plan => plan.Error).ToValueList())
            : Answer(request, kept.DistinctBy(plan => plan.Plan).ToValueList(), refused, around);
    }

    private static Reply Answer(
        SweepRequest request, ValueList<CheckedPlan> plans, ValueList<(string Plan, RunError Error)> dropped, HostEnvironment around)
    {
        var machine = around.Machine(1, around.Clock);
        var minutes = plans.Select(plan => machine is null ? 0 : plan.Plan.Training.Epochs / 60.0 * TimeModel.Predict(
            plan.Summary, plan.Plan.Training, (plan.Data.TrainingImages, request.Common.Validation ?? DataSpec.MnistTestImages), machine)
                .SecondsPerEpoch).ToList();
        var labels = VariantNames.Of(plans.Select(plan => plan.Plan).ToValueList());
        var rounds = request.Halve && plans.Count > 0 ? DryRounds.Of(minutes, request.Seeds) : null;
        var runs = rounds?.Runs ?? plans.Count * request.Seeds.Count;
        var all = (rounds?.MostMinutes ?? minutes.Sum() * request.Seeds.Count) / request.Parallel;
        return new(plans.Count > 0 ? ExitCode.Done : ExitCode.OverBudget)
        {
            Text =
            [
                new Block.Table(Columns, [.. plans.Zip(minutes, (plan, time) => Row(plan, labels[plan.Plan], time, request.Seeds.Count))]),
                .. dropped.Select(d => new Block.Line($"{d.Plan} is left out: {WithoutVariant(d.Error).Sentence()}", Tone.Warning)),
                .. rounds?.Lines ?? [],
                .. ValueList.If(request.ChoosesOnTest, new Block.Line(SweepHalving.TestImagesChoose, Tone.Warning)),
                new Block.Line(
                    $"{runs.Of("run")}, {request.Parallel} at a time: {(rounds is null ? "about" : "at most about")} {all:F1} minutes. "
                    + "Nothing was started."),
            ],
            Json = () => JsonText.Write(
                new DryRunDocument(
                    [.. plans.Zip(minutes, (plan, time) => new DryPlanDocument(
                        labels[plan.Plan], request.Seeds, plan.Summary.Parameters.Trainable, plan.Summary.Macs, 60 * time))],
                    [.. dropped.Select(d => ErrorDocument.Of(ErrorMessage.Of(WithoutVariant(d.Error)) with { Where = d.Plan }))])
                {
                    Halving = rounds is null ? null : DryHalvingDocument.Of(rounds, request.ChoosesOnTest),
                },
                DryRunJson.Default.DryRunDocument),
        };
    }

    /// <summary>The plan stands beside the error.</summary>
    private static RunError WithoutVariant(RunError error) => error is RunError.BadPlan bad ? bad with { Variant = null } : error;

    private static ValueList<Cell> Row(CheckedPlan plan, string label, double minutes, int seeds) =>
    [
        new(label, Tone.Strong),
        seeds.Grouped(),
        plan.Summary.Parameters.Trainable.Grouped(),
        plan.Summary.Macs.Grouped(),
        minutes.ToString("F1"),
    ];
}

/// <summary>What <c>sweep --dry-run --json</c> prints.</summary>
internal sealed record DryRunDocument(IReadOnlyList<DryPlanDocument> Plans, IReadOnlyList<ErrorDocument> LeftOut)
{
    /// <summary>The rounds; left out where every plan runs with every seed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DryHalvingDocument? Halving { get; init; }
}

/// <summary>Rounds of a sweep that drops plans; seconds are those of all runs in turn, where the slowest plans are left.</summary>
internal sealed record DryHalvingDocument(IReadOnlyList<DryRoundDocument> Rounds, int Runs, double MostSeconds, bool ChosenOnTest)
{
    public static DryHalvingDocument Of(DryRounds rounds, bool choosesOnTest) => new(
        [.. rounds.Rounds.Select(round => new DryRoundDocument(round.Plans, rounds.SeedsOf(round)))],
        rounds.Runs,
        60 * rounds.MostMinutes,
        choosesOnTest);
}

/// <summary>How many plans run in a round, and the seeds that they run with in it.</summary>
internal sealed record DryRoundDocument(int Plans, IReadOnlyList<long> Seeds);

/// <summary>A plan that would be executed; seconds are those of one run.</summary>
internal sealed record DryPlanDocument(string Plan, IReadOnlyList<long> Seeds, long Parameters, long Macs, double Seconds);

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DryRunDocument))]
internal sealed partial class DryRunJson : JsonSerializerContext;
