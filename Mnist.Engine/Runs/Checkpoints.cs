using Mnist.Engine.Files;
using Mnist.Engine.Training;

namespace Mnist.Engine.Runs;

/// <summary>
/// The checkpoints in a run directory: the last two, so that there is one while the next is written and should one be damaged.
/// </summary>
/// <remarks>Only what this process wrote or read back is ever deleted: what it cannot use, or the user copied, is not its own.</remarks>
/// <param name="directory">The run directory.</param>
/// <param name="files">Its files.</param>
internal sealed class Checkpoints(string directory, IRunFiles files)
{
    private const int Kept = 2;

    /// <summary>Full paths, oldest first.</summary>
    private readonly List<string> own = [];

    /// <summary>Writes one, whole or not at all.</summary>
    /// <param name="run">Which run's state it is.</param>
    /// <param name="state">The state.</param>
    /// <exception cref="IOException">The disk is full or the folder is gone; no earlier checkpoint is touched.</exception>
    public void Write(string run, TrainingState state)
    {
        var path = Path.Combine(directory, RunFileNames.Checkpoint(state));
        AtomicFile.Write(files, path, stream => stream.Write(CheckpointFile.Write(run, state)));
        own.Remove(path);
        own.Add(path);
    }

    /// <summary>Deletes those before the last two.</summary>
    /// <exception cref="IOException">One cannot be deleted; it is tried again the next time.</exception>
    public void Prune() => DeleteOldest(Kept);

    /// <summary>Deletes them all: a run that has ended needs none.</summary>
    /// <exception cref="IOException">One cannot be deleted.</exception>
    public void Delete() => DeleteOldest(0);

    /// <summary>The state of the furthest that can be used, and those that cannot.</summary>
    /// <param name="run">The run that it belongs to.</param>
    /// <param name="plan">The run's plan.</param>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    public FoundCheckpoint Read(string run, CheckedPlan plan)
    {
        var refused = new List<RefusedCheckpoint>();
        TrainingState? furthest = null;
        var paths = files.List(directory).Where(path => RunFileNames.IsCheckpoint(Path.GetFileName(path)));
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            furthest = Bytes(path).Bind(file => CheckpointFile.Read(file, run)).Bind(state => Fitting(state, plan)).Match(
                valid: state =>
                {
                    if (Path.GetFileName(path) == RunFileNames.Checkpoint(state))
                        own.Add(path);
                    return furthest is null || Place(state).CompareTo(Place(furthest)) > 0 ? state : furthest;
                },
                invalid: errors =>
                {
                    refused.Add(new(path, errors[0]));
                    return furthest;
                });
        }

        return new(furthest, [.. refused]);
    }

    private static (int Epochs, int Steps) Place(TrainingState state) => (state.Epochs.Count, state.Current.Steps);

    private void DeleteOldest(int kept)
    {
        while (own.Count > kept)
        {
            files.Delete(own[0]);
            own.RemoveAt(0);
        }
    }

    private Validation<byte[], CheckpointError> Bytes(string path) =>
        FileAttempt.Get<byte[], CheckpointError>(() => files.Read(path), cause => new CheckpointError.Unreadable(cause));

    /// <summary>Refuses what no run of this plan can have written, so that the engine need not expect it.</summary>
    private static Validation<TrainingState, CheckpointError> Fitting(TrainingState state, CheckedPlan plan)
    {
        var count = plan.Summary.Tensors.Sum(t => t.Count);
        var fits = state.Epochs.Select(e => e.Epoch).SequenceEqual(Enumerable.Range(1, state.Epochs.Count))
            && state.Epochs.Count <= plan.Plan.Training.Epochs
            && state.Current.Steps >= 0
            && state.Current.Steps <= plan.StepsPerEpoch
            && state.Network.Select(part => part.Name).SequenceEqual(StateVector.NamesOf(plan.Plan.Training), StringComparer.Ordinal)
            && state.Network.All(part => part.Values.Length == count);
        return fits ? state : new CheckpointError.OtherRun();
    }
}

/// <summary>What a run can be resumed from.</summary>
/// <param name="State">Of the checkpoint that has come furthest; null where none can be used.</param>
/// <param name="Refused">Those that cannot be used.</param>
public sealed record FoundCheckpoint(TrainingState? State, ValueList<RefusedCheckpoint> Refused)
{
    /// <summary>
    /// A checkpoint that is not damaged and yet cannot be used; null where there is none. The run was changed, or the user can make the
    /// file readable: resuming without it would repeat work that is not lost.
    /// </summary>
    public RefusedCheckpoint? Obstacle => Refused.FirstOrDefault(refused => refused.Error.Match<bool>(new(
        Unreadable: _ => true,
        Damaged: _ => false,
        UnknownVersion: _ => true,
        OtherRun: _ => true)));
}

/// <summary>A checkpoint that cannot be used.</summary>
/// <param name="Path">The file.</param>
/// <param name="Error">Why.</param>
public sealed record RefusedCheckpoint(string Path, CheckpointError Error);
