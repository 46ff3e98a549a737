using Mnist.Domain.Phrases;
using Mnist.Domain.Schema;

namespace Mnist.Domain.Analysis;

/// <summary>A network as text, as Keras' <c>summary()</c> has it.</summary>
public static class SummaryText
{
    private static readonly ValueList<string> Columns = ["layer", "type", "settings", "output", "parameters", "MACs", "field"];

    /// <summary>The first columns hold words, which begin alike; the others numbers, which end alike.</summary>
    private const int WordColumns = 3;

    /// <summary>A table with a row for each layer, and a line with the totals.</summary>
    /// <param name="summary">The network.</param>
    public static string Table(this Summary summary)
    {
        ValueList<ValueList<string>> rows = [Columns, .. summary.Layers.Select(Row)];
        var widths = Enumerable.Range(0, Columns.Count).Select(column => rows.Max(row => row[column].Length)).ToValueList();
        return string.Join('\n', rows.Select(row => Line(row, widths)).Append(summary.Totals()));
    }

    /// <summary>Parameters, multiply-adds and receptive field in a line.</summary>
    /// <param name="summary">The network.</param>
    public static string Totals(this Summary summary) =>
        $"{summary.Parameters.Trainable.Of("trainable parameter")}"
        + (summary.Parameters.NonTrainable > 0 ? $" and {summary.Parameters.NonTrainable.Grouped()} running values; " : "; ")
        + $"{summary.Macs.Of("multiply-add")} an image, forward; receptive field {summary.Field.Size}, jump {summary.Field.Jump}.";

    private static ValueList<string> Row(LayerSummary layer) =>
    [
        layer.Layer.Path,
        layer.Layer.Layer.TypeName(),
        layer.Layer.Layer.Settings(),
        $"{layer.Output}",
        layer.Parameters.Trainable is > 0 and var own ? own.Grouped() : "",
        layer.Macs > 0 ? layer.Macs.Grouped() : "",
        $"{layer.Field.Size}",
    ];

    private static string Line(ValueList<string> cells, ValueList<int> widths) => string
        .Join("  ", cells.Select((cell, i) => i < WordColumns ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i])))
        .TrimEnd();
}
