namespace Mnist.Host.Runs;

/// <summary>A run that ended earlier with everything that is needed to use its network.</summary>
/// <param name="Stored">What ran and its result.</param>
/// <param name="Plan">Its plan, checked again.</param>
/// <param name="Weights">As its record tells of them.</param>
internal sealed record TrainedRun(StoredRun Stored, CheckedPlan Plan, Weights Weights)
{
    /// <summary>The run of a directory, or every reason why it cannot be used.</summary>
    /// <param name="directory">A folder that <c>mnist train</c> made.</param>
    public static Validation<TrainedRun, RunError> Load(string directory) => StoredRun.Load(directory).Bind(Of);

    /// <summary>A run that has ended, or every reason why there is none.</summary>
    /// <param name="directory">A folder that <c>mnist train</c> made.</param>
    public static Validation<TrainedRun, RunError> LoadEnded(string directory) => StoredRun.Load(directory).Bind(run =>
        run.Record.Cancelled ? RunError.Of(new StoredRunError.Unfinished(run.Directory)) : Of(run));

    /// <summary>A run with its weights, or every reason why they cannot be used.</summary>
    /// <param name="run">Read back.</param>
    public static Validation<TrainedRun, RunError> Of(StoredRun run) => Complete(run).Bind(Check).Bind(plan =>
        Read(run, plan).Map(weights => new TrainedRun(run, plan, weights)));

    /// <summary>The network in memory.</summary>
    /// <param name="backend">Does the arithmetic.</param>
    /// <param name="threads">At least 1.</param>
    public INetwork Network(IBackend backend, int threads) => backend.Create(Plan, Weights, Stored.Record.Seed, threads);

    /// <summary>A run that was stopped may have any number of epochs, one that has ended has all.</summary>
    private static Validation<StoredRun, RunError> Complete(StoredRun run) =>
        run.Record.Cancelled || run.Record.Epochs.Count == run.Record.Plan.Training.Epochs
            ? run
            : RunError.Of(new StoredRunError.MissingEpochs(
                Path.Combine(run.Directory, RunFileNames.Record), run.Record.Epochs.Count, run.Record.Plan.Training.Epochs));

    private static Validation<CheckedPlan, RunError> Check(StoredRun run) =>
        PlanChecker.Check(run.Record.Plan, run.Record.Data.Spec).MapErrors(error =>
            RunError.Of(new StoredRunError.RejectedPlan(Path.Combine(run.Directory, RunFileNames.Plan), error)));

    private static Validation<Weights, RunError> Read(StoredRun run, CheckedPlan plan)
    {
        var path = Path.Combine(run.Directory, RunFileNames.Model);
        return Bytes(path)
            .Bind(file => SafetensorsReader.Read(file, plan.Summary.Tensors)
                .MapErrors<StoredRunError>(error => new StoredRunError.BadWeights(path, error)))
            .Bind<Weights>(weights => weights.Hash() == run.Record.WeightsHash
                ? weights
                : new StoredRunError.OtherWeights(path, Ended: !run.Record.Cancelled))
            .MapErrors(RunError.Of);
    }

    private static Validation<byte[], StoredRunError> Bytes(string path) => FileAttempt.Get<byte[], StoredRunError>(
        () => File.Exists(path)
            ? RegularFile.ReadAllBytes(path, RunSize.MostModelBytes)
            : new StoredRunError.MissingWeights(path),
        cause => new StoredRunError.UnreadableWeights(path, cause));
}
