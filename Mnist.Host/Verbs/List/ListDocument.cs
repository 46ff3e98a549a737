using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Mnist.Host.Verbs.List;

/// <summary>What <c>list --json</c> prints.</summary>
internal sealed record ListDocument(IReadOnlyList<ListedPlanDocument> Plans);

/// <summary>A plan of the catalogue; a limit of its target that is left out, or has its default, is null.</summary>
internal sealed record ListedPlanDocument(string Name, string Source, long Parameters, JsonObject Target)
{
    public static ListedPlanDocument Of(Plan plan, long parameters)
    {
        var stated = PlanWriter.Write(PlanFields.Target, plan.Target);
        var target = PlanFields.Target.Fields.Select(field => KeyValuePair.Create(field.Name, stated[field.Name]?.DeepClone()));
        return new(plan.Name, plan.Description, parameters, new(target));
    }
}

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ListDocument))]
internal sealed partial class ListJson : JsonSerializerContext;
