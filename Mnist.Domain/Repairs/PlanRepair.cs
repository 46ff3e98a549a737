using Mnist.Domain.Analysis;
using Mnist.Domain.Checking;
using Mnist.Domain.Planning;

namespace Mnist.Domain.Repairs;

/// <summary>Edits that together make a plan pass its check.</summary>
/// <param name="Edits">Of unlike layers, in their order.</param>
/// <param name="Plan">The plan after them.</param>
/// <param name="Summary">What the calculators say of it.</param>
public sealed record PlanRepair(ValueList<LayerEdit> Edits, Plan Plan, Summary Summary)
{
    /// <summary>All that differs, the edits and what follows them: these fields set by hand give <see cref="Plan"/>.</summary>
    public required ValueList<LayerEdit> Changes { get; init; }

    /// <summary>What it then needs of a device's memory that is limited.</summary>
    public ValueList<(Quantity Quantity, long Bytes)> Memory { get; init; } = [];
}

/// <summary>What a search for repairs of a plan came to.</summary>
/// <param name="Repairs">
/// Those with the fewest edits that were found, least change of multiply-adds first; of the values of a field the best one.
/// </param>
/// <param name="IsWhole">Whether all edits of as many layers were judged, so that none is smaller.</param>
public sealed record PlanRepairs(ValueList<PlanRepair> Repairs, bool IsWhole);

/// <summary>Finds the fewest layers to be edited so that a plan passes its check.</summary>
public static class PlanRepairer
{
    private const int MostTrials = 40_000;

    /// <summary>Most rows of network summaries that calculations of a device's memory may take as long as: a second or two.</summary>
    private const long MostDeviceWork = 1_000_000;

    private const int Kept = 20;

    /// <summary>Edits of one layer, else of two; see <see cref="LayerEdit.Of"/> for what is tried.</summary>
    /// <remarks>Each repair was put together and checked. Of a plan whose layers do not fit, the cheapest repairs come first.</remarks>
    /// <param name="plan">Any plan.</param>
    /// <param name="data">The data it is meant for.</param>
    public static PlanRepairs Find(Plan plan, DataSpec data)
    {
        var report = PlanChecker.Examine(plan, data);
        if (report.Errors.Count == 0 || !report.Errors.All(CanBeMended))
            return new([], IsWhole: true);
        var before = report.Summary?.Macs ?? 0;
        var elsewhere = plan with { Target = plan.Target with { MaxFlashBytes = null, MaxRamBytes = null } };
        var deviceWork = 0L;
        var edits = plan.Architecture.AllLayers.SelectMany(at => LayerEdit.Of(at, data.Classes.Count)).ToList();
        var one = Passing(edits.Select(edit => (ValueList<LayerEdit>)[edit]).Take(MostTrials));
        if (one.Count > 0)
            return new(one, edits.Count <= MostTrials && deviceWork <= MostDeviceWork);
        var pairs = (long)edits.Count * edits.Count / 2;
        var two = Passing(Pairs(pairs <= MostTrials ? edits : Coarse(edits, data.Classes.Count)).Take(MostTrials));
        return new(two, pairs <= MostTrials && deviceWork <= MostDeviceWork);

        ValueList<PlanRepair> Passing(IEnumerable<ValueList<LayerEdit>> tried) =>
        [
            .. tried.Select(Try).OfType<PlanRepair>()
                .OrderBy(repair => Math.Abs(repair.Summary.Macs - before))
                .ThenBy(repair => repair.Summary.Parameters.Trainable)
                .Select(OnDevice).OfType<PlanRepair>()
                .DistinctBy(repair => repair.Edits.Select(edit => (edit.Layer.Path, edit.Field)).ToValueList())
                .Take(Kept),
        ];

        PlanRepair? Try(ValueList<LayerEdit> tried)
        {
            var edited = tried.Aggregate(plan.Architecture, (net, edit) => edit.Apply(net));
            return PlanChecker.Examine(elsewhere with { Architecture = edited }, data) is { Errors.Count: 0, Summary: { } summary }
                ? new(tried, plan with { Architecture = edited }, summary) { Changes = LayerEdit.Between(plan.Architecture, edited) }
                : null;
        }

        PlanRepair? OnDevice(PlanRepair repair) =>
            (deviceWork += TargetRules.DeviceWork(plan.Target, repair.Summary)) <= MostDeviceWork
            && TargetRules.OnDevice(plan.Target, repair.Plan.Architecture, repair.Summary)?.ToList() is { } budgets
            && !budgets.Exists(budget => budget.IsExceeded)
                ? repair with { Memory = [.. budgets.Select(budget => (budget.Quantity, budget.Actual))] }
                : null;
    }

    /// <summary>Whether other settings of layers may make an error go away.</summary>
    private static bool CanBeMended(PlanError error) => error is PlanError.Network or PlanError.OverBudget or PlanError.FieldTooSmall
        or PlanError.OutputNotFlat or PlanError.TooFewOutputs or PlanError.OneValuePerChannel;

    private static IEnumerable<ValueList<LayerEdit>> Pairs(List<LayerEdit> edits) =>
        from i in Enumerable.Range(0, edits.Count)
        from j in Enumerable.Range(i + 1, edits.Count - i - 1)
        where edits[i].Layer.Path != edits[j].Layer.Path
        select (ValueList<LayerEdit>)[edits[i], edits[j]];

    /// <summary>Of widths three quarters, a half and a quarter only, and the number of classes; of the rest all.</summary>
    private static List<LayerEdit> Coarse(List<LayerEdit> edits, int classes) =>
    [
        .. edits.Where(edit =>
            edit is not { From: long from, To: long to } || to * 4 == from * 3 || to * 2 == from || to * 4 == from || to == classes),
    ];
}
