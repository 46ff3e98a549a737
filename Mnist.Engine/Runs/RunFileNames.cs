using Mnist.Engine.Files;
using Mnist.Engine.Training;

namespace Mnist.Engine.Runs;

/// <summary>What the files of a run directory are called. All others there are the user's and are left alone.</summary>
public static class RunFileNames
{
    /// <summary>What ran.</summary>
    public const string Plan = "plan.json";

    /// <summary>What the run is repeated and judged by.</summary>
    public const string Record = "record.json";

    /// <summary>A row for each epoch.</summary>
    public const string Metrics = "metrics.csv";

    /// <summary>The weights.</summary>
    public const string Model = "model.safetensors";

    /// <summary>The page that shows the run.</summary>
    public const string Report = "report.html";

    /// <summary>The network in 8 bits.</summary>
    public const string Int8 = "int8.json";

    /// <summary>What the user has noted of the run.</summary>
    public const string Note = "note.json";

    private const string CheckpointPrefix = "checkpoint-";
    private const string CheckpointSuffix = ".bin";

    /// <summary>Name of the checkpoint of a state.</summary>
    /// <param name="state">The state.</param>
    internal static string Checkpoint(TrainingState state) =>
        $"{CheckpointPrefix}{state.Epochs.Count:D6}-{state.Current.Steps:D9}{CheckpointSuffix}";

    /// <summary>Whether a checkpoint may have this name; numbers of more digits make it longer.</summary>
    /// <param name="name">A file's name.</param>
    internal static bool IsCheckpoint(string name) =>
        name.StartsWith(CheckpointPrefix, StringComparison.Ordinal)
        && name.EndsWith(CheckpointSuffix, StringComparison.Ordinal)
        && name[CheckpointPrefix.Length..^CheckpointSuffix.Length].Split('-') is [{ Length: >= 6 } epochs, { Length: >= 9 } steps]
        && epochs.All(char.IsAsciiDigit)
        && steps.All(char.IsAsciiDigit);

    /// <summary>Whether <see cref="AtomicFile"/> began to write a file of a run under this name, and its process was killed.</summary>
    /// <param name="name">A file's name.</param>
    internal static bool IsUnfinished(string name) =>
        name.Split('.') is [.. var file, { Length: 32 } number, "tmp"]
        && number.All(char.IsAsciiHexDigitLower)
        && IsOfRun(string.Join('.', file));

    private static bool IsOfRun(string name) =>
        name is Plan or Record or Metrics or Model or Report or Int8 or Note or "model.onnx"
        || IsCheckpoint(name)
        || name.StartsWith("events.out.tfevents.", StringComparison.Ordinal);
}
