using System.Text;
using FsCheck.Xunit;
using Mnist.Domain.Planning;
using Mnist.Domain.Schema;
using Mnist.Domain.Values;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>What a checker says of a plan is found again in its file; what PyTorch and Keras call otherwise is understood.</summary>
public sealed class PlanPlaceTests
{
    [Property(Arbitrary = [typeof(Plans)], MaxTest = 50)]
    public bool A_path_leads_to_its_place_in_the_text(Plan plan)
    {
        var text = PlanText.Write(plan);
        var stated = PlanText.ReadPlaced(Encoding.UTF8.GetBytes(text)).OrThrow();
        return stated.Plan == plan
            && stated.Places.Of("nowhere") is null
            && From(text, stated.Places.Of("training.optimizer.noSuchField")).StartsWith("\"optimizer\"", StringComparison.Ordinal)
            && plan.Architecture.Layers.Index().All(at =>
                From(text, stated.Places.Of($"layers.{at.Index}")).StartsWith('{')
                && Type(From(text, stated.Places.Of($"layers.{at.Index}"))) == at.Item.TypeName()
                && stated.Places.Of($"layers.{at.Index}.noSuchField") == stated.Places.Of($"layers.{at.Index}"));
    }

    [Theory]
    [InlineData("kernel_size", "layers.0", "kernel")]
    [InlineData("kernelSize", "layers.0", "kernel")]
    [InlineData("out_channels", "layers.0", "filters")]
    [InlineData("lr", "training.optimizer", "learningRate")]
    [InlineData("weight_decay", "training.optimizer", "weightDecay")]
    public void A_foreign_name_of_a_member_is_told_the_name_here(string name, string where, string here)
    {
        var layer = where == "layers.0" ? $$"""{ "type": "conv2d", "{{name}}": 3 }""" : """{ "type": "relu" }""";
        var optimizer = where == "layers.0" ? """{ "type": "sgd", "learningRate": 1 }""" : $$"""{ "type": "sgd", "{{name}}": 1 }""";
        var errors = Errors($$"""{ "name": "a", "layers": [{{layer}}], "training": { "epochs": 1, "optimizer": {{optimizer}} } }""");
        Assert.Contains(errors, error => error is DocumentError.UnknownMember unknown && unknown.Name == name && unknown.Nearest == here);
        Assert.DoesNotContain(errors, error => error is DocumentError.MissingMember missing && missing.Name == here);
    }

    [Theory]
    [InlineData("Conv2D", "conv2d")]
    [InlineData("BatchNormalization", "batchNorm2d")]
    [InlineData("MaxPooling2D", "maxPool2d")]
    [InlineData("AdaptiveAvgPool2d", "globalAvgPool")]
    [InlineData("GlobalAveragePooling2D", "globalAvgPool")]
    [InlineData("SpatialDropout2D", "dropout")]
    [InlineData("Dense", "linear")]
    public void A_foreign_type_of_layer_is_told_the_type_here(string type, string here) => Assert.Equal(
        here,
        Errors($$"""{ "layers": [{ "type": "{{type}}" }] }""")
            .OfType<DocumentError.UnknownValue>()
            .Single()
            .Nearest);

    private static ValueList<DocumentError> Errors(string text) => PlanText.Read(text).Match(valid: _ => [], invalid: errors => errors);

    private static string Type(string layer) => layer.Split("\"type\": \"", 2)[1].Split('"')[0];

    private static string From(string text, Position? at)
    {
        var lines = text.Split('\n');
        return string.Join('\n', lines[(at!.Value.Line - 1)..])[(at.Value.Column - 1)..];
    }
}
