using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Domain.Statistics;

namespace Mnist.Domain.Results;

/// <summary>The results of a plan over several seeds; accuracies in percent, of the images held out.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Parameters">What it trains.</param>
/// <param name="Macs">Multiply-adds for one image, forward.</param>
/// <param name="Runs">At least one, one for each seed, none cancelled.</param>
/// <param name="LastMinimum">The worst of the last epochs, of each seed.</param>
/// <param name="LastMean">The mean over the last epochs, of each seed.</param>
/// <param name="Final">After the last epoch, of each seed: the result.</param>
/// <param name="BestHeldOut">The best of all epochs, of each seed: chosen by what it is measured on, so no result.</param>
/// <param name="BestTrain">The best training accuracy of all epochs, of each seed.</param>
public sealed record PlanSweep(
    Plan Plan,
    long Parameters,
    long Macs,
    ValueList<RunRecord> Runs,
    SeedStatistics LastMinimum,
    SeedStatistics LastMean,
    SeedStatistics Final,
    SeedStatistics BestHeldOut,
    SeedStatistics BestTrain)
{
    /// <summary>How many seeds met the target.</summary>
    public int Met => Runs.Count(run => run.Verdict.Met);

    /// <summary>The run with the median final accuracy, the lower one of two: it stands for the plan where one run is shown.</summary>
    public RunRecord MedianRun => Runs.OrderBy(run => run.Epochs[^1].HeldOut.Correct).ElementAt((Runs.Count - 1) / 2);

    /// <summary>Wilson's interval of the final accuracy of the median seed.</summary>
    public ConfidenceInterval FinalInterval => WilsonInterval.Of(MedianRun.Epochs[^1].HeldOut);

    /// <summary>The figures of some runs.</summary>
    /// <param name="plan">What ran.</param>
    /// <param name="runs">At least one, each with all its epochs.</param>
    public static PlanSweep Of(CheckedPlan plan, ValueList<RunRecord> runs)
    {
        SeedStatistics Over(Func<RunRecord, double> figure) => new(runs.Select(figure).ToValueList());
        return new(
            plan.Plan,
            plan.Summary.Parameters.Trainable,
            plan.Summary.Macs,
            runs,
            Over(run => run.LastEpochs!.Min),
            Over(run => run.LastEpochs!.Mean),
            Over(run => run.Epochs[^1].HeldOut.Percent),
            Over(run => run.Epochs.Max(e => e.HeldOut.Percent)),
            Over(run => run.Epochs.Max(e => e.Train.Percent)));
    }
}
