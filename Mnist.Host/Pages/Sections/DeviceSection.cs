using Mnist.Engine.Quantization;
using Mnist.Host.Deployments;
using Mnist.Host.Pages.Parts;
using Mnist.Host.Wording;

namespace Mnist.Host.Pages.Sections;

/// <summary>The run's network in 8 bits: what it reads, what it needs of a device, what its scales are from.</summary>
internal static class DeviceSection
{
    private static readonly ValueList<Column> Columns =
    [
        new("value"),
        new("smallest", RightAligned: true),
        new("largest", RightAligned: true),
        new("scale", RightAligned: true),
        new("zero", RightAligned: true),
    ];

    private static readonly ValueList<Column> RunColumns =
    [
        new("plan"),
        new("seed", RightAligned: true),
        new("8 bits", RightAligned: true),
        new("as trained", RightAligned: true),
        new("read alike", RightAligned: true, Importance: 4),
        new("flash, bytes", RightAligned: true, Importance: 4),
        new("RAM, bytes", RightAligned: true, Importance: 4),
    ];

    /// <summary>The networks in 8 bits of several runs.</summary>
    public static Html Table(IEnumerable<(Html Name, ReportedRun Run)> runs) => BlockHtml.Table(
        "On a device, in 8 bits; accuracies in percent",
        RunColumns,
        runs.Where(run => run.Run.Int8 is not null).Select(run => Row(run.Name, run.Run.Record.Seed, run.Run.Int8!)));

    /// <summary>Nothing where the network was not asked for.</summary>
    public static Html Of(ReportedRun run) => run.Int8 is { Network: FirmwareNetwork.Int8 { Quantized: var network } } deployed
        ? PageParts.Section("On a device, in 8 bits", Content(deployed, network))
        : Html.Empty;

    private static IEnumerable<Html> Content(DeployedRun deployed, QuantizedNetwork network) =>
    [
        PageParts.Paragraph(Sentence(deployed)),
        PageParts.Paragraph(network.Network.Sentence()),
        PageParts.Details(
            $"Ranges, from the first {network.Calibration.Images.Of("training image")}",
            BlockHtml.Table(
                "Each value over those images; real number = scale x (integer - zero)",
                Columns,
                CalibrationDocument.Of(network).Ranges.Select(Row))),
        PageParts.Facts(
        [
            ("integers SHA-256", Html.Of($"<code>{network.Hash()}</code>")),
            ("logits SHA-256", Html.Of($"<code>{deployed.Reading.LogitsHash}</code>")),
        ]),
    ];

    private static string Sentence(DeployedRun deployed)
    {
        var (read, trained) = (deployed.Score, deployed.Trained);
        var lost = trained.Correct - read.Correct;
        var compared = lost == 0 ? "as many as the trained network"
            : $"{Math.Abs(lost).Grouped()} {(lost > 0 ? "fewer" : "more")} than the trained network, "
                + $"{(Math.Abs(lost) * 100.0 / read.Total).Exact()} points";
        return $"{read.Correct.Grouped()} of {read.Total.Of("image")} are read as what they are ({read.Percent.Percent()}), {compared}; "
            + $"{deployed.Alike.Grouped()} are read alike.";
    }

    private static ValueList<Html> Row(Html name, long seed, DeployedRun deployed) =>
    [
        name,
        Html.Of($"{seed}"),
        Html.Text($"{deployed.Score.Percent:F2}"),
        Html.Text($"{deployed.Trained.Percent:F2}"),
        Html.Text(deployed.Alike.Grouped()),
        Html.Text(deployed.Network.Network.FlashBytes.Grouped()),
        Html.Text(deployed.Network.Network.RamBytes.Grouped()),
    ];

    private static ValueList<Html> Row(RangeDocument range) =>
    [
        Html.Text(range.Of),
        Html.Text($"{range.Low:G4}"),
        Html.Text($"{range.High:G4}"),
        Html.Text($"{range.Scale:G4}"),
        Html.Text($"{range.Zero}"),
    ];
}
