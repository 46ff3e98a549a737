using Mnist.Host.Runs;

namespace Mnist.Host.Pages;

/// <summary>The images of runs, where they can be had without a download: a page without them is worth more than none.</summary>
/// <param name="Images">What the runs trained on and were measured on; null where they are not at hand.</param>
/// <param name="Note">Why there are none; null where there are.</param>
internal sealed record RunImages(TrainingData? Images, string? Note)
{
    /// <summary>The images of some runs, or what is wrong with the data that was asked for.</summary>
    /// <param name="runs">At least one.</param>
    /// <param name="given">The value of --data; null looks where the runs' data is usually found.</param>
    /// <param name="around">Environment and progress.</param>
    public static Validation<RunImages, DataError> Of(ValueList<TrainedRun> runs, string? given, RunEnvironment around)
    {
        var record = runs[0].Stored.Record.Data;
        if (runs.Any(run => run.Stored.Record.Data != record))
            return new RunImages(null, null); // their figures are no comparison, which the page says
        var source = given ?? runs.Select(run => DataSource.Recorded(run.Stored.Record)).FirstOrDefault(place => place is not null);
        var found = source is not null ? DataSource.Load(source, around) : DataSource.Find(around);
        return found
            .Map(data => data.ContentHash == record.Hash
                ? new RunImages(TrainJob.Split(data, record.HeldOut == HeldOutSplit.Validation ? record.HeldOutImages : null), null)
                : new RunImages(
                    null, $"{data.Name} is not the data of the run, which was {record.Name}: the report goes without pictures."))
            .BindErrors<DataError>(errors => given is null
                ? new RunImages(null, "The data of the run was not found: the report goes without pictures.")
                : errors);
    }
}
