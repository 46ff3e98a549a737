using Mnist.Host.Plans;
using Mnist.Host.Reports;
using Mnist.Host.Runs;
using Mnist.Host.Sweeps;

namespace Mnist.Host.Verbs.Drilldown;

/// <summary>One step of a drill-down: a target set, a result measured, an analysis computed from both.</summary>
/// <param name="Original">The plan of the catalogue, its budgets included.</param>
/// <param name="Sweep">Its result.</param>
/// <param name="Median">The run of the median seed.</param>
/// <param name="Published">What its author reported; null where nothing was, and beside figures of other data than MNIST.</param>
/// <param name="Before">The step before; null for the first one.</param>
/// <param name="Against">The two of them on the same images; null for the first step.</param>
internal sealed record DrilldownStep(
    Plan Original, PlanSweep Sweep, RunRecord Median, PublishedResult? Published, DrilldownStep? Before, PlanComparison? Against)
{
    /// <summary>What was changed since the step before; null for the first step.</summary>
    public PlanDifference? Change => Before is null ? null : PlanDifference.Between(Before.Original, Original);

    /// <summary>What its target asks for, and what came of it.</summary>
    public ValueList<DrilldownAim> Aims => DrilldownAim.Of(Original.Target, Sweep);

    /// <summary>The budgets that the plan does not keep.</summary>
    public IEnumerable<PlanError> OverBudget => PlanChecker.Examine(Original, DataSpec.Mnist).Errors.Where(error => error.ConcernsTarget);

    /// <summary>What the curves of the median seed show.</summary>
    public Diagnosis Diagnosis => Diagnosis.Of(Original, Median.Epochs);

    /// <summary>The steps of a sweep.</summary>
    /// <param name="originals">The plans of the catalogue, in order.</param>
    /// <param name="outcome">Their runs; a plan without any is left out.</param>
    public static Validation<ValueList<DrilldownStep>, RunError> Of(ValueList<Plan> originals, SweepOutcome outcome) => outcome.Plans
        .Traverse(sweep => StoredRun.Load(outcome.MedianDirectory(sweep)).Map(run => (Sweep: sweep, run.Record)))
        .Map(runs => runs
            .Aggregate(
                new List<DrilldownStep>(),
                (steps, run) =>
                [
                    .. steps,
                    new(
                        originals.First(plan => plan.Name == run.Sweep.Plan.Name),
                        run.Sweep,
                        run.Record,
                        PublishedFigures.Of(run.Sweep),
                        steps.LastOrDefault(),
                        outcome.Comparisons.FirstOrDefault(pair => pair.Second.Plan == run.Sweep.Plan)),
                ])
            .ToValueList());
}
