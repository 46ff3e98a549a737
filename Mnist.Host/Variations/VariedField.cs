using System.Text;

namespace Mnist.Host.Variations;

/// <summary>A field of a plan with the values that it is to hold in turn, as a command line writes it: FIELD=VALUE,VALUE.</summary>
/// <param name="Path">The field as errors name it.</param>
/// <param name="Values">At least one, each once; JSON or plain words.</param>
internal sealed record VariedField(string Path, ValueList<string> Values)
{
    /// <summary>The field and its values; null where the text is none.</summary>
    /// <param name="text">Such as "training.epochs=5,10".</param>
    public static VariedField? Parse(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } path, var values]
        && path.Split('.') is { Length: <= LocatedJson.MaxDepth } parts
        && parts.All(part => part.Length > 0)
        && Items(values) is var items
        && items.All(item => item.Length > 0)
            ? new(path, items.Distinct(StringComparer.Ordinal).ToValueList())
            : null;

    /// <summary>Every combination of values, the last field moving fastest; one without settings where no field is given.</summary>
    /// <param name="fields">Any number of them.</param>
    public static IEnumerable<ValueList<PlanSetting>> Combinations(IEnumerable<VariedField> fields) => fields.Aggregate(
        (IEnumerable<ValueList<PlanSetting>>)[[]],
        (all, field) => all.SelectMany(settings => field.Values.Select(value =>
            (ValueList<PlanSetting>)[.. settings, new PlanSetting(field.Path, value)])));

    /// <inheritdoc/>
    public override string ToString() => $"{Path}={string.Join(',', Values)}";

    /// <summary>The text between the commas that stand in no array, object or string.</summary>
    private static List<string> Items(string text)
    {
        var (items, item, depth, isQuoted) = (new List<string>(), new StringBuilder(), 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (letter == '"' && (i == 0 || text[i - 1] != '\\'))
                isQuoted = !isQuoted;
            if (!isQuoted)
                depth += letter is '[' or '{' ? 1 : letter is ']' or '}' ? -1 : 0;
            if (letter == ',' && !isQuoted && depth <= 0)
            {
                items.Add($"{item}".Trim());
                item.Clear();
            }
            else
            {
                item.Append(letter);
            }
        }

        return [.. items, $"{item}".Trim()];
    }
}
