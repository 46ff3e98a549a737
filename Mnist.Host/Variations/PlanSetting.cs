using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mnist.Host.Variations;

/// <summary>A field of a plan, and what it is to hold: the plan as if its file had been edited there.</summary>
/// <param name="Path">The field as errors name it: "training.optimizer.learningRate", "layers.3.filters".</param>
/// <param name="Value">JSON, or a word that stands for a string; null leaves the field out.</param>
internal sealed record PlanSetting(string Path, string Value)
{
    /// <summary>The plan with these fields, or every reason why there is none.</summary>
    /// <param name="plan">A plan whose numbers are finite.</param>
    /// <param name="settings">Made one after the other.</param>
    public static Validation<Plan, SettingError> Apply(Plan plan, ValueList<PlanSetting> settings)
    {
        if (settings.Count == 0)
            return plan;
        var json = PlanWriter.Write(PlanFile.Type, plan);
        var errors = settings.Select(setting => setting.Edit(json)).OfType<SettingError>().ToValueList();
        return errors.Count > 0 ? errors : PlanText.Read(json.ToJsonString()).MapErrors(SettingError.Of);
    }

    /// <summary>Sets the field; an object that is left out is added, and whether it has such a field the plan's reader says.</summary>
    private SettingError? Edit(JsonNode json)
    {
        var (parts, at) = (Path.Split('.'), json);
        for (var i = 0; i < parts.Length; i++)
        {
            var (part, isLast, where) = (parts[i], i == parts.Length - 1, string.Join('.', parts[..i]));
            if (at is JsonObject found && isLast)
                Put(found, part);
            else if (at is JsonObject parent)
                at = parent[part] ??= new JsonObject();
            else if (at is not JsonArray list)
                return new SettingError.NothingInside(where, part);
            else if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= list.Count)
                return new SettingError.NoItem(where, part, list.Count);
            else if (isLast)
                list[index] = Node();
            else
                at = list[index]!;
        }

        return null;
    }

    private void Put(JsonObject parent, string name)
    {
        if (Node() is { } value)
            parent[name] = value;
        else
            parent.Remove(name);
    }

    private JsonNode? Node()
    {
        try
        {
            return JsonNode.Parse(Value);
        }
        catch (JsonException)
        {
            return Value;
        }
    }
}
