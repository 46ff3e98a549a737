using Mnist.Host.Pages.Parts;
using Mnist.Host.Runs;

namespace Mnist.Host.Pages.Sections;

/// <summary>The filters of the first convolution, which look at the image itself.</summary>
internal static class FilterSection
{
    private const int MostShown = 64, MostSide = 32;

    public static Html Of(TrainedRun run)
    {
        var first = run.Weights.Tensors.FirstOrDefault(tensor => tensor.Dimensions.Count == 4);
        if (first is not { Dimensions: [var filters, _, var height and <= MostSide, var width and <= MostSide] })
            return Html.Empty;
        var values = run.Weights.Of(first.Name)!;
        var (size, step) = (height * width, values.Length / filters);
        var shown = Enumerable.Range(0, Math.Min(filters, MostShown)).Select(i => values.AsMemory(i * step, size));
        return PageParts.Section(
            "What its first layer looks for",
            PageParts.Paragraph(
                $"{(filters > MostShown ? $"{MostShown} of {filters.Grouped()}" : filters.Grouped())} filters of {height}x{width} pixels: "
                + "white adds to a filter's answer, black takes away from it, grey does neither. Each is scaled by its largest weight."),
            Html.Of($"""<div class="filters">{shown.Select((filter, i) => PageParts.Picture(width, Levels(filter.Span), $"filter {i}"))}</div>"""));
    }

    private static ValueList<byte> Levels(ReadOnlySpan<float> filter)
    {
        const double Grey = 127.5;
        var most = 0.0;
        foreach (var weight in filter)
            most = Math.Max(most, Math.Abs(weight));
        var levels = new byte[filter.Length];
        for (var i = 0; i < filter.Length; i++)
            levels[i] = most > 0 && double.IsFinite(most) ? (byte)Math.Round(Grey + (Grey * filter[i] / most)) : (byte)Grey;
        return [.. levels];
    }
}
