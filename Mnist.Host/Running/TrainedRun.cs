using Mnist.Domain;
using Mnist.Engine;

namespace Mnist.Host;

/// <summary>A run that ended earlier with everything that is needed to use its network.</summary>
/// <param name="Stored">What ran and what it brought.</param>
/// <param name="Plan">Its plan, checked again.</param>
/// <param name="Weights">As its record tells of them.</param>
internal sealed record TrainedRun(StoredRun Stored, CheckedPlan Plan, Weights Weights)
{
    /// <summary>No network of a checked plan comes near to this size, in bytes.</summary>
    private const int MaxModelBytes = 1 << 30;

    /// <summary>The run of a directory, or every reason why it cannot be used.</summary>
    /// <param name="directory">A folder that <c>mnist train</c> made.</param>
    public static Validation<TrainedRun, Complaint> Load(string directory) => StoredRun.Load(directory).Bind(run =>
        Check(run).Bind(plan =>
            Read(run, plan).Map(weights => new TrainedRun(run, plan, weights))));

    /// <summary>The network in memory.</summary>
    /// <param name="backend">Does the arithmetic.</param>
    /// <param name="threads">At least 1.</param>
    public INetwork Network(IBackend backend, int threads) => backend.Create(Plan, Weights, Stored.Record.Seed, threads);

    private static Validation<CheckedPlan, Complaint> Check(StoredRun run) =>
        PlanChecker.Check(run.Record.Plan, DataSpec.Mnist with { TrainingImages = run.Record.Data.TrainingImages }).MapErrors(Complaint.Of);

    private static Validation<Weights, Complaint> Read(StoredRun run, CheckedPlan plan)
    {
        var path = Path.Combine(run.Directory, "model.safetensors");
        return Bytes(path).Bind(file => SafetensorsReader.Read(file, plan.Summary.Tensors).Match(
            valid: weights => weights.Hash() == run.Record.WeightsHash
                ? Validation.Valid<Weights, Complaint>(weights)
                : Damaged<Weights>(path, $"'{path}' does not hold the weights that record.json tells of; one of them was changed."),
            invalid: errors => Validation.Invalid<Weights, Complaint>(errors.Select(e => Told(path, e.Sentence(path))).ToValueList())));
    }

    private static Validation<byte[], Complaint> Bytes(string path)
    {
        try
        {
            return File.Exists(path)
                ? Validation.Valid<byte[], Complaint>(RegularFile.ReadAllBytes(path, MaxModelBytes))
                : Damaged<byte[]>(path, $"there is no file '{path}': the run did not end, or its weights were taken away.");
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return Damaged<byte[]>(path, $"'{path}' cannot be read: {refusal.Message}");
        }
    }

    private static Validation<T, Complaint> Damaged<T>(string path, string sentence) => Validation.Invalid<T, Complaint>([Told(path, sentence)]);

    private static Complaint Told(string path, string sentence) => new("runDirectory", sentence) { Where = path };
}
