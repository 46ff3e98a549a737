using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mnist.Host.Runs;

namespace Mnist.Host.RunFolders;

/// <summary>The index as a file: one line for each run, and a last one with the checksum of all others.</summary>
internal static class RunIndexText
{
    private const int ChecksumDigits = 64;

    /// <summary>The runs in an index by their directories; none where it is missing, damaged or of another format.</summary>
    /// <param name="path">The file.</param>
    public static Dictionary<string, IndexedRun> Read(string path)
    {
        try
        {
            var text = RegularFile.ReadAllBytes(path, int.MaxValue).AsSpan();
            var end = text.Length - ChecksumDigits - 1;
            return end >= 0 && text[end..^1].SequenceEqual(Checksum(text[..end]))
                ? Lines(text[..end]).ToDictionary(run => run.Directory, StringComparer.Ordinal)
                : Empty;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            return Empty;
        }
    }

    /// <summary>Writes an index; a folder that does not take it goes without one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="runs">All of them.</param>
    public static void Write(string path, IEnumerable<IndexedRun> runs)
    {
        try
        {
            AtomicFile.Write(path, file =>
            {
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                foreach (var run in runs)
                {
                    var line = Encoding.UTF8.GetBytes($"{JsonText.WriteLine(RunIndexLine.Of(run), RunIndexJson.Default.RunIndexLine)}\n");
                    hash.AppendData(line);
                    file.Write(line);
                }

                file.Write(Encoding.ASCII.GetBytes($"{Convert.ToHexStringLower(hash.GetHashAndReset())}\n"));
            });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The next one to look reads the runs themselves.
        }
    }

    private static Dictionary<string, IndexedRun> Empty => new(StringComparer.Ordinal);

    private static byte[] Checksum(ReadOnlySpan<byte> text) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(text)));

    private static List<IndexedRun> Lines(ReadOnlySpan<byte> text)
    {
        var runs = new List<IndexedRun>();
        foreach (var line in text.Split((byte)'\n'))
        {
            if (!text[line].IsEmpty)
                runs.Add(JsonSerializer.Deserialize(text[line], RunIndexJson.Default.RunIndexLine)!.ToRun());
        }

        return runs;
    }
}

/// <summary>One run of an index.</summary>
internal sealed record RunIndexLine(
    string Directory,
    long RecordBytes,
    DateTime RecordModified,
    string Key,
    string Plan,
    string Label,
    long Parameters,
    int Epochs,
    string PlanHash,
    long Seed,
    DataRecordDocument Data,
    ExecutionRecord Execution,
    string WeightsHash,
    int LastEpochs,
    double LastMinimum,
    double LastMean,
    int FinalCorrect,
    int FinalTotal,
    double BestHeldOut,
    double BestTrain,
    bool Met,
    bool IsTargetChanged)
{
    public static RunIndexLine Of(IndexedRun run) => new(
        run.Directory,
        run.Record.Bytes,
        run.Record.Modified,
        run.Key,
        run.Summary.Plan,
        run.Plan.Label,
        run.Plan.Parameters,
        run.Plan.Epochs,
        run.Summary.PlanHash,
        run.Summary.Seed,
        DataRecordDocument.Of(run.Summary.Data),
        run.Summary.Execution,
        run.Summary.WeightsHash,
        run.Summary.LastEpochs.Count,
        run.Summary.LastEpochs.Min,
        run.Summary.LastEpochs.Mean,
        run.Summary.Final.Correct,
        run.Summary.Final.Total,
        run.Summary.BestHeldOut,
        run.Summary.BestTrain,
        run.Summary.Met,
        run.IsTargetChanged);

    public IndexedRun ToRun() => new(
        Directory,
        new(RecordBytes, RecordModified),
        Key,
        new()
        {
            Plan = Plan,
            PlanHash = PlanHash,
            Seed = Seed,
            Data = Data.ToRecord(),
            Execution = Execution,
            WeightsHash = WeightsHash,
            LastEpochs = new(LastEpochs, LastMinimum, LastMean),
            Final = new(FinalCorrect, FinalTotal),
            BestHeldOut = BestHeldOut,
            BestTrain = BestTrain,
            Met = Met,
        },
        new(Label, Parameters, Epochs),
        IsTargetChanged);
}

/// <summary>How the index is written and read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunIndexLine))]
internal sealed partial class RunIndexJson : JsonSerializerContext;
