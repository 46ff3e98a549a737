using System.Text.Json;

namespace Mnist.Host.Plans;

/// <summary>A setting in which two plans differ, layers aside; as their files name and write it.</summary>
/// <param name="Path">Such as "training.schedule".</param>
/// <param name="Before">Its text in the first plan; null where that leaves it out.</param>
/// <param name="After">Likewise in the second one.</param>
internal sealed record SettingChange(string Path, string? Before, string? After)
{
    private static readonly ValueList<string> Parts = ["input", "training", "target"];

    /// <summary>All settings in which two plans differ, in the order of the file format.</summary>
    public static ValueList<SettingChange> Between(Plan before, Plan after)
    {
        var (one, other) = (Json(before), Json(after));
        return [.. Parts.SelectMany(part => Between(part, Member(one, part), Member(other, part)))];
    }

    private static JsonElement Json(Plan plan) => PlanText.Json(plan with { Architecture = plan.Architecture with { Layers = [] } });

    private static JsonElement? Member(JsonElement? json, string name) =>
        json is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var member) ? member : null;

    /// <summary>Goes into objects unless they are of different types: an optimiser is another one, not one with other members.</summary>
    private static IEnumerable<SettingChange> Between(string path, JsonElement? before, JsonElement? after) =>
        Text(before) == Text(after) ? []
        : IsPlain(before) && IsPlain(after) ? Names(before).Union(Names(after), StringComparer.Ordinal)
            .SelectMany(name => Between($"{path}.{name}", Member(before, name), Member(after, name)))
        : [new(path, Text(before), Text(after))];

    /// <summary>An object without a type of its own, or nothing at all.</summary>
    private static bool IsPlain(JsonElement? json) =>
        json is null || (json is { ValueKind: JsonValueKind.Object } && Member(json, PlanFile.Discriminator) is null);

    private static IEnumerable<string> Names(JsonElement? json) => json is { } parent ? parent.EnumerateObject().Select(m => m.Name) : [];

    private static string? Text(JsonElement? json) => json switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list => string.Join("; ", list.EnumerateArray().Select(item => Text(item))),
        { ValueKind: JsonValueKind.Object } parent => string.Join(' ', parent.EnumerateObject().Select(m =>
            m.Name == PlanFile.Discriminator ? Text(m.Value) : $"{m.Name} {Text(m.Value)}")),
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => other.GetRawText(),
    };
}
