using System.Text.Json.Serialization;
using Mnist.Host.RunFolders;

namespace Mnist.Host.Verbs.Runs;

/// <summary>What <c>runs --json</c> prints; accuracies in percent.</summary>
internal sealed record RunsDocument(IReadOnlyList<ListedRunDocument> Runs, int RunsLeftOut)
{
    public static RunsDocument Of(RunsRequest request, ValueList<ListedRun> found) => new(
        [.. found.Take(request.Most).Select(run => ListedRunDocument.Of(run, request.Folder))], Math.Max(0, found.Count - request.Most));
}

internal sealed record ListedRunDocument(
    string Run,
    string Directory,
    string Plan,
    string Data,
    bool IsMnist,
    long Parameters,
    long Seed,
    string State,
    int Epochs,
    int PlannedEpochs,
    double? Final,
    double? LastMean,
    double? LastMinimum,
    DateTimeOffset Started,
    double Seconds,
    IReadOnlyList<string> Tags,
    string Note)
{
    public static ListedRunDocument Of(ListedRun run, string folder) => new(
        run.Name,
        Path.GetFullPath(Path.Combine(folder, run.Name)),
        run.Plan.Label,
        run.Data.Name,
        run.Data.IsMnist,
        run.Plan.Parameters,
        run.Seed,
        run.State.Word(),
        run.Epochs,
        run.Plan.Epochs,
        run.Final,
        run.Last?.Mean,
        run.Last?.Min,
        run.Started,
        run.Seconds,
        run.Note.Tags,
        run.Note.Text);
}

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunsDocument))]
internal sealed partial class RunsJson : JsonSerializerContext;
