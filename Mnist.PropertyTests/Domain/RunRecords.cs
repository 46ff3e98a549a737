using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Domain.Values;

namespace Mnist.PropertyTests.Domain;

/// <summary>Records of runs that never took place.</summary>
internal static class RunRecords
{
    /// <summary>
    /// A run by its accuracies on 10,000 images, in hundredths of a percent, epoch by epoch; each took as many seconds as its number.
    /// </summary>
    public static RunRecord Of(Plan plan, long seed, params (int Train, int Test)[] accuracies) => new()
    {
        Plan = plan,
        PlanHash = "",
        Seed = seed,
        Data = new("mnist", IsMnist: true, "", 10_000, 10_000, HeldOutSplit.Test),
        Execution = new("simd", 1, "", "", "", "", DateTimeOffset.UnixEpoch, 1),
        Epochs = accuracies
            .Select((pair, i) => new EpochResult(i + 1, 0.1, 0.5, new(pair.Train, 10_000), 0.5, new(pair.Test, 10_000), i + 1, 10_000))
            .ToValueList(),
        State = new RunState.Finished(""),
    };
}
