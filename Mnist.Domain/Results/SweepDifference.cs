using Mnist.Domain.Statistics;

namespace Mnist.Domain.Results;

/// <summary>How much better or worse a plan is than another one, by the seeds that both ran with.</summary>
/// <param name="Baseline">What the plan is compared with.</param>
/// <param name="Plan">What is judged.</param>
/// <param name="LastMean">Of the mean over the last epochs, in points; above 0 where the plan is better.</param>
/// <param name="CorrectedPValue">Its p after Holm's correction over all plans compared together; null for a single shared seed.</param>
public sealed record SweepDifference(PlanSweep Baseline, PlanSweep Plan, PairedDifference LastMean, double? CorrectedPValue)
{
    /// <summary>Every plan against the first one; a plan that shares no seed with it is left out.</summary>
    /// <param name="plans">In order, all measured on the same images.</param>
    /// <returns>None where no plan shares two seeds with the first one: then nothing can be tested.</returns>
    public static ValueList<SweepDifference> OfBaseline(ValueList<PlanSweep> plans)
    {
        var found = plans
            .Skip(1)
            .Select(plan => (Plan: plan, Difference: Between(plans[0], plan)))
            .Where(pair => pair.Difference is not null)
            .ToList();
        var corrected = new Queue<double>(HolmCorrection.Of(found.Select(pair => pair.Difference!.PValue).OfType<double>().ToValueList()));
        return corrected.Count == 0 ? [] : found
            .Select(pair => new SweepDifference(
                plans[0], pair.Plan, pair.Difference!, pair.Difference!.PValue is null ? null : corrected.Dequeue()))
            .ToValueList();
    }

    /// <summary>Of each seed's mean over the last epochs; null where the two share no seed.</summary>
    private static PairedDifference? Between(PlanSweep baseline, PlanSweep plan)
    {
        var ofBaseline = baseline.Runs.ToLookup(run => run.Seed, run => run.LastEpochs.Mean);
        var pairs = plan.Runs
            .DistinctBy(run => run.Seed)
            .Where(run => ofBaseline.Contains(run.Seed))
            .Select(run => Points.WithoutRounding(run.LastEpochs.Mean - ofBaseline[run.Seed].First()))
            .ToValueList();
        return pairs.Count == 0 ? null : new(new(pairs));
    }
}
