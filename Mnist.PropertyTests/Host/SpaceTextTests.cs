using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Catalog;
using Mnist.Domain.Planning;
using Mnist.Domain.Search;
using Mnist.Domain.Spaces;
using Mnist.Host.Plans;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>Spaces as files: what is written is read again, and the schema knows it.</summary>
public sealed class SpaceTextTests
{
    private static readonly JsonNode Schema = PlanSchema.CreateForSpaces();

    [Property(MaxTest = 100, Arbitrary = [typeof(Spaces)])]
    public Property A_space_is_read_as_it_was_written(Space space) =>
        (Read(PlanText.WriteSpace(space)) == space).Label(PlanText.WriteSpace(space));

    [Property(MaxTest = 100, Arbitrary = [typeof(Spaces)])]
    public bool A_written_space_is_valid(Space space) => SchemaSubset.IsValid(Schema, JsonNode.Parse(PlanText.WriteSpace(space)));

    [Property(MaxTest = 100, Arbitrary = [typeof(Plans)])]
    public bool A_plan_is_a_space_of_one_design(Plan plan)
    {
        var text = PlanText.Write(plan);
        var space = Read(text);
        var layers = Expansion.Of(space.Layers, space.Input).Single()!;
        return SchemaSubset.IsValid(Schema, JsonNode.Parse(text)) && layers.Equals(plan.Architecture.Layers);
    }

    [Fact]
    public void Shipped_spaces_are_read_as_they_were_written_and_can_be_searched() => Assert.All(SpaceCatalog.All, space =>
    {
        Assert.Equal(space, Read(PlanText.WriteSpace(space)));
        Assert.True(SchemaSubset.IsValid(Schema, JsonNode.Parse(PlanText.WriteSpace(space))));
        Assert.True(SpaceSearch.Prepare(space, DataSpec.Mnist).Match(valid: search => search.Designs > 1_000_000, invalid: _ => false));
    });

    /// <summary>One value, an array, a range and any of some; for a size two numbers are height and width, as in a plan.</summary>
    [Theory]
    [InlineData("""{ "type": "conv2d", "filters": [8, 16], "kernel": [3, 5] }""", 2)]
    [InlineData("""{ "type": "conv2d", "filters": { "from": 4, "to": 33, "step": 4 }, "kernel": { "any": [1, 3, [3, 5]] } }""", 24)]
    [InlineData("""{ "type": "conv2d", "filters": { "any": [3, "inputChannels"] }, "kernel": { "from": 1, "to": 5 } }""", 10)]
    [InlineData("""{ "type": "conv2d", "filters": 8, "kernel": 3, "bias": [true, false], "optional": true }""", 3)]
    [InlineData("""{ "type": "dropout", "rate": [0.1, 0.2, 0.3] }""", 3)]
    [InlineData("""{ "type": "repeat", "times": { "from": 0, "to": 3 }, "layers": [{ "type": "linear", "units": [1, 2, 3] }] }""", 40)]
    [InlineData(
        """{ "type": "residual", "body": [{ "type": "relu", "optional": true }], "projection": [{ "type": "linear", "units": [1, 2] }] }""",
        4)]
    public void A_field_may_hold_several_values(string layer, int designs) => Assert.Equal(
        designs, Expansion.Count(Read(File(layer)).Layers));

    [Theory]
    [InlineData(
        """{ "type": "conv2d", "filters": [], "kernel": 3 }""",
        "layers.0.filters at line 1, column 45 must be at least one value, not an array of 0.")]
    [InlineData(
        """{ "type": "conv2d", "filters": [8, "outputs"], "kernel": 3 }""",
        "unknown filters 'outputs' at line 1, column 49; known here: inputChannels.")]
    [InlineData(
        """{ "type": "conv2d", "filters": { "from": 8 }, "kernel": 3 }""",
        "layers.0.filters at line 1, column 45 has no member 'to'; add it.")]
    [InlineData(
        """{ "type": "conv2d", "filters": { "from": 8, "to": 4 }, "kernel": 3 }""",
        "layers.0.filters at line 1, column 45 must be a range of 1 to 10,000 numbers: from no larger than to, and step at least 1.")]
    [InlineData(
        """{ "type": "conv2d", "filters": 8, "kernel": "inputChannels" }""",
        "layers.0.kernel at line 1, column 58 must be a whole number or two of them: [height, width], not a string.")]
    [InlineData("""{ "type": "repeet", "layers": [] }""", "unknown type 'repeet' at line 1, column 24; did you mean 'repeat'?")]
    public void An_error_names_its_place(string layer, string sentence) => Assert.Equal(
        sentence,
        PlanText.ReadSpace(Encoding.UTF8.GetBytes(File(layer))).Match(
            valid: _ => "",
            invalid: errors => string.Join(' ', errors.Select(e => e.Sentence()))));

    private static string File(string layer) =>
        $$"""{ "layers": [{{layer}}], "name": "s", "training": { "epochs": 1, "optimizer": { "type": "sgd", "learningRate": 0.1 } } }""";

    private static Space Read(string text) => PlanText.ReadSpace(Encoding.UTF8.GetBytes(text)).Match(
        valid: space => space,
        invalid: errors => throw new InvalidOperationException(string.Join(' ', errors.Select(e => e.Sentence()))));
}
