using System.Text.RegularExpressions;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>
/// What <c>--json</c> prints today is what it printed when Golden/json.txt was recorded, but for times, paths and the machine.
/// </summary>
public sealed partial class JsonGoldenTests : IDisposable
{
    private const string File = "json.txt", PlanFile = "tiny.json";

    private static readonly Plan Tiny = new(
        "tiny",
        TinyNetwork.Of(),
        new() { Epochs = 2, BatchSize = 4, Optimizer = new Optimizer.Adam { LearningRate = 0.01 } },
        new() { MaxParameters = 2_000, Accuracy = 100, LastEpochs = 1 });

    private readonly TemporaryFolder folder = new();

    public JsonGoldenTests()
    {
        IdxFiles.WriteSet(folder.Path);
        System.IO.File.WriteAllText(Path.Combine(folder.Path, PlanFile), PlanText.Write(Tiny));
    }

    public static TheoryData<string> Commands => [.. Golden.Names(File)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_document_keeps_its_bytes(string command) => Assert.Equal(
        string.Join('\n', Golden.Section(File, command)),
        Steady(Command.Run([.. command.Split(' ').Select(InFolder), "--json"]).Output));

    private string InFolder(string word) => word switch
    {
        PlanFile => Path.Combine(folder.Path, PlanFile),
        "DATA" => folder.Path,
        "RUNS" => Path.Combine(folder.Path, "runs"),
        _ => word,
    };

    private string Steady(string json) => Key()
        .Replace(RunName().Replace(Measured().Replace(json, "${name}*"), "TIME-tiny"), "KEY")
        .Replace(folder.Path, "FOLDER", StringComparison.Ordinal)
        .Replace(Path.GetFileName(folder.Path), "DATA", StringComparison.Ordinal)
        .TrimEnd();

    [GeneratedRegex("""(?<name>"(seconds|trainLoss|testLoss|weightsHash|imagesPerSecond|secondsPerEpoch|threads|peakBytes)": )[^,\r\n]+""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Measured();

    /// <summary>It depends on the program's version.</summary>
    [GeneratedRegex(@"((?<=tiny-\d+-)[0-9a-f]{8}|(?<=sweep-)[0-9a-f]{12})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Key();

    [GeneratedRegex(@"\d{8}-\d{6}-tiny", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex RunName();
}
