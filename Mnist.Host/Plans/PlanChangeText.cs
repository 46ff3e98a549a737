namespace Mnist.Host.Plans;

/// <summary>What changed between two plans, in words.</summary>
internal static class PlanChangeText
{
    /// <summary>A sentence part for each kind of change: like changes of several layers are told together.</summary>
    public static IEnumerable<string> Sentences(this IEnumerable<LayerChange> changes) =>
        changes
            .GroupBy(What, StringComparer.Ordinal)
            .Select(alike => $"{alike.Key} ({Places([.. alike.Select(c => $"{(c.After ?? c.Before)!.Index}")])})");

    private static string Places(IReadOnlyList<string> indexes) => indexes.Count > Messages.Most
        ? $"layers {string.Join(", ", indexes.Take(Messages.Most))} and {(indexes.Count - Messages.Most).Of("other")}"
        : $"{(indexes.Count == 1 ? "layer" : "layers")} {indexes.And()}";

    /// <summary>What happened to a layer, without its place.</summary>
    public static string What(this LayerChange change) => change switch
    {
        { Before: { } before, After: { } after } => $"{after.Layer.TypeName()}: {Settings(before.Layer)} becomes {Settings(after.Layer)}",
        { After: { } after } => $"added: {Full(after.Layer)}",
        { Before: { } before } => $"removed: {Full(before.Layer)}",
        _ => "",
    };

    /// <summary>A setting and its two values.</summary>
    public static string Sentence(this SettingChange change) => change switch
    {
        { Before: null } => $"{change.Path}: added, {change.After}",
        { After: null } => $"{change.Path}: removed, {change.Before}",
        _ => $"{change.Path}: {change.Before} becomes {change.After}",
    };

    private static string Full(Layer layer) => layer.Settings() is { Length: > 0 } settings
        ? $"{layer.TypeName()} {settings}"
        : layer.TypeName();

    /// <summary>A residual block's own settings say little; its layers are told in the table of <c>mnist check</c>.</summary>
    private static string Settings(Layer layer) => layer.Settings() is { Length: > 0 } settings ? settings : "other layers inside";
}
