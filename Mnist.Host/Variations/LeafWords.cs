using System.Globalization;

namespace Mnist.Host.Variations;

/// <summary>A field of a plan and what it holds, in a few words: "learning rate 0.05", "2 epochs", "no nesterov".</summary>
internal static class LeafWords
{
    /// <summary>Names that say little of what is in them; others stand before the field's own.</summary>
    private static readonly ValueList<string> Plain = ["training", "optimizer", "schedule", "target"];

    /// <summary>The words.</summary>
    /// <param name="leaf">The field.</param>
    public static string Words(this PlanLeaf leaf)
    {
        var parts = leaf.Path.Split('.');
        var own = parts[^1] == PlanFile.Discriminator ? parts[..^1] : parts;
        var place = string.Concat(own[..^1].Where(part => !Plain.Contains(part, StringComparer.Ordinal)).Select(part => $"{Spaced(part)} "))
            .Replace("layers ", "layer ", StringComparison.Ordinal)
            .Replace("augmentations ", "augmentation ", StringComparison.Ordinal);
        var name = Spaced(own[^1]);
        return leaf.Value switch
        {
            null or false => $"no {place}{name}",
            true => $"{place}{name}",
            long count when name.EndsWith('s') && !name.Contains(' ') => $"{place}{count.Of(name[..^1])}",
            var value => $"{place}{name} {Text(leaf.Kind, value)}",
        };
    }

    private static string Text(FieldKind? kind, object value) => value switch
    {
        long whole => whole.Grouped(),
        double number => number.Exact(),
        string word => word,
        _ => PlanWriter.Write(kind!, value).ToJsonString(),
    };

    /// <summary>"learningRate" as "learning rate".</summary>
    private static string Spaced(string name) =>
        string.Concat(name.Select(letter => char.IsUpper(letter) ? $" {char.ToLower(letter, CultureInfo.InvariantCulture)}" : $"{letter}"));
}
