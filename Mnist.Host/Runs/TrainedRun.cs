using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Domain.Values;
using Mnist.Engine.Backends;
using Mnist.Engine.Export;
using Mnist.Engine.Files;
using Mnist.Engine.Runs;
using Mnist.Host.Commands;

namespace Mnist.Host.Runs;

/// <summary>A run that ended earlier with everything that is needed to use its network.</summary>
/// <param name="Stored">What ran and what it brought.</param>
/// <param name="Plan">Its plan, checked again.</param>
/// <param name="Weights">As its record tells of them.</param>
internal sealed record TrainedRun(StoredRun Stored, CheckedPlan Plan, Weights Weights)
{
    /// <summary>The run of a directory, or every reason why it cannot be used.</summary>
    /// <param name="directory">A folder that <c>mnist train</c> made.</param>
    public static Validation<TrainedRun, Complaint> Load(string directory) => StoredRun.Load(directory).Bind(Of);

    /// <summary>A run with its weights, or every reason why they cannot be used.</summary>
    /// <param name="run">Read back.</param>
    public static Validation<TrainedRun, Complaint> Of(StoredRun run) => Complete(run).Bind(Check).Bind(plan =>
        Read(run, plan).Map(weights => new TrainedRun(run, plan, weights)));

    /// <summary>The network in memory.</summary>
    /// <param name="backend">Does the arithmetic.</param>
    /// <param name="threads">At least 1.</param>
    public INetwork Network(IBackend backend, int threads) => backend.Create(Plan, Weights, Stored.Record.Seed, threads);

    /// <summary>A run that was stopped may have any number of epochs, one that has ended has all.</summary>
    private static Validation<StoredRun, Complaint> Complete(StoredRun run) =>
        run.Record.Cancelled || run.Record.Epochs.Count == run.Record.Plan.Training.Epochs
            ? Validation.Valid<StoredRun, Complaint>(run)
            : Refuse<StoredRun>([new StoredRunError.MissingEpochs(
                Path.Combine(run.Directory, RunFileNames.Record), run.Record.Epochs.Count, run.Record.Plan.Training.Epochs)]);

    private static Validation<CheckedPlan, Complaint> Check(StoredRun run) =>
        PlanChecker.Check(run.Record.Plan, DataSpec.Mnist with { TrainingImages = run.Record.Data.TrainingImages }).MapErrors(Complaint.Of);

    private static Validation<Weights, Complaint> Read(StoredRun run, CheckedPlan plan)
    {
        var path = Path.Combine(run.Directory, RunFileNames.Model);
        return Bytes(path).Bind(file => SafetensorsReader.Read(file, plan.Summary.Tensors).Match(
            valid: weights => weights.Hash() == run.Record.WeightsHash
                ? Validation.Valid<Weights, Complaint>(weights)
                : Refuse<Weights>([new StoredRunError.OtherWeights(path, Ended: !run.Record.Cancelled)]),
            invalid: errors => Refuse<Weights>(errors.Select(e => new StoredRunError.BadWeights(path, e)))));
    }

    private static Validation<byte[], Complaint> Bytes(string path)
    {
        try
        {
            return File.Exists(path)
                ? Validation.Valid<byte[], Complaint>(RegularFile.ReadAllBytes(path, RunSize.MostModelBytes))
                : Damaged<byte[]>(path, $"there is no file '{path}': the run did not end, or its weights were taken away.");
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return Damaged<byte[]>(path, $"'{path}' cannot be read: {refusal.Message}");
        }
    }

    private static Validation<T, Complaint> Refuse<T>(IEnumerable<StoredRunError> errors) =>
        Validation.Invalid<T, Complaint>(errors.Select(Complaint.Of).ToValueList());

    private static Validation<T, Complaint> Damaged<T>(string path, string sentence) => Validation.Invalid<T, Complaint>([Told(path, sentence)]);

    private static Complaint Told(string path, string sentence) => new("runDirectory", sentence) { Where = path };
}
