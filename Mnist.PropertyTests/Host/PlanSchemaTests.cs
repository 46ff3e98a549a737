using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Mnist.Domain.Catalog;
using Mnist.Domain.Planning;
using Xunit;

namespace Mnist.PropertyTests.Host;

public sealed class PlanSchemaTests
{
    private static readonly JsonNode Schema = PlanSchema.Create();

    [Property(MaxTest = 100, Arbitrary = [typeof(Plans)])]
    public bool A_written_plan_is_valid(Plan plan) => SchemaSubset.IsValid(Schema, Node(plan));

    [Property(MaxTest = 100, Arbitrary = [typeof(Plans)])]
    public bool A_plan_with_an_unknown_member_anywhere_is_not(Plan plan, byte which)
    {
        var node = Node(plan);
        var objects = Objects(node).ToList();
        objects[which % objects.Count]["surprise"] = 1;
        return !SchemaSubset.IsValid(Schema, node);
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(Plans)])]
    public bool A_plan_with_a_value_of_another_kind_anywhere_is_not(Plan plan, byte which)
    {
        var node = Node(plan);
        var members = Objects(node).SelectMany(o => o.Select(m => (Object: o, m.Key))).ToList();
        var (owner, name) = members[which % members.Count];
        owner[name] = new JsonObject { ["surprise"] = 1 };
        return !SchemaSubset.IsValid(Schema, node);
    }

    [Fact]
    public void Every_plan_of_the_catalogue_is_valid() =>
        Assert.All(PlanCatalog.All, plan => Assert.True(SchemaSubset.IsValid(Schema, Node(plan))));

    [Fact]
    public void It_names_its_dialect_and_describes_every_member()
    {
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)Schema["$schema"]);
        Assert.All(
            Objects(Schema).Where(o => o["properties"] is JsonObject).SelectMany(o => o["properties"]!.AsObject()),
            member => Assert.True(member.Key == "type"
                || member.Value!["description"] is not null
                || member.Value["$ref"] is not null, member.Key));
    }

    private static JsonNode Node(Plan plan) => JsonNode.Parse(PlanText.Write(plan))!;

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.Select(m => m.Value).SelectMany(Objects).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };
}
