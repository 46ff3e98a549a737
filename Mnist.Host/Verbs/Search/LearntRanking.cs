using Mnist.Host.Runs;

namespace Mnist.Host.Verbs.Search;

/// <summary>Accuracies of designs as recorded runs let expect.</summary>
/// <param name="Networks">Unlike networks that were trained as the space trains, and measured on images of one kind.</param>
/// <param name="Model">What was learnt of them; null where they are too few.</param>
internal sealed record LearntRanking(int Networks, AccuracyModel? Model)
{
    /// <summary>Learns from the runs of a folder.</summary>
    /// <param name="folder">Of run directories; it may be missing.</param>
    /// <param name="space">Whose training counts: what was trained otherwise tells nothing.</param>
    public static LearntRanking Of(string folder, Space space)
    {
        var measured = StoredRun.In(folder)
            .Select(run => run.Record)
            .Where(record => !record.Cancelled && record.Data.IsMnist && record.Plan.Training == space.Training)
            .GroupBy(record => record.Data.HeldOut)
            .OrderByDescending(kind => kind.Count())
            .Take(1)
            .SelectMany(kind => kind.GroupBy(record => record.Plan.Architecture))
            .Select(runs => Summarize(runs.Key) is { } network
                ? new Measured(network, runs.Average(run => run.LastEpochs?.Mean ?? 0))
                : null)
            .OfType<Measured>()
            .ToValueList();
        return new(measured.Count, AccuracyModel.Fit(measured));
    }

    /// <summary>What to expect of a design; null where nothing was learnt.</summary>
    public PredictedAccuracy? Predict(Space space, Design design) =>
        Model is { } model && Summarize(new(space.Input, design.Layers)) is { } network ? model.Predict(network) : null;

    private static Summary? Summarize(Architecture architecture) =>
        Summarizer.Summarize(architecture).Match<Summary?>(valid: summary => summary, invalid: _ => null);
}
