using System.Text.Json.Serialization;
using Mnist.Host.Sweeps;

namespace Mnist.Host.Verbs.Sweep;

/// <summary>What <c>sweep --status --json</c> prints.</summary>
internal sealed record SweepStatusDocument(IReadOnlyList<OneSweepDocument> Sweeps)
{
    public static SweepStatusDocument Of(ValueList<SweepStatus> sweeps) => new([.. sweeps.Select(OneSweepDocument.Of)]);
}

/// <summary>One sweep; its runs are counted once each.</summary>
internal sealed record OneSweepDocument(
    string File, string Command, int Runs, int Ended, int Running, int Queued, int NotBegun, IReadOnlyList<StoppedRunDocument> Stopped)
{
    private const int LinesOfLog = 20;

    public static OneSweepDocument Of(SweepStatus status) => new(
        status.Sweep.File,
        status.Sweep.Manifest.Command,
        status.Runs,
        status.Ended,
        status.Running,
        status.Queued,
        status.NotBegun,
        [.. status.Stopped.Select(run => new StoppedRunDocument(run.Task.PlanLabel, run.Task.Seed, run.Log, run.LastLines(LinesOfLog)))]);
}

/// <summary>A run that was begun, has not ended and is not under way.</summary>
internal sealed record StoppedRunDocument(string Plan, long Seed, string? Log, IReadOnlyList<string> LogEnd);

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SweepStatusDocument))]
internal sealed partial class SweepStatusJson : JsonSerializerContext;
