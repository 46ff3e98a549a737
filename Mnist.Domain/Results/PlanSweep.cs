using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Domain.Statistics;

namespace Mnist.Domain.Results;

/// <summary>The results of a plan over several seeds; accuracies in percent, of the images held out.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Parameters">What it trains.</param>
/// <param name="Macs">Multiply-adds for one image, forward.</param>
/// <param name="Runs">At least one, one for each seed.</param>
/// <param name="LastMinimum">The worst of the last epochs, of each seed.</param>
/// <param name="LastMean">The mean over the last epochs, of each seed.</param>
/// <param name="Final">Of each seed after its last epoch: the result.</param>
/// <param name="BestHeldOut">
/// The best epoch of each seed. It is chosen by the images that it is measured on: no result, only to compare with what was published.
/// </param>
/// <param name="BestTrain">The best training accuracy of all epochs, of each seed.</param>
public sealed record PlanSweep(
    Plan Plan,
    long Parameters,
    long Macs,
    ValueList<RunSummary> Runs,
    SeedStatistics LastMinimum,
    SeedStatistics LastMean,
    SeedStatistics Final,
    SeedStatistics BestHeldOut,
    SeedStatistics BestTrain)
{
    /// <summary>How many seeds met the target.</summary>
    public int Met => Runs.Count(run => run.Met);

    /// <summary>The run with the median final accuracy, the lower one of two: it stands for the plan where one run is shown.</summary>
    public RunSummary MedianRun => Runs.OrderBy(run => run.Final.Correct).ElementAt((Runs.Count - 1) / 2);

    /// <summary>Wilson's interval of the final accuracy of the median seed.</summary>
    public ConfidenceInterval FinalInterval => WilsonInterval.Of(MedianRun.Final);

    /// <summary>The figures of some runs.</summary>
    /// <param name="plan">What ran.</param>
    /// <param name="runs">At least one.</param>
    public static PlanSweep Of(CheckedPlan plan, ValueList<RunSummary> runs)
    {
        SeedStatistics OfSeeds(Func<RunSummary, double> figure) => new(runs.Select(figure).ToValueList());
        return new(
            plan.Plan,
            plan.Summary.Parameters.Trainable,
            plan.Summary.Macs,
            runs,
            OfSeeds(run => run.LastEpochs.Min),
            OfSeeds(run => run.LastEpochs.Mean),
            OfSeeds(run => run.Final.Percent),
            OfSeeds(run => run.BestHeldOut),
            OfSeeds(run => run.BestTrain));
    }
}
