using Mnist.Domain.Statistics;

namespace Mnist.Domain.Results;

/// <summary>What is needed of a run that has ended to judge it among others; a record has all epochs and the plan besides.</summary>
public sealed record RunSummary
{
    /// <summary>Name of the plan that ran.</summary>
    public required string Plan { get; init; }

    /// <summary>SHA-256 of the plan's canonical text, lower-case hexadecimal.</summary>
    public required string PlanHash { get; init; }

    /// <summary>Seed of all random streams.</summary>
    public required long Seed { get; init; }

    /// <summary>The data.</summary>
    public required DataRecord Data { get; init; }

    /// <summary>What did the arithmetic.</summary>
    public required ExecutionRecord Execution { get; init; }

    /// <summary>SHA-256 of the weights, lower-case hexadecimal.</summary>
    public required string WeightsHash { get; init; }

    /// <summary>Accuracy over the epochs that the target looks at.</summary>
    public required LastEpochs LastEpochs { get; init; }

    /// <summary>Images held out that were read correctly after the final epoch: the result.</summary>
    public required Score Final { get; init; }

    /// <summary>The best of all epochs on the images held out, in percent: chosen by what it is measured on, so no result.</summary>
    public required double BestHeldOut { get; init; }

    /// <summary>The best training accuracy of all epochs, in percent.</summary>
    public required double BestTrain { get; init; }

    /// <summary>Whether the target was met.</summary>
    public required bool Met { get; init; }

    /// <summary>The summary of a run; null where it has not ended.</summary>
    /// <param name="record">What ran and what it brought.</param>
    public static RunSummary? Of(RunRecord record) => record.Cancelled || record.LastEpochs is not { } last ? null : new()
    {
        Plan = record.Plan.Name,
        PlanHash = record.PlanHash,
        Seed = record.Seed,
        Data = record.Data,
        Execution = record.Execution,
        WeightsHash = record.WeightsHash,
        LastEpochs = last,
        Final = record.Epochs[^1].HeldOut,
        BestHeldOut = record.Epochs.Max(e => e.HeldOut.Percent),
        BestTrain = record.Epochs.Max(e => e.Train.Percent),
        Met = record.Verdict.Met,
    };

    /// <summary>The summaries of the runs that have ended, in order.</summary>
    /// <param name="records">Of any state.</param>
    public static ValueList<RunSummary> OfEnded(IEnumerable<RunRecord> records) => records.Select(Of).OfType<RunSummary>().ToValueList();
}
