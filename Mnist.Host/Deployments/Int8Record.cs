using System.Text;
using System.Text.Json;
using Mnist.Host.Plans;
using Mnist.Host.Runs;

namespace Mnist.Host.Deployments;

/// <summary>What a run directory keeps of its network in 8 bits; kept by whoever measures it, compared by <c>mnist verify</c>.</summary>
/// <param name="Path">The file.</param>
/// <param name="Document">What it is to hold.</param>
internal sealed record Int8Record(string Path, Int8Document Document)
{
    private const int MostTold = 10;

    /// <summary>The record of a run's network; null for float32, which is the run itself.</summary>
    /// <param name="run">The run.</param>
    /// <param name="deployed">Its network, measured.</param>
    public static Int8Record? Of(TrainedRun run, DeployedRun deployed) => deployed.Network.Match<Int8Record?>(new(
        Int8: n => new(
            System.IO.Path.Combine(run.Stored.Directory, RunFileNames.Int8), Int8Document.Of(run, deployed, n.Quantized)),
        Float32: _ => null));

    /// <summary>A run's network in 8 bits, measured and kept beside the run.</summary>
    /// <param name="run">A run that has ended.</param>
    /// <param name="data">Value of --data; null looks where the run's data is usually found.</param>
    /// <param name="around">Environment, progress and cancellation.</param>
    public static Validation<DeployedRun, RunError> Measure(TrainedRun run, string? data, RunEnvironment around) => RecordedJob
        .Prepare(run.Stored, data, Environment.ProcessorCount, json: false, around)
        .Bind(recorded => DeployedRun.Of(run, recorded.Job, NumberFormat.Int8, around.Cancellation))
        .Bind(deployed => deployed.Unless(Of(run, deployed)!.Keep(around.Files)));

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="files">Does the single operations.</param>
    /// <returns>What went wrong; empty where it is there.</returns>
    public ValueList<RunError> Keep(IRunFiles files) => FileAttempt.Do<RunError>(
        () => AtomicFile.Write(files, Path, stream => stream.Write(Encoding.UTF8.GetBytes(Text))),
        cause => new RunError.ReportFile(Path, cause)) is { } error
            ? [error]
            : [];

    /// <summary>Everything in the file that did not come again, as sentences.</summary>
    public ValueList<string> Differences() => TextFile.Read(Path, RunSize.MostRecordBytes).Match(
        valid: Differences,
        invalid: errors => [.. errors.Select(error => error is FileError.Missing
            ? $"{Path}: there is no record of the network in 8 bits; `mnist export --format c`, or report or sweep with --numbers int8, "
                + "writes it."
            : error.Sentence(Path))]);

    private string Text => JsonText.Write(Document, Int8Json.Default.Int8Document);

    private ValueList<string> Differences(byte[] kept)
    {
        try
        {
            using var found = JsonDocument.Parse(kept);
            var was = Leaves("", found.RootElement).ToList();
            using var fresh = JsonDocument.Parse(Text);
            var all = Leaves("", fresh.RootElement).Except(was)
                .Select(leaf => $"{Path}: {leaf.Where} is {leaf.Value} and was {Of(leaf.Where, was)}.")
                .ToList();
            return
            [
                .. all.Take(MostTold),
                .. ValueList.If(all.Count > MostTold, $"{Path}: {(all.Count - MostTold).Grouped()} more members differ."),
            ];
        }
        catch (JsonException broken)
        {
            return [$"{Path}: is no JSON: {broken.Message}"];
        }
    }

    private static string Of(string where, List<(string Where, string Value)> leaves) =>
        leaves.Find(leaf => leaf.Where == where) is { Value: { } value } ? value : "not there";

    private static IEnumerable<(string Where, string Value)> Leaves(string where, JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(m => Leaves(where.Length == 0 ? m.Name : $"{where}.{m.Name}", m.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany((item, i) => Leaves($"{where}.{i}", item)),
        _ => [(where, json.GetRawText())],
    };
}
