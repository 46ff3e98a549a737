using System.Text;
using Mnist.Engine.Export.Firmware;
using Mnist.Engine.Quantization;
using Mnist.Host.Commands;
using Mnist.Host.Deployments;
using Mnist.Host.RunFolders;
using Mnist.Host.Runs;
using Mnist.Host.Wording;

namespace Mnist.Host.Verbs.Export;

/// <summary>What <c>mnist export --format c</c> was asked for.</summary>
/// <param name="Run">A run directory.</param>
/// <param name="Folder">Where to; null for the run's.</param>
/// <param name="Data">Value of --data; null looks where the run's data is usually found.</param>
/// <param name="Numbers">How numbers are held.</param>
/// <param name="Json">Whether a program reads the answer.</param>
internal sealed record FirmwareRequest(string Run, string? Folder, string? Data, NumberFormat Numbers, bool Json);

/// <summary><c>mnist export RUN --format c</c>: a trained network as one C file and its header.</summary>
internal static class FirmwareExport
{
    public static Reply Run(FirmwareRequest request, HostEnvironment around) => RunName.Find(request.Run)
        .Bind(TrainedRun.LoadEnded)
        .Bind(run => RecordedJob
            .Prepare(run.Stored, request.Data, Environment.ProcessorCount, request.Json, around)
            .Bind(recorded => DeployedRun.Of(run, recorded.Job, request.Numbers, around.Cancellation))
            .Map(deployed => (Run: run, Deployed: deployed))).Match(
            valid: ready => Write(ready.Run, ready.Deployed, request, around),
            invalid: Reply.Refuse);

    private static Reply Write(TrainedRun run, DeployedRun deployed, FirmwareRequest request, HostEnvironment around)
    {
        var folder = Path.GetFullPath(request.Folder ?? run.Stored.Directory);
        var title = Title(run, deployed);
        var (header, source) = (Path.Combine(folder, FirmwareWriter.HeaderName), Path.Combine(folder, FirmwareWriter.SourceName));
        var refused = WriteError.Of(folder, () =>
        {
            Directory.CreateDirectory(folder);
            RegularFile.RequireWritable(source);
            Write(header, FirmwareWriter.Header(deployed.Network, title));
            Write(source, FirmwareWriter.Source(deployed.Network, title));
        });
        if (refused is not null)
            return Reply.Refuse(ExitCode.Invalid, [ErrorMessage.Of(refused)]);
        var unkept = Int8Record.Of(run, deployed)?.Keep(around.Files) ?? [];
        return new(ExitCode.Done)
        {
            Text =
            [
                new Block.Line($"{run.Plan.Plan.Name} as C: {source} and {header}.", Tone.Good),
                .. Lines(deployed),
                .. unkept.Select(error => new Block.Line(error.Sentence(), Tone.Warning)),
            ],
            Json = () => JsonText.Write(FirmwareDocument.Of(deployed, source, header), FirmwareJson.Default.FirmwareDocument),
        };
    }

    private static void Write(string path, string text) =>
        AtomicFile.Write(path, stream => stream.Write(Encoding.ASCII.GetBytes(text)));

    private static IEnumerable<Block> Lines(DeployedRun deployed)
    {
        yield return new Block.Line(deployed.Network.Network.Sentence());
        yield return new Block.Line(Accuracy(deployed));
    }

    private static ValueList<string> Title(TrainedRun run, DeployedRun deployed) =>
    [
        $"{run.Plan.Plan.Name}, {run.Plan.Summary.Parameters.Trainable.Grouped()} parameters, "
            + $"{run.Plan.Summary.Macs.Grouped()} multiply-adds an image; seed {run.Stored.Record.Seed}.",
        $"Weights {run.Stored.Record.WeightsHash}.",
        Accuracy(deployed),
        .. Classes(run.Plan.Data.Classes),
    ];

    /// <summary>What the answers stand for, where they are no digits.</summary>
    private static IEnumerable<string> Classes(ClassNames names) =>
        names == ClassNames.Digits ? [] : names.All.Select((name, i) => $"Class {i}: {name}");

    private static string Accuracy(DeployedRun deployed) => deployed.Network.Match(new FirmwareNetwork.Cases<string>(
        Int8: n => $"8 bits read {Read(deployed.Score)}, float32 {Read(deployed.Trained)}; {deployed.Alike.Grouped()} alike. "
            + $"Ranges are those of the first {n.Quantized.Calibration.Images.Grouped()} training images.",
        Float32: _ => $"float32 reads {Read(deployed.Score)}."));

    private static string Read(Domain.Statistics.Score score) =>
        $"{score.Correct.Grouped()} of {score.Total.Grouped()} images ({score.Percent.Percent()})";
}
