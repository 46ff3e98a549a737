using System.Globalization;
using Mnist.Domain;

namespace Mnist.Engine;

/// <summary>The checkpoints in a run directory: the last two, so that there is one while the next is written and should one be damaged.</summary>
/// <param name="directory">The run directory.</param>
internal sealed class Checkpoints(string directory)
{
    private const int Kept = 2;
    private const string Pattern = "checkpoint-*.bin";

    /// <summary>Writes one, whole or not at all, and then deletes those before the last two.</summary>
    /// <param name="run">Which run's state it is.</param>
    /// <param name="state">The state.</param>
    /// <exception cref="IOException">The disk is full or the folder is gone; no earlier checkpoint is touched.</exception>
    public void Write(string run, TrainingState state)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"checkpoint-{state.Epochs.Count:D6}-{state.Current.Steps:D9}.bin");
        AtomicFile.Write(Path.Combine(directory, name), stream => stream.Write(CheckpointFile.Write(run, state)));
        foreach (var old in NewestFirst().Skip(Kept))
            File.Delete(old);
    }

    /// <summary>The newest that can be used.</summary>
    /// <param name="run">Whose.</param>
    /// <param name="plan">The run's plan.</param>
    public FoundCheckpoint Read(string run, CheckedPlan plan)
    {
        var refused = new List<RefusedCheckpoint>();
        foreach (var path in NewestFirst())
        {
            var state = Bytes(path).Bind(file => CheckpointFile.Read(file, run)).Bind(state => Fitting(state, plan));
            if (state.Match<TrainingState?>(found => found, errors => Refuse(path, errors[0])) is { } usable)
                return new(usable, [.. refused]);
        }

        return new(null, [.. refused]);

        TrainingState? Refuse(string path, CheckpointError error)
        {
            refused.Add(new(path, error));
            return null;
        }
    }

    /// <summary>Deletes them all: a run that has ended needs none.</summary>
    /// <exception cref="IOException">The folder is gone or cannot be written to.</exception>
    public void Delete()
    {
        foreach (var path in NewestFirst())
            File.Delete(path);
    }

    private string[] NewestFirst() => [.. Directory.GetFiles(directory, Pattern).OrderDescending(StringComparer.Ordinal)];

    private static Validation<byte[], CheckpointError> Bytes(string path)
    {
        try
        {
            return Validation.Valid<byte[], CheckpointError>(RegularFile.ReadAllBytes(path, Array.MaxLength));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Validation.Invalid<byte[], CheckpointError>([new CheckpointError.Unreadable(failure.Message)]);
        }
    }

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
        return fits
            ? Validation.Valid<TrainingState, CheckpointError>(state)
            : Validation.Invalid<TrainingState, CheckpointError>([new CheckpointError.OtherRun()]);
    }
}

/// <summary>What there was to go on from.</summary>
/// <param name="State">Of the newest checkpoint that can be used; null where there is none.</param>
/// <param name="Refused">Newer ones that cannot.</param>
public sealed record FoundCheckpoint(TrainingState? State, ValueList<RefusedCheckpoint> Refused);

/// <summary>A checkpoint that cannot be used.</summary>
/// <param name="Path">The file.</param>
/// <param name="Error">Why.</param>
public sealed record RefusedCheckpoint(string Path, CheckpointError Error);
