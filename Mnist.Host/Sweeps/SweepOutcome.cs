using Mnist.Host.Runs;
using Mnist.Host.Variations;

namespace Mnist.Host.Sweeps;

/// <summary>What a sweep brought.</summary>
/// <param name="Command">The command that does the same again.</param>
/// <param name="Plans">The plans of which at least one run has ended, in the order given.</param>
/// <param name="Comparisons">Each plan against the one before it, image by image.</param>
/// <param name="Runs">All runs that have ended, in the order of the sweep.</param>
/// <param name="Missing">How many have not.</param>
internal sealed record SweepOutcome(
    string Command, ValueList<PlanSweep> Plans, ValueList<PlanComparison> Comparisons, ValueList<SweepRun> Runs, int Missing)
{
    /// <summary>What each plan is called among the others.</summary>
    public IReadOnlyDictionary<Plan, string> Labels { get; } = VariantNames.Of(Plans.Select(plan => plan.Plan).ToValueList());

    /// <summary>Each plan against the first one, seed by seed.</summary>
    public ValueList<SweepDifference> Differences { get; } = SweepDifference.OfBaseline(Plans);

    /// <summary>The sweeps that dropped plans on the way, with what they decided.</summary>
    public ValueList<SweepHalving> Halvings { get; init; } = [];

    /// <summary>Whether runs are left to execute.</summary>
    public bool Stopped => Missing > 0;

    /// <summary>Whether every run met its target, but for those of plans that were dropped.</summary>
    public bool AllMet => Missing == 0
        && Plans.Where(plan => !Halvings.Any(halving => halving.Drops(plan.Plan))).All(plan => plan.Met == plan.Runs.Count);

    /// <summary>The runs of one plan.</summary>
    /// <param name="plan">One of <see cref="Plans"/>.</param>
    public IEnumerable<SweepRun> RunsOf(PlanSweep plan) => Runs.Where(run => run.Summary!.PlanHash == plan.Runs[0].PlanHash);

    /// <summary>Where the run of the median seed is kept.</summary>
    /// <param name="plan">One of <see cref="Plans"/>.</param>
    public string MedianDirectory(PlanSweep plan)
    {
        var median = plan.MedianRun;
        return Runs.First(run => ReferenceEquals(run.Summary, median)).Directory;
    }

    /// <summary>Judges the runs of some plans together, without the comparisons.</summary>
    /// <param name="plans">In order.</param>
    /// <param name="runs">Those that have ended, in the order of the sweep.</param>
    /// <param name="planned">Runs that there are to be.</param>
    /// <param name="command">The command that does the same again.</param>
    public static SweepOutcome Judge(IEnumerable<CheckedPlan> plans, ValueList<SweepRun> runs, int planned, string command)
    {
        var byPlan = runs.ToLookup(run => run.Summary!.PlanHash, run => run.Summary!, StringComparer.Ordinal);
        var judged = plans
            .Select(plan => (Plan: plan, Runs: byPlan[PlanText.Hash(plan.Plan)].ToValueList()))
            .Where(plan => plan.Runs.Count > 0)
            .Select(plan => PlanSweep.Of(plan.Plan, plan.Runs))
            .ToValueList();
        return new(command, judged, [], runs, planned - runs.Count);
    }

    /// <summary>The same with the comparisons.</summary>
    /// <param name="jobs">The plans with the images that they are compared on.</param>
    public Validation<SweepOutcome, RunError> Compare(ValueList<TrainJob> jobs) => PlanComparison
        .OfNeighbours(Plans.Select(plan => (jobs.First(job => job.Plan.Plan == plan.Plan), plan)).ToValueList(), MedianDirectory)
        .Map(comparisons => this with { Comparisons = comparisons });
}
