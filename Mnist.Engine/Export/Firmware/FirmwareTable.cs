using System.Globalization;
using Mnist.Domain.Deployment;

namespace Mnist.Engine.Export.Firmware;

/// <summary>The network as a table of stages, for the comment at the top of the source.</summary>
internal static class FirmwareTable
{
    private static readonly string[] Head = ["stage", "layer", "output", "constants", "rows kept", "RAM at"];

    public static IEnumerable<string> Of(DeployedNetwork network)
    {
        string[][] rows = [Head, .. network.Stages.Index().SelectMany(at => Rows(network, at.Index, at.Item.Nodes))];
        var widths = Head.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        return
        [
            .. rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadLeft(widths[column])))),
            Line($"{network.FlashBytes} bytes of constants; arena of {network.ArenaBytes} bytes and {network.CounterBytes} of counters."),
            network.ByRows == network.Stages.Count ? "All stages go row by row."
                : Line($"The first {network.ByRows} of {network.Stages.Count} stages go row by row, the others layer by layer."),
        ];
    }

    private static IEnumerable<string[]> Rows(DeployedNetwork network, int stage, ValueList<Node> nodes) =>
        nodes.Select((node, i) => Row(network, stage, node, i == nodes.Count - 1));

    private static string[] Row(DeployedNetwork network, int stage, Node node, bool isLast)
    {
        var rows = network.RowsOf(network.Stages[stage].Output);
        return
        [
            Line($"{stage}"),
            Line($"{node.Layer.Path} {Kind(node.Operation)}"),
            Line($"{node.Output}"),
            Line($"{network.ConstantBytes(node)}"),
            isLast ? Line($"{rows.Count} of {rows.Stride}") : "",
            isLast ? Line($"{rows.Offset}") : "",
        ];
    }

    private static string Kind(Operation operation) => operation.Match<string>(new(
        Convolution: c => $"{c.Window.Kernel} convolution{(c.Normalization is null ? "" : ", norm")}{(c.Rectifies ? ", relu" : "")}",
        Pooling: p => $"{p.Window.Kernel} {(p.IsMean ? "mean" : "max")} pooling",
        Sum: s => s.Rectifies ? "sum, relu" : "sum",
        Relu: _ => "relu",
        Flatten: _ => "flatten"));

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
